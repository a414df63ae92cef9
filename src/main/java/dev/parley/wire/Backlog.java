package dev.parley.wire;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the memory of everything that waits for peers or is kept for them. Each peer has its own limit, but the limits of thousands add up to
 * more memory than there is. When memory gets short, peers with more than an equal share are closed first.
 */
public final class Backlog {
    private static final AtomicLong BYTES = new AtomicLong();
    private static final long MOST = Runtime.getRuntime().maxMemory() / 8;

    private Backlog() {}

    public static void grows(int bytes) {
        BYTES.addAndGet(bytes);
    }

    public static void shrinks(int bytes) {
        BYTES.addAndGet(-bytes);
    }

    /** Whether there is too much in all and a peer with this many bytes has more than its share. */
    public static boolean isTooMuch(long mine) {
        return BYTES.get() > MOST && mine > MOST / Math.max(1, Lifeguard.open());
    }

    public static long bytes() {
        return BYTES.get();
    }
}
