package dev.parley.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One write at a time, on whatever thread lends itself to it, which can be set free when the write hangs. */
final class Writing {
    /** Within the window hardly anything blocks. What does all the same for so long may hang, or the way to this peer is slow. */
    static final long SLOW = 300_000_000;
    /** And what does for so long is given up, with the peer. */
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
                    Thread.interrupted(); // The owner of this thread must not notice.
                }
            }
        }
    }

    boolean isMine() {
        return Thread.currentThread().equals(writer);
    }

    /** Whether it has waited for longer than this. A thread that is only short of processor time does not wait. */
    boolean blocks(long now, long longer) {
        Thread at = writer;
        return at != null && now - since > longer && waits(at);
    }

    /**
     * The server can miss that a write may go on, when the other side ends the connection in that very moment; interrupted, it looks
     * again.
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
