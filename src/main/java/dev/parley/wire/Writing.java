package dev.parley.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One write at a time, on the thread of its caller. The thread can be freed when the write hangs. */
final class Writing {
    /** Within the window, hardly any write blocks. One that still blocks for this long may hang, or the connection to this peer is slow. */
    static final long SLOW = 300_000_000;
    /** A write that blocks for this long is given up, and the peer is closed. */
    static final long STUCK = 2_000_000_000;

    private volatile @Nullable Thread writer;
    private volatile long since;
    private boolean nudged;

    /** What is written to a socket. */
    interface Write {
        void write() throws IOException;
    }

    void now(Write write) throws IOException {
        since = System.nanoTime();
        writer = Thread.currentThread();
        try {
            write.write();
        } finally {
            synchronized (this) {
                writer = null;
                if (nudged) {
                    nudged = false;
                    Thread.interrupted(); // Clears the interrupt, so that the owner of this thread does not notice it.
                }
            }
        }
    }

    boolean isMine() {
        return Thread.currentThread().equals(writer);
    }

    /** Whether the writing thread has waited for longer than this. A thread that is only short of processor time does not count as waiting. */
    boolean blocks(long now, long longer) {
        Thread at = writer;
        return at != null && now - since > longer && waits(at);
    }

    /**
     * Interrupts the write. If the other side ends the connection at that very moment, the server can miss that the write may go on; when it is
     * interrupted, it looks again.
     */
    synchronized void nudge() {
        Thread stuck = writer;
        if (stuck != null && waits(stuck)) {
            nudged = true;
            stuck.interrupt();
        }
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }
}
