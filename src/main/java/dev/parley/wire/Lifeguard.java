package dev.parley.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes sure that no socket keeps a thread for ever. A write can hang if the other side disconnects at that very moment. This can happen to our
 * own writes and to the server's close frame, which it writes on the thread that has just told us of the end. An interrupt frees both.
 */
public final class Lifeguard {
    private static final Set<Wire> OPEN = ConcurrentHashMap.newKeySet();
    /** Threads on which the server is about to write a close frame, and since when. */
    private static final Map<Thread, Long> CLOSING = new ConcurrentHashMap<>();
    private static final AtomicLong RESCUED = new AtomicLong();
    private static final long CLOSE_TAKES = 1_000_000_000;
    /** How long a close may take: our own closes wait for a peer that may be slow. */
    private static final long OUR_CLOSE_TAKES = 15_000_000_000L;

    private Lifeguard() {}

    /** The present numbers. A thread counts as hanging if it has not been freed within the usual time. */
    public record Count(int open, int hangingWrites, int hangingCloses, long rescued) {}

    static void opened(Wire wire) {
        OPEN.add(wire);
    }

    static void ended(Wire wire) {
        OPEN.remove(wire);
    }

    static void closing(Thread thread) {
        CLOSING.put(thread, System.nanoTime());
    }

    /**
     * This thread has finished closing and does something else from here on. An interrupt that was meant for the close must not reach it any
     * more.
     */
    static void goesOn() {
        CLOSING.remove(Thread.currentThread());
        Thread.interrupted();
    }

    public static int open() {
        return OPEN.size();
    }

    /** Has to be called a few times a second. Never blocks. */
    public static void look(long now) {
        for (Wire wire : OPEN) {
            if (wire.isStuck(now)) {
                RESCUED.incrementAndGet();
                wire.rescue();
            }
        }
        for (Thread each : CLOSING.keySet()) {
            // In one step, so that a thread that has just gone on is not interrupted.
            CLOSING.computeIfPresent(each, (thread, since) -> now - since < patience(thread) || hangs(thread) ? since : null);
        }
    }

    /** For the metrics. */
    public static Count count() {
        long now = System.nanoTime();
        int writes = (int) OPEN.stream().filter(wire -> wire.isStuck(now)).count();
        int closes = (int) CLOSING.entrySet().stream()
                .filter(each -> now - each.getValue() > 2 * patience(each.getKey())).count();
        return new Count(OPEN.size(), writes, closes, RESCUED.get());
    }

    private static long patience(Thread thread) {
        return thread.isVirtual() ? OUR_CLOSE_TAKES : CLOSE_TAKES;
    }

    private static boolean hangs(Thread thread) {
        boolean still = closes(thread);
        if (still) {
            RESCUED.incrementAndGet();
            thread.interrupt();
        }
        return still;
    }

    private static boolean closes(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().endsWith(".WsocConnLink") && frame.getMethodName().toLowerCase(Locale.ROOT).contains("close")) {
                return true;
            }
        }
        return false;
    }
}
