package dev.parley.line;

import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The limits of the socket.
 *
 * @param resumeWindow for so long a seat is kept for somebody who lost the connection
 * @param pingInterval a peer that has been silent for so long is asked for a sign of life
 * @param pingTimeout how long it has to give one
 * @param perSecond messages of one socket
 * @param burst messages of one socket at once
 * @param largest bytes of one message
 * @param joinsPerMinute of one account
 */
@Singleton
public record SignallingSettings(Duration resumeWindow, Duration pingInterval, Duration pingTimeout, int perSecond, int burst, int largest,
        int joinsPerMinute)
        implements StartSettings {

    @Inject
    public SignallingSettings(Settings settings) {
        this(settings.duration("RESUME_WINDOW", Duration.ofSeconds(1), Duration.ofMinutes(2)),
                settings.duration("PING_INTERVAL", Duration.ofSeconds(1), Duration.ofMinutes(1)),
                settings.duration("PING_TIMEOUT", Duration.ofSeconds(1), Duration.ofMinutes(1)),
                settings.number("SOCKET_MESSAGES_PER_SECOND", 1, 100_000), settings.number("SOCKET_BURST", 1, 100_000),
                settings.number("SOCKET_MESSAGE_SIZE", 1_024, 1_048_576), settings.number("JOINS_PER_MINUTE", 1, 100_000));
    }
}
