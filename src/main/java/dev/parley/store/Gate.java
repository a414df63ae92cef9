package dev.parley.store;

import dev.parley.problem.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whatever may wait for the database on a thread that serves sockets too passes here. While the database is slow only a few may wait for it,
 * and none for long; all others are refused at once, so that those who talk have threads left.
 */
@Singleton
public class Gate {
    /** Far fewer than the threads that server.xml asks for. */
    private static final int MOST_WAITING = 64;

    /** How many sockets ask at once: a database in this process only shares the processors with those who ask it. */
    private static final int TURNS_EMBEDDED = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final AtomicInteger inside = new AtomicInteger();
    private final Availability availability;
    private final Semaphore turns;

    @Inject
    public Gate(Availability availability, StoreSettings settings) {
        this.availability = availability;
        this.turns = new Semaphore(settings.address().isPresent() ? MOST_WAITING : TURNS_EMBEDDED, true);
    }

    /** Something that asks the database. */
    public interface Asking<T, E extends Exception> {
        T ask() throws E;
    }

    /** For sockets, of which thousands may come in the same moment: in the order in which they come, a few at a time. */
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
