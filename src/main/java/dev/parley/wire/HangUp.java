package dev.parley.wire;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Ends a connection that the server has kept although its session was closed long ago. Jakarta WebSocket offers no way to do so, so this asks
 * Open Liberty's own classes for what they do when they give up a connection. Any other server is left to end its connections itself.
 */
final class HangUp {
    private static final Logger LOG = Logger.getLogger(HangUp.class.getName());
    /** Our goodbye was sent, and the server still waits for the answer. */
    private static final String WAITS = "LOCAL_CLOSING";

    private HangUp() {}

    /** Whether there was still something to end. */
    static boolean ends(Session session) {
        try {
            Object implementation = session.getClass().getMethod("getSessionImpl").invoke(session);
            Field field = implementation.getClass().getDeclaredField("connLink");
            field.setAccessible(true);
            Object link = field.get(implementation);
            boolean waits = link.getClass().getMethod("getLinkStatus").invoke(link).toString().equals(WAITS);
            if (waits) {
                link.getClass().getMethod("closeUsingSession", CloseReason.class, boolean.class, boolean.class).invoke(link, null, false, true);
            }
            return waits;
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            LOG.log(Level.FINE, unknown, () -> "This server ends its connections itself");
            return false;
        }
    }
}
