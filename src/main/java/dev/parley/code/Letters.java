package dev.parley.code;

import dev.parley.notify.Message;
import dev.parley.notify.Texts;
import dev.parley.settings.AddressSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The texts of mails and text messages, in the reader's language. */
@ApplicationScoped
public class Letters {
    private static final Texts TEXTS = new Texts("dev.parley.code.letters");

    @Inject
    AddressSettings addresses;

    /** The first language of the reader's browser that we have texts in. */
    public static String language(@Nullable String acceptLanguage) {
        return acceptLanguage != null && acceptLanguage.strip().toLowerCase(Locale.ROOT).startsWith("de") ? "de" : "en";
    }

    public Message code(Codes.Purpose purpose, Address to, String digits, String language) {
        String kind = purpose.name().toLowerCase(Locale.ROOT);
        if (!to.isMail()) {
            return new Message.Sms(to.value(), text(language, "sms", digits), Optional.of(digits), Optional.empty());
        }
        return mail(to, language, kind, digits, Optional.of(digits), Optional.empty());
    }

    /** To the owner of an address that somebody tried to register again. */
    public Message known(Address to, String language) {
        return told(to, language, "known", addresses.base() + "/sign-in");
    }

    /** To the owner of an address that somebody wanted to add to another account. */
    public Message taken(Address to, String language) {
        return told(to, language, "taken", addresses.base() + "/sign-in");
    }

    /** To an address that no longer belongs to an account. */
    public Message removed(Address to, String language) {
        return told(to, language, "removed", addresses.base() + "/settings/security");
    }

    /** To the address of an account that got a second one. */
    public Message added(Address to, String language) {
        return told(to, language, "added", addresses.base() + "/settings/security");
    }

    /** To the last address of an account that was erased. */
    public Message erased(Address to, String language) {
        return told(to, language, "erased", addresses.base().toString());
    }

    private Message told(Address to, String language, String kind, String link) {
        return to.isMail() ? mail(to, language, kind, link, Optional.empty(), Optional.of(link))
                : new Message.Sms(to.value(), text(language, kind + ".sms", link), Optional.empty(), Optional.of(link));
    }

    private Message mail(Address to, String language, String kind, String insert, Optional<String> code, Optional<String> link) {
        String body = text(language, kind + ".text", insert);
        String closing = text(language, "closing", addresses.base().toString());
        String shown = code.isPresent() ? "<p style=\"font-size:28px;letter-spacing:6px\"><b>" + insert + "</b></p>"
                : "<p><a href=\"" + insert + "\">" + insert + "</a></p>";
        String html = "<!doctype html><html lang=\"" + language + "\"><body style=\"font-family:sans-serif;line-height:1.5\"><p>"
                + text(language, kind + ".lead") + "</p>" + shown + "<p>" + text(language, kind + ".tail") + "</p><p>" + closing + "</p></body></html>";
        return new Message.Mail(to.value(), language, text(language, kind + ".subject", insert), body + "\n\n" + closing + "\n", html, code, link, Optional.empty());
    }

    private static String text(String language, String key, Object... inserts) {
        return key.endsWith(".text")
                ? text(language, key.replace(".text", ".lead")) + "\n\n" + inserts[0] + "\n\n" + text(language, key.replace(".text", ".tail"))
                : TEXTS.text(language, key, inserts);
    }
}
