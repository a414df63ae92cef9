package dev.parley.notify;

import dev.parley.protocol.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A message to one person. The code and the link are part of the text; they are also kept separately for the development outbox. */
public sealed interface Message {
    String to();

    String text();

    Optional<String> code();

    Optional<String> link();

    /** A meeting for the reader's own calendar: what to do with it (of RFC 5546), and the file. */
    record Appointment(String method, String file) {}

    /** An e-mail, in plain text and in HTML, in one language. */
    record Mail(String to, String language, String subject, String text, String html, Optional<String> code, Optional<String> link, Optional<Appointment> appointment)
            implements Message {
        /** Paragraphs and a link below them. The paragraphs may contain what people have written. */
        public static Mail of(String to, String language, String subject, List<String> paragraphs, String link, Optional<Appointment> appointment) {
            String html = paragraphs.stream().map(one -> "<p>" + PlainText.inHtml(one).replace("\n", "<br>") + "</p>").collect(Collectors.joining());
            return new Mail(to, language, subject, String.join("\n\n", paragraphs) + "\n\n" + link + "\n", "<!doctype html><html lang=\"" + language
                    + "\"><body style=\"font-family:sans-serif;line-height:1.5\">" + html + "<p><a href=\"" + PlainText.inHtml(link) + "\">" + PlainText.inHtml(link) + "</a></p></body></html>",
                    Optional.empty(), Optional.of(link), appointment);
        }
    }

    /** A text message to a phone number in E.164 form. */
    record Sms(String to, String text, Optional<String> code, Optional<String> link) implements Message {}
}
