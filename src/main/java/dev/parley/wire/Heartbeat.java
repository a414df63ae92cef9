package dev.parley.wire;

import java.time.Duration;

/**
 * When the other side is asked for a sign of life, and when it should have given one. Any thread may hear it; only one, which looks after
 * all that is open, asks.
 */
public final class Heartbeat {
    private volatile long heardAt;
    /** From when on an answer is waited for. */
    private volatile long askedAt;
    private volatile boolean asked;

    public Heartbeat(long now) {
        heardAt = now;
    }

    /** A sign of life. */
    public void heard(long now) {
        heardAt = now;
    }

    /** Whether it has been silent for so long that it is time to ask; true once for each silence. */
    public boolean isDue(long now, Duration silence, Duration patience) {
        if (asked && heardAt - askedAt >= 0) {
            asked = false;
        }
        long due = heardAt + silence.toNanos();
        if (asked || now - due < 0) {
            return false;
        }
        // Where the server was held up, that is not to be blamed on the other side.
        askedAt = now - due > patience.toNanos() / 4 ? now : due;
        asked = true;
        return true;
    }

    /** Whether it has not answered for too long. */
    public boolean isOverdue(long now, Duration patience) {
        return asked && heardAt - askedAt < 0 && now - askedAt >= patience.toNanos();
    }
}
