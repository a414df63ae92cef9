package dev.parley.problem;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A task that is due again and again, whatever happened in it the last time: a scheduler drops one that throws, without a word. What the
 * database could not do while it was away is done in the next round.
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
    @SuppressWarnings("CatchingUnchecked") // an Error of one round is no reason against the next
    public void run() {
        try {
            task.run();
        } catch (Exception | Error thrown) {
            Level level = Problems.isPassing(thrown) ? Level.FINE : Level.SEVERE;
            repeats.log(level, thrown.getClass().getName(), thrown, () -> "This round failed, the next one comes: " + name);
        }
    }
}
