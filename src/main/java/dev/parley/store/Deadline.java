package dev.parley.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A time limit for all database operations of one request together. The driver only has a limit for each operation, so a request with five of
 * them could take five times as long.
 */
final class Deadline implements AutoCloseable {
    /** With this limit, a request gets its 503 within three seconds when the database is away or slow. */
    static final Duration PATIENCE = Duration.ofMillis(2_500);
    /** For an operation that begins after the time is over. */
    private static final long LEAST = 500;
    private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

    private final long end = System.nanoTime() + PATIENCE.toNanos();
    private final @Nullable Deadline outer = CURRENT.get();

    private final Availability availability;

    private Deadline(Availability availability) {
        this.availability = availability;
    }

    static Deadline begin(Availability availability) {
        Deadline deadline = new Deadline(availability);
        CURRENT.set(deadline.outer == null ? deadline : deadline.outer);
        return deadline;
    }

    @Override
    public void close() {
        CURRENT.set(outer);
    }

    /** The database, with the deadline of the present request if there is one. */
    static MongoDatabase on(MongoDatabase database) {
        return (MongoDatabase) Proxy.newProxyInstance(MongoDatabase.class.getClassLoader(), new Class<?>[] {MongoDatabase.class},
                answering(database));
    }

    static MongoClient on(MongoClient client) {
        return (MongoClient) Proxy.newProxyInstance(MongoClient.class.getClassLoader(), new Class<?>[] {MongoClient.class}, answering(client));
    }

    private static InvocationHandler answering(Object real) {
        return (_, method, arguments) -> {
            try {
                Object answer = method.invoke(real, arguments);
                return switch (answer) {
                    case MongoDatabase database -> on(database);
                    case MongoCollection<?> collection -> limited(collection);
                    case null, default -> answer;
                };
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        };
    }

    private static MongoCollection<?> limited(MongoCollection<?> collection) {
        Deadline deadline = CURRENT.get();
        // A request may spend time on other things. If the database is well, the deadline does not apply.
        if (deadline == null || !deadline.availability.isSlow()) {
            return collection;
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline.end - System.nanoTime());
        return collection.withTimeout(Math.max(left, LEAST), TimeUnit.MILLISECONDS);
    }
}
