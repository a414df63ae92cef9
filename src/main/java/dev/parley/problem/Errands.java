package dev.parley.problem;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Work that is done after something has happened, so that nobody's request and no turn waits for it. When too much waits, the newest is lost, and
 * nothing else. One errand that fails does not keep the others from being run. What fails because the database is away is tried again in a later
 * round, so an errand must be one that may be run twice.
 */
public final class Errands implements Runnable {
    private final String what;
    private final LinkedBlockingQueue<Runnable> waiting;
    private final Repeats repeats;

    /**
     * Makes an empty queue.
     *
     * @param what is lost when an errand is, for the log
     */
    public Errands(String what, int most, Logger log) {
        this.what = what;
        this.waiting = new LinkedBlockingQueue<>(most);
        this.repeats = new Repeats(log);
    }

    public void add(Runnable errand) {
        if (!waiting.offer(errand)) {
            repeats.log(Level.WARNING, "full", null, () -> what + " are lost, because too many wait");
        }
    }

    /** Runs all that wait, until the database is away. Call it on one thread at a time. */
    @Override
    public void run() {
        boolean isAway = false;
        for (Runnable errand = waiting.poll(); errand != null; errand = isAway ? null : waiting.poll()) {
            try {
                errand.run();
            } catch (RuntimeException failed) {
                isAway = Problems.isPassing(failed);
                if (isAway) {
                    repeats.log(Level.WARNING, "away", null, () -> what + " wait, because the database is away or full");
                    add(errand);
                } else {
                    repeats.log(Level.WARNING, failed.getClass().getName(), failed, () -> "One of these was lost: " + what);
                }
            }
        }
    }
}
