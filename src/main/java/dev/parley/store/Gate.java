package dev.parley.store;

import dev.parley.problem.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything that may wait for the database on a thread that also serves sockets passes through here. While the database is slow, only a few may
 * wait for it, and none for long. All others are refused at once, so that there are threads left for the people who talk.
 */
@Singleton
public class Gate {
    /** Far fewer than the threads that server.xml asks for. */
    private static final int MOST_WAITING = 64;

    /** How many sockets may ask at once. More would not help: an embedded database shares the processors with its callers. */
    private static final int TURNS_EMBEDDED = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final AtomicInteger inside = new AtomicInteger();
    private final Availability availability;
    private final Semaphore turns;

    @Inject
    public Gate(Availability availability, StoreSettings settings) {
        this.availability = availability;
        this.turns = new Semaphore(settings.address().isPresent() ? MOST_WAITING : TURNS_EMBEDDED, true);
    }

    /** Code that uses the database. */
    public interface Asking<T, E extends Exception> {
        T ask() throws E;
    }

    /** For sockets, of which thousands may come at the same moment: they take turns in the order in which they come, a few at a time. */
    public <T, E extends Exception> T inTurn(Asking<T, E> asking) throws E {
        awaitTurn();
        try {
            return through(asking);
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            while (!turns.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                if (availability.isSlow()) {
                    throw away();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private static Problem away() {
        return Problem.unavailable("database_unavailable", "The database cannot be reached. Please try again in a moment.", null);
    }

    public <T, E extends Exception> T through(Asking<T, E> asking) throws E {
        if (inside.incrementAndGet() > MOST_WAITING && availability.isSlow()) {
            inside.decrementAndGet();
            throw away();
        }
        try (Deadline _ = Deadline.begin(availability)) {
            return asking.ask();
        } finally {
            inside.decrementAndGet();
        }
    }
}
