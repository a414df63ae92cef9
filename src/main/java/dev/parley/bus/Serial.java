package dev.parley.bus;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Runs what it is given one after the other, on a virtual thread that lives while there is something to do. */
final class Serial {
    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 64 * 1024 * 1024;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean running;

    private record Waiting(int bytes, Runnable task) {}

    /** False if too much waits already. */
    synchronized boolean add(int size, Runnable task) {
        if (waiting.size() >= MOST || bytes + size > MOST_BYTES) {
            return false;
        }
        waiting.add(new Waiting(size, task));
        bytes += size;
        if (!running) {
            running = true;
            Thread.ofVirtual().name("parley-bus-receiver").start(this::drain);
        }
        return true;
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Waiting next = waiting.poll();
        running = next != null;
        if (next == null) {
            return null;
        }
        bytes -= next.bytes;
        return next.task;
    }
}
