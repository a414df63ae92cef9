package dev.parley.media;

import dev.parley.settings.BadSetting;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The servers where browsers learn their own address, and those that pass their sound on when there is no direct way.
 *
 * @param turnSecret shared with the TURN server; credentials are derived from it
 */
@Singleton
public record MediaSettings(List<String> stunUrls, List<String> turnUrls, Optional<String> turnSecret, Duration turnLife) implements StartSettings {

    @Inject
    public MediaSettings(Settings settings) {
        this(urls(settings, "STUN_URLS", "stun", "stuns"), urls(settings, "TURN_URLS", "turn", "turns"), settings.text("TURN_SECRET"),
                settings.duration("TURN_TTL", Duration.ofSeconds(10), Duration.ofMinutes(10)));
    }

    @Override
    public void check() {
        if (!turnUrls.isEmpty() && turnSecret.isEmpty()) {
            throw new BadSetting("TURN_SECRET", "is missing: TURN_URLS is set, and nobody can use the TURN server without this secret");
        }
    }

    private static List<String> urls(Settings settings, String name, String... schemes) {
        List<String> urls = settings.text(name).stream().flatMap(value -> Arrays.stream(value.split(","))).map(String::strip)
                .filter(url -> !url.isEmpty() && !url.equals("none")).toList();
        for (String url : urls) {
            if (Arrays.stream(schemes).noneMatch(scheme -> url.matches(scheme + ":[^\\s?]+(\\?transport=(udp|tcp))?"))) {
                throw new BadSetting(name, "must be addresses such as " + schemes[0] + ":voice.example.org:3478, separated by commas");
            }
        }
        return urls;
    }
}
