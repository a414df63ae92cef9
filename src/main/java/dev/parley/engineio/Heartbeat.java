package dev.parley.engineio;

/** When the other side is asked for a sign of life, and when it should have given one. */
final class Heartbeat {
    private final long interval;
    private final long timeout;
    /** When the next ping is due, or was: then it has been sent. */
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
        boolean due = !asked && now - at >= 0;
        asked |= due;
        return due;
    }

    synchronized boolean isOverdue(long now) {
        return now - at >= timeout;
    }
}
