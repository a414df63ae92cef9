package dev.parley.engineio;

import java.time.Duration;

/**
 * What a handshake promises, and how much one client may take.
 *
 * @param pingInterval so long after the last sign of life the other side is asked for one
 * @param pingTimeout how long it has to give one
 * @param upgradeTimeout a WebSocket that was opened to move a channel has so long to do it
 * @param maxPayload bytes of one message, and of one request with several
 * @param mostWaiting bytes that wait for a slow reader before it is let go
 * @param perSecond packets of one channel
 * @param burst packets of one channel at once
 */
public record Terms(Duration pingInterval, Duration pingTimeout, Duration upgradeTimeout, int maxPayload, int mostWaiting, int perSecond,
        int burst) {}
