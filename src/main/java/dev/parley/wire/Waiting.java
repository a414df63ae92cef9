package dev.parley.wire;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What waits to be written to one socket, and what has come in of a message that is not whole yet: it has bounds, for itself and with all others together. */
final class Waiting {
    private static final int MOST_FRAMES = 2_000;

    private final int mostBytes;
    private final Queue<Wire.Sendable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();
    private int held;
    private boolean closed;

    Waiting(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** False when that was too much. */
    boolean add(Wire.Sendable next) {
        int size = next.size();
        int mine = bytes.addAndGet(size);
        Backlog.grows(size);
        queue.add(next);
        return frames.incrementAndGet() <= MOST_FRAMES && mine <= mostBytes && !Backlog.isTooMuch(mine);
    }

    /** Behind all others, and of no weight. */
    void addLast(Wire.Sendable last) {
        queue.add(last);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    Wire.@Nullable Sendable poll() {
        Wire.Sendable next = queue.poll();
        if (next != null && !(next instanceof Wire.Goodbye)) {
            frames.decrementAndGet();
            bytes.addAndGet(-next.size());
            Backlog.shrinks(next.size());
        }
        return next;
    }

    /** Counts what has come of a message that is not whole yet; false when there is no room for more of it. */
    synchronized boolean holds(int more) {
        if (closed) {
            return false;
        }
        held += more;
        Backlog.grows(more);
        return more <= 0 || !Backlog.isTooMuch(held);
    }

    /** Nothing of it is needed any more. */
    void forget() {
        synchronized (this) {
            closed = true;
            Backlog.shrinks(held);
            held = 0;
        }
        while (poll() != null) {
            // Each is taken off the account.
        }
    }
}
