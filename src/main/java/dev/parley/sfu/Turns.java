package dev.parley.sfu;

import dev.parley.problem.Problem;
import dev.parley.problem.Repeats;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs what concerns one room one after the other, on a thread that is borrowed while there is something to do. */
final class Turns implements Executor {
    private static final Logger LOG = Logger.getLogger(Turns.class.getName());
    private static final Repeats REPEATS = new Repeats(LOG);
    private static final int MOST = 2_000;
    private static final int MOST_OF_ALL = 20_000;

    private final Executor threads;
    private final AtomicInteger ofAll;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    Turns(Executor threads, AtomicInteger ofAll) {
        this.threads = threads;
        this.ofAll = ofAll;
    }

    /** Refuses what clients ask for when too much waits already. What we began ourselves always goes on, and is bounded by what we begin. */
    void refuseIfFull() {
        synchronized (waiting) {
            if (waiting.size() >= MOST || ofAll.get() >= MOST_OF_ALL) {
                throw Problem.unavailable("unavailable", "The media server is too busy at the moment. Please try again in a moment.", null);
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
            ofAll.incrementAndGet();
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::drain);
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException failed) {
                REPEATS.log(Level.SEVERE, failed.getClass().getName(), failed, () -> "A turn of a room on a media server failed");
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable next = waiting.poll();
            running = next != null;
            if (next != null) {
                ofAll.decrementAndGet();
            }
            return next;
        }
    }
}
