package dev.parley.notify;

import dev.parley.settings.BadSetting;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/** The Twilio account that text messages go through. */
@Singleton
public record SmsSettings(Optional<String> sid, Optional<String> token, Optional<String> from) implements StartSettings {

    @Inject
    public SmsSettings(Settings settings) {
        this(settings.text("SMS_SID"), settings.text("SMS_AUTH_TOKEN"), settings.text("SMS_FROM_NUMBER"));
    }

    @Override
    public void check() {
        long given = Stream.of(sid, token, from).filter(Optional::isPresent).count();
        if (given != 0 && given != 3) {
            String missing = sid.isEmpty() ? "SMS_SID" : token.isEmpty() ? "SMS_AUTH_TOKEN" : "SMS_FROM_NUMBER";
            throw new BadSetting(missing, "is missing: text messages need SMS_SID, SMS_AUTH_TOKEN and SMS_FROM_NUMBER together");
        }
        from.filter(number -> !number.matches("\\+[1-9][0-9]{6,14}")).ifPresent(_ -> {
            throw new BadSetting("SMS_FROM_NUMBER", "must be a phone number such as +4915112345678");
        });
    }

    public boolean configured() {
        return sid.isPresent();
    }

    @Override
    public String toString() {
        return "SmsSettings[" + (configured() ? "Twilio" : "none") + "]";
    }
}
