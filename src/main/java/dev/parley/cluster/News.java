package dev.parley.cluster;

import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.parley.problem.Enduring;
import dev.parley.problem.Repeats;
import dev.parley.protocol.Ids;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What happened on one node that the others have to know, such as that a session ended. It goes through the database and not over the bus, so that
 * it also arrives while Redis is away. Items are numbered without gaps, and each node asks every second for what follows the last that it has read.
 * No clocks are compared. An item may be heard more than once, and everything that is kept is heard again after a start.
 */
@Singleton
public class News {
    private static final Logger LOG = Logger.getLogger(News.class.getName());
    private static final String COLLECTION = "news";
    private static final String NUMBER = "_id";
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** An item is kept for this time at least, and for twice this time at most. */
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int AT_ONCE = 500;
    private static final int MOST_WAITING = 20_000;

    private final MongoDatabase database;
    private final InstantSource clock;
    private final Consumer<Heard> heard;
    private final LongSupplier nanoTime;
    private final Duration patience;
    private final boolean several;
    private final String id = Ids.fresh();
    private final Repeats repeats = new Repeats(LOG);
    private final ArrayDeque<Heard> waiting = new ArrayDeque<>();

    @Resource(lookup = "java:app/concurrent/background")
    private @Nullable ManagedScheduledExecutorService background;

    private Executor executor = Runnable::run;
    private long last;
    private long mark;
    private long markedAt;
    private volatile boolean stopped;

    /** As stored. The time is for people who look into the database. */
    @Entity(COLLECTION)
    public record Item(@Id Long number, @Column String node, @Column String kind, @Column List<String> subjects, @Column Instant at) {}

    /** Fired on every other node for each subject: what kind of thing happened, and to whom or what. */
    public record Heard(String kind, String subject) {}

    @Inject
    public News(MongoDatabase database, InstantSource clock, ClusterSettings settings, Event<Heard> heard) {
        this(database, clock, heard::fire, settings.several(), System::nanoTime, EVERY);
    }

    News(MongoDatabase database, InstantSource clock, Consumer<Heard> heard, boolean several, LongSupplier nanoTime, Duration patience) {
        this.database = database;
        this.clock = clock;
        this.heard = heard;
        this.several = several;
        this.nanoTime = nanoTime;
        this.patience = patience;
        this.markedAt = nanoTime.getAsLong();
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        if (several && background != null) {
            executor = background;
            var _ = background.scheduleWithFixedDelay(new Enduring("exchanging news with other nodes", this::round), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Tells all other nodes within two seconds, or as soon as the database answers. Returns at once. Does nothing on a single node. */
    public void tell(String kind, Collection<String> subjects) {
        if (!several || subjects.isEmpty()) {
            return;
        }
        synchronized (waiting) {
            for (String subject : subjects) {
                if (waiting.size() >= MOST_WAITING) {
                    repeats.log(Level.SEVERE, "full", null, () -> "So much waits for the database that other nodes are not told something");
                    break;
                }
                waiting.add(new Heard(kind, subject));
            }
        }
        executor.execute(new Enduring("telling other nodes", this::store));
    }

    void round() {
        new Enduring("telling other nodes", this::store).run();
        read();
        sweep();
    }

    /** One thread at a time, which also stores what others add meanwhile. */
    private synchronized void store() {
        for (List<Heard> batch = next(); !batch.isEmpty(); batch = next()) {
            append(batch.getFirst().kind(), batch.stream().map(Heard::subject).toList());
            synchronized (waiting) {
                for (int i = 0; i < batch.size(); i++) {
                    waiting.remove();
                }
            }
        }
    }

    /** The first that wait, as many as are of one kind. They go on waiting until they are stored. */
    private List<Heard> next() {
        List<Heard> batch = new ArrayList<>();
        synchronized (waiting) {
            for (Heard each : waiting) {
                if (batch.size() == AT_ONCE || (!batch.isEmpty() && !each.kind().equals(batch.getFirst().kind()))) {
                    break;
                }
                batch.add(each);
            }
        }
        return batch;
    }

    /** A number is only taken after the one before it was there. So whoever reads in order misses nothing, however slow a writer is. */
    private void append(String kind, List<String> subjects) {
        while (!stopped) {
            Item newest = items().find().sort(Sorts.descending(NUMBER)).first();
            try {
                items().insertOne(new Item(newest == null ? 1L : newest.number() + 1, id, kind, subjects, clock.instant()));
                return;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
            }
        }
    }

    private void read() {
        List<Item> found;
        do {
            found = items().find(gte(NUMBER, last)).sort(Sorts.ascending(NUMBER)).limit(AT_ONCE).into(new ArrayList<>());
            if (found.isEmpty()) {
                // The last one is always kept. If it is gone, an older database was restored.
                last = 0;
                mark = 0;
                return;
            }
            if (last > 0 && found.getFirst().number() != last) {
                LOG.warning("This node could not ask for news for so long that it has missed some. Sockets of sessions that ended close when their tokens expire");
            }
            for (Item item : found) {
                if (item.number() > last) {
                    last = item.number();
                    take(item);
                }
            }
        } while (found.size() == AT_ONCE);
    }

    private void take(Item item) {
        if (id.equals(item.node())) {
            return;
        }
        // Each on a thread of its own, because some may wait for a socket or the database.
        item.subjects().forEach(subject -> executor.execute(new Enduring("hearing " + item.kind(), () -> heard.accept(new Heard(item.kind(), subject)))));
    }

    /** The time that passed here since a number was read is less than the age of the items before it. */
    private void sweep() {
        long now = nanoTime.getAsLong();
        if (now - markedAt >= KEPT.toNanos()) {
            items().deleteMany(lt(NUMBER, mark));
            mark = last;
            markedAt = now;
        }
    }

    @PreDestroy
    void stop() {
        if (several) {
            new Enduring("telling other nodes before the end", this::store).run();
        }
        stopped = true;
    }

    private MongoCollection<Item> items() {
        return database.getCollection(COLLECTION, Item.class).withReadConcern(ReadConcern.MAJORITY).withTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
