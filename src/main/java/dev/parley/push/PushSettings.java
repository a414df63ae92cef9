package dev.parley.push;

import dev.parley.settings.AddressSettings;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Which push services are trusted besides the public ones.
 *
 * @param privateOrigins those that may have a private address, or no encryption
 * @param contact where the people who run a push service find the operator of this server, if they can reach it at all
 */
@Singleton
public record PushSettings(List<String> privateOrigins, Optional<URI> contact) implements StartSettings {
    @Inject
    public PushSettings(Settings settings, AddressSettings addresses) {
        this(settings.origins("PUSH_PRIVATE_ORIGINS"), Optional.of(addresses.base()).filter(base -> "https".equalsIgnoreCase(base.getScheme())));
    }
}
