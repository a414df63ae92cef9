package dev.parley.store;

import dev.parley.problem.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whatever may wait for the database on a thread that serves sockets too passes here. While the database is slow only a few may wait for it,
 * and none for long; all others are refused at once, so that those who talk have threads left.
 */
@Singleton
public class Gate {
    /** Far fewer than the threads that server.xml asks for. */
    private static final int MOST_WAITING = 64;

    private final AtomicInteger inside = new AtomicInteger();

    @Inject
    Availability availability;

    /** Something that asks the database. */
    public interface Asking<T, E extends Exception> {
        T ask() throws E;
    }

    public <T, E extends Exception> T through(Asking<T, E> asking) throws E {
        if (inside.incrementAndGet() > MOST_WAITING && availability.isSlow()) {
            inside.decrementAndGet();
            throw Problem.unavailable("database_unavailable", "The database cannot be reached. Please try again in a moment.", null);
        }
        try (Deadline _ = Deadline.begin(availability)) {
            return asking.ask();
        } finally {
            inside.decrementAndGet();
        }
    }
}
