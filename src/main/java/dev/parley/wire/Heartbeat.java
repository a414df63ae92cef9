package dev.parley.wire;

import java.time.Duration;

/**
 * Decides when the other side is asked for a sign of life, and when it should have given one. Any thread may report a sign of life; only one
 * thread, which looks after all open connections, asks for one.
 */
public final class Heartbeat {
    private volatile long heardAt;
    /** Since when an answer has been waited for. */
    private volatile long askedAt;
    private volatile boolean asked;

    public Heartbeat(long now) {
        heardAt = now;
    }

    /** A sign of life. */
    public void heard(long now) {
        heardAt = now;
    }

    /** Whether the silence has been long enough to ask for a sign of life. True once for each silence. */
    public boolean isDue(long now, Duration silence, Duration patience) {
        if (asked && heardAt - askedAt >= 0) {
            asked = false;
        }
        long due = heardAt + silence.toNanos();
        if (asked || now - due < 0) {
            return false;
        }
        // If the server was held up, that is not the other side's fault.
        askedAt = now - due > patience.toNanos() / 4 ? now : due;
        asked = true;
        return true;
    }

    /** Whether it has been waiting for an answer for too long. What has not been read yet may be the answer; see {@link Arrivals#readUpTo}. */
    public boolean isOverdue(long readUpTo, Duration patience) {
        return asked && heardAt - askedAt < 0 && readUpTo - askedAt >= patience.toNanos();
    }
}
