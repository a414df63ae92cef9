package dev.parley.notify;

import dev.parley.settings.BadSetting;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;

/**
 * The mail server. The mail session in {@code server.xml} reads the same settings; they are checked here.
 *
 * @param host empty means that no mail is sent
 * @param sender the address that mails come from
 */
@Singleton
public record MailSettings(Optional<String> host, int port, Optional<String> user, Optional<String> password, boolean startTls,
        Optional<String> sender) implements StartSettings {

    @Inject
    public MailSettings(Settings settings) {
        this(settings.text("SMTP_HOST"), settings.number("SMTP_PORT", 1, 65_535), settings.text("SMTP_USER"),
                settings.text("SMTP_PASSWORD"), settings.flag("SMTP_STARTTLS"), settings.text("EMAIL_SENDER"));
    }

    @Override
    public void check() {
        if (host.isPresent() && sender.isEmpty()) {
            throw new BadSetting("EMAIL_SENDER", "is missing: SMTP_HOST is set, so set the address that mails come from too");
        }
        if (user.isPresent() != password.isPresent()) {
            throw new BadSetting(user.isPresent() ? "SMTP_PASSWORD" : "SMTP_USER", "is missing: set both or neither");
        }
        sender.ifPresent(address -> {
            try {
                new InternetAddress(address, true);
            } catch (AddressException bad) {
                throw new BadSetting("EMAIL_SENDER", "must be an e-mail address");
            }
        });
    }

    public boolean configured() {
        return host.isPresent();
    }

    @Override
    public String toString() {
        return "MailSettings[" + host.orElse("none") + "]";
    }
}
