package dev.parley.problem;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A repeated task that goes on even when one round fails. A scheduler silently drops a task that throws. What failed because the database was
 * away is done in the next round.
 */
public final class Enduring implements Runnable {
    private static final Logger LOG = Logger.getLogger(Enduring.class.getName());

    private final String name;
    private final Runnable task;
    private final Repeats repeats = new Repeats(LOG);

    public Enduring(String name, Runnable task) {
        this.name = name;
        this.task = task;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // even after an Error the next round has to run
    public void run() {
        try {
            task.run();
        } catch (Exception | Error thrown) {
            Level level = Problems.isPassing(thrown) ? Level.FINE : Level.SEVERE;
            repeats.log(level, thrown.getClass().getName(), thrown, () -> "This round failed and will be tried again: " + name);
        }
    }
}
