package dev.parley.code;

import dev.parley.settings.BadSetting;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/**
 * What text messages may cost.
 *
 * @param smsPerDay after so many in a day no more are sent, whoever asks
 * @param smsCountries the beginnings of numbers that messages are sent to; none means all
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
            throw new BadSetting("SMS_COUNTRIES", "must be beginnings of numbers such as +49,+43");
        }
    }
}
