package dev.parley.wire;

import jakarta.websocket.Session;
import java.lang.ref.WeakReference;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes sure that no socket keeps a thread for ever, or a connection. A write can hang if the other side disconnects at that very moment. This
 * can happen to our own writes and to the server's close frame, which it writes on the thread that has just told us of the end. An interrupt
 * frees both. A connection can stay open after its session was closed: the server waits for the other side's goodbye, gives up reading when
 * that makes no sense, and reads for ever from a peer that goes on sending. {@link HangUp} ends it then.
 */
public final class Lifeguard {
    private static final Set<Wire> OPEN = ConcurrentHashMap.newKeySet();
    /** Threads on which the server is about to write a close frame, and since when. */
    private static final Map<Thread, Long> CLOSING = new ConcurrentHashMap<>();
    /** Sessions that are closed, the oldest first. The server itself keeps those that are still connected. */
    private static final Queue<Left> LEFT = new ConcurrentLinkedQueue<>();
    private static final AtomicLong RESCUED = new AtomicLong();
    private static final long CLOSE_TAKES = 1_000_000_000;
    /** How long a close may take: our own closes wait for a peer that may be slow. */
    private static final long OUR_CLOSE_TAKES = 15_000_000_000L;

    private Lifeguard() {}

    /** The present numbers. A thread counts as hanging if it has not been freed within the usual time. */
    public record Count(int open, int hangingWrites, int hangingCloses, long rescued) {}

    private record Left(WeakReference<Session> session, long since) {}

    static void opened(Wire wire) {
        OPEN.add(wire);
    }

    static void ended(Wire wire) {
        OPEN.remove(wire);
    }

    /** This session is closed, and the goodbye is on its way. */
    static void left(Session session) {
        LEFT.add(new Left(new WeakReference<>(session), System.nanoTime()));
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
        for (Left left = LEFT.peek(); left != null && now - left.since > OUR_CLOSE_TAKES; left = LEFT.peek()) {
            LEFT.remove();
            Session session = left.session.get();
            if (session != null) {
                var _ = Thread.startVirtualThread(() -> hangUp(session));
            }
        }
        for (Thread each : CLOSING.keySet()) {
            // In one step, so that a thread that has just gone on is not interrupted.
            CLOSING.computeIfPresent(each, (thread, since) -> now - since < patience(thread) || hangs(thread) ? since : null);
        }
    }

    private static void hangUp(Session session) {
        if (HangUp.ends(session)) {
            RESCUED.incrementAndGet();
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
