package dev.parley.notify;

import java.util.Optional;

/** A message to one person. The code and the link are part of the text; they are also kept separately for the development outbox. */
public sealed interface Message {
    String to();

    String text();

    Optional<String> code();

    Optional<String> link();

    /** An e-mail, in plain text and in HTML, in one language. */
    record Mail(String to, String language, String subject, String text, String html, Optional<String> code, Optional<String> link)
            implements Message {}

    /** A text message to a phone number in E.164 form. */
    record Sms(String to, String text, Optional<String> code, Optional<String> link) implements Message {}
}
