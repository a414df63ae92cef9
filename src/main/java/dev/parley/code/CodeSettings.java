package dev.parley.code;

import dev.parley.settings.BadSetting;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/**
 * Limits on what text messages may cost.
 *
 * @param smsPerDay how many are sent in a day, to all people together
 * @param smsCountries the beginnings of the numbers that messages may be sent to; empty means all numbers
 */
@Singleton
public record CodeSettings(int smsPerDay, List<String> smsCountries) implements StartSettings {

    @Inject
    public CodeSettings(Settings settings) {
        this(settings.number("SMS_PER_DAY", 0, 1_000_000), settings.text("SMS_COUNTRIES").stream()
                .flatMap(list -> Arrays.stream(list.split(","))).map(String::strip).filter(code -> !code.isEmpty()).toList());
    }

    @Override
    public void check() {
        if (!smsCountries.stream().allMatch(code -> code.matches("\\+[1-9][0-9]{0,6}"))) {
            throw new BadSetting("SMS_COUNTRIES", "must be the beginnings of phone numbers, such as +49,+43");
        }
    }
}
