package dev.parley.store;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.parley.embedded.DatabaseFile;
import dev.parley.problem.Repeats;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes all indexes at the start, and keeps trying while the database is away. The server is not ready until this is done. */
@ApplicationScoped
public class Indexes {
    private static final Logger LOG = Logger.getLogger(Indexes.class.getName());

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    @Inject
    @Any
    Instance<Indexed> features;

    @Inject
    Database store;

    @Inject
    MongoDatabase database;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    private final Repeats repeats = new Repeats(LOG);
    private volatile boolean made;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        // The first try is made here, so that a server whose database answers has its indexes when its start ends.
        if (!make()) {
            background.execute(this::makeWhenItAnswers);
        }
    }

    public boolean made() {
        return made;
    }

    private void makeWhenItAnswers() {
        try {
            do {
                Thread.sleep(TRY_AGAIN);
            } while (!make());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the indexes. Returns whether there is nothing left to try. */
    private boolean make() {
        try {
            store.ping();
            features.stream().map(Indexed::indexes).flatMap(List::stream).forEach(index -> make(database, index));
            made = true;
            return true;
        } catch (MongoCommandException refused) {
            if (refused.getErrorCode() == DatabaseFile.OUT_OF_DISK_SPACE) {
                repeats.log(Level.WARNING, "full", null, () -> "The database has no space for the indexes; trying again: " + refused.getErrorMessage());
                return false;
            }
            // Another try would be refused again. Somebody has to look at the data.
            LOG.log(Level.SEVERE, () -> "An index cannot be made, so Parley will not get ready: " + refused.getErrorMessage());
            return true;
        } catch (MongoException away) {
            LOG.log(Level.WARNING, () -> "The database cannot be reached; trying again: " + away.getMessage());
            return false;
        }
    }

    public static void make(MongoDatabase database, Indexed.Index index) {
        database.getCollection(index.collection()).createIndex(index.keys(), index.options());
    }
}
