package dev.parley.wire;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one socket, and the parts of an incoming message that is not complete yet. Both are limited, for this socket and
 * for all sockets together.
 */
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

    /** Adds a frame. False when that was too much. */
    boolean add(Wire.Sendable next) {
        int size = next.size();
        int mine = bytes.addAndGet(size);
        Backlog.grows(size);
        queue.add(next);
        return frames.incrementAndGet() <= MOST_FRAMES && mine <= mostBytes && !Backlog.isTooMuch(mine);
    }

    /** Adds a frame behind all others. It does not count towards the limit. */
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

    /** Counts the parts of a message that is not complete yet. False when there is no room for more. */
    synchronized boolean holds(int more) {
        if (closed) {
            return false;
        }
        held += more;
        Backlog.grows(more);
        return more <= 0 || !Backlog.isTooMuch(held);
    }

    /** Drops everything. */
    void forget() {
        synchronized (this) {
            closed = true;
            Backlog.shrinks(held);
            held = 0;
        }
        while (poll() != null) {
            // One at a time, so that each is subtracted from the count.
        }
    }
}
