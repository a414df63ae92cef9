package dev.parley.socketio;

import dev.parley.engineio.Terms;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import dev.parley.wire.Wire;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The limits of Socket.IO clients.
 *
 * @param terms the limits of the channels
 * @param connectTimeout how long a client may take to connect to a namespace
 */
@Singleton
public record SocketIoSettings(Terms terms, Duration connectTimeout) implements StartSettings {
    private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);

    @Inject
    public SocketIoSettings(Settings settings) {
        this(new Terms(settings.duration("SOCKETIO_PING_INTERVAL", Duration.ofMillis(100), Duration.ofMinutes(5)),
                settings.duration("SOCKETIO_PING_TIMEOUT", Duration.ofMillis(100), Duration.ofMinutes(5)), UPGRADE_TIMEOUT,
                settings.number("SOCKETIO_MAX_PAYLOAD", 1_024, 16_000_000), Wire.MOST_BYTES,
                settings.number("SOCKET_MESSAGES_PER_SECOND", 1, 100_000), settings.number("SOCKET_BURST", 1, 100_000)),
                settings.duration("SOCKETIO_CONNECT_TIMEOUT", Duration.ofSeconds(1), Duration.ofMinutes(5)));
    }
}
