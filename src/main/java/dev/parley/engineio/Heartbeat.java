package dev.parley.engineio;

/** When the other side is asked for a sign of life, and when it should have given one. */
final class Heartbeat {
    private final long interval;
    private final long timeout;
    /** When the next ping is due; once it has been sent, from when on an answer is waited for. */
    private long at;
    private boolean asked;

    Heartbeat(Terms terms, long now) {
        interval = terms.pingInterval().toNanos();
        timeout = terms.pingTimeout().toNanos();
        at = now + interval;
    }

    /** A sign of life. */
    synchronized void heard(long now) {
        asked = false;
        at = now + interval;
    }

    /** Whether it is time to ask; true once. */
    synchronized boolean isDue(long now) {
        if (asked || now - at < 0) {
            return false;
        }
        asked = true;
        if (now - at > timeout / 4) {
            at = now; // The server was held up, which is not to be blamed on the other side.
        }
        return true;
    }

    synchronized boolean isOverdue(long now) {
        return asked && now - at >= timeout;
    }
}
