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
 * Until when everything that one request asks a slow database has to be answered. The driver knows a time for each operation, and a request
 * that makes five would take five times as long.
 */
final class Deadline implements AutoCloseable {
    /** With it, a database that is away or slow is answered by 503 within three seconds. */
    static final Duration PATIENCE = Duration.ofMillis(2_500);
    /** For an operation that begins when the time is over. */
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

    /** The database with this deadline, where one is set, on all that is asked of it. */
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
        // A request may take its time over other things; a database that is well is not to blame for that.
        if (deadline == null || !deadline.availability.isSlow()) {
            return collection;
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline.end - System.nanoTime());
        return collection.withTimeout(Math.max(left, LEAST), TimeUnit.MILLISECONDS);
    }
}
