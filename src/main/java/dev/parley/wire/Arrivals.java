package dev.parley.wire;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Knows how far this server is behind with reading. The threads that read from sockets also answer requests. When many people ask something at
 * once, what a peer has sent in time may wait for seconds until a thread is free, and the peer must not be taken for dead because of that.
 */
public final class Arrivals {
    /** If nobody has looked for this long, the whole server stood still. */
    private static final long STOOD_STILL = 500_000_000;

    private final Executor readers;
    private final AtomicBoolean waits = new AtomicBoolean();
    private volatile long lookedAt;
    private volatile long read;

    /** The executor is the one on which the server reads from sockets. */
    public Arrivals(Executor readers, long now) {
        this.readers = readers;
        this.lookedAt = now;
        this.read = now;
    }

    /** Queues up behind all that has arrived, to see how long it takes. Has to be called a few times a second. Never blocks. */
    public void look(long now) {
        lookedAt = now;
        if (waits.compareAndSet(false, true)) {
            try {
                readers.execute(() -> {
                    read = now;
                    waits.set(false);
                });
            } catch (RejectedExecutionException stopping) {
                waits.set(false);
                throw stopping;
            }
        }
    }

    /** What arrived before this {@link System#nanoTime} has been read. It is {@code now} unless the server is behind. */
    public long readUpTo(long now) {
        boolean behind = read != lookedAt || now - lookedAt > STOOD_STILL;
        return behind ? read : now;
    }
}
