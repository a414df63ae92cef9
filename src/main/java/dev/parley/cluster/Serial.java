package dev.parley.cluster;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Runs what it is given one after the other, on a virtual thread that lives while there is something to do. */
final class Serial {
    private static final int MOST = 10_000;

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /** False if too much waits already. */
    synchronized boolean add(Runnable task) {
        if (waiting.size() >= MOST) {
            return false;
        }
        waiting.add(task);
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
        Runnable task = waiting.poll();
        running = task != null;
        return task;
    }
}
