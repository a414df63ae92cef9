package dev.parley.sfu;

import dev.parley.settings.BadSetting;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The media servers. Without one, everybody in a room sends to everybody else.
 *
 * @param urls the addresses of their WebSocket API
 * @param secret what they ask of everybody who wants to control them
 * @param listeners how many one of them takes before those of a room are put on the next one as well
 */
@Singleton
public record JanusSettings(List<URI> urls, Optional<String> secret, int listeners) implements StartSettings {
    private static final int MOST_LISTENERS = 10_000;

    @Inject
    public JanusSettings(Settings settings) {
        this(settings.text("JANUS_URLS").stream().flatMap(value -> Arrays.stream(value.split(","))).map(String::strip).filter(url -> !url.isEmpty())
                .map(JanusSettings::parse).distinct().toList(), settings.text("JANUS_SECRET"), settings.number("JANUS_LISTENERS", 1, MOST_LISTENERS));
    }

    @Override
    public void check() {
        if (!urls.isEmpty() && secret.isEmpty()) {
            throw new BadSetting("JANUS_SECRET", "is missing: JANUS_URLS is set, and a media server without a secret obeys anybody");
        }
    }

    private static URI parse(String url) {
        try {
            URI address = URI.create(url);
            boolean socket = "ws".equalsIgnoreCase(address.getScheme()) || "wss".equalsIgnoreCase(address.getScheme());
            if (socket && address.getHost() != null && address.getRawUserInfo() == null && address.getRawFragment() == null) {
                return address;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Refused below.
        }
        throw new BadSetting("JANUS_URLS", "must be addresses such as ws://media.example.org:8188, separated by commas");
    }

    @Override
    public String toString() {
        return "JanusSettings" + urls;
    }
}
