package dev.parley.wire;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory everything takes together that waits for peers, or is kept for them. Each has a limit of its own, but the limits of
 * thousands add up to more than there is: when it gets tight, whoever has more than an equal share goes first.
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

    /** Whether there is too much, and somebody with so many bytes is one of those to blame. */
    public static boolean isTooMuch(long mine) {
        return BYTES.get() > MOST && mine > MOST / Math.max(1, Lifeguard.open());
    }

    public static long bytes() {
        return BYTES.get();
    }
}
