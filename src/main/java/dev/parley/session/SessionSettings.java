package dev.parley.session;

import dev.parley.settings.AddressSettings;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long tokens are valid and where their keys are kept.
 *
 * @param guestLife how long somebody without an account may stay
 * @param keyFile the file with the keys, if it is not in the data folder
 * @param secureCookies whether cookies are sent over TLS only: always, except on a server for this machine alone
 * @param unused settings that older systems had and that mean nothing here
 */
@Singleton
public record SessionSettings(Duration accessLife, Duration refreshLife, Duration guestLife, Duration keyLife, Optional<Path> keyFile, boolean secureCookies,
        List<String> unused) implements StartSettings {
    private static final List<String> WITHOUT_USE = List.of("JWT_SECRET", "JWT_ACCESS_SECRET", "JWT_REFRESH_SECRET",
            "JWT_ACCESS_TOKEN_SECRET", "JWT_REFRESH_TOKEN_SECRET");

    @Inject
    public SessionSettings(Settings settings, AddressSettings addresses) {
        this(settings.duration("ACCESS_TOKEN_EXPIRY", Duration.ofSeconds(5), Duration.ofDays(1)),
                settings.duration("REFRESH_TOKEN_EXPIRY", Duration.ofMinutes(1), Duration.ofDays(365)),
                settings.duration("GUEST_LIFE", Duration.ofSeconds(5), Duration.ofHours(12)),
                settings.duration("JWT_KEY_LIFE", Duration.ofSeconds(10), Duration.ofDays(3650)),
                settings.text("JWT_KEY_FILE").map(_ -> settings.path("JWT_KEY_FILE")),
                !addresses.localOnly() || "https".equals(addresses.base().getScheme()),
                WITHOUT_USE.stream().filter(name -> settings.text(name).isPresent()).toList());
    }

    /** No token is valid for longer. */
    Duration longest() {
        return accessLife.compareTo(guestLife) > 0 ? accessLife : guestLife;
    }
}
