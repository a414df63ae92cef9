package dev.parley.store;

import com.mongodb.MongoException;
import dev.parley.problem.Enduring;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The present state of the database. It is checked a few times a second, so that nobody has to wait just to learn that it does not answer. */
@ApplicationScoped
public class Availability {
    private static final Logger LOG = Logger.getLogger(Availability.class.getName());
    private static final Duration EVERY = Duration.ofMillis(250);

    @Inject
    Database database;

    @Inject
    LastAnswer lastAnswer;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    private volatile boolean answers = true;
    private volatile long took;
    private volatile long askedAt;
    private volatile boolean asking;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("asking the database", this::ask), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ask() {
        askedAt = System.nanoTime();
        asking = true;
        try {
            database.ping();
            answers = true;
        } catch (MongoException away) {
            answers = false;
            LOG.log(Level.FINE, away, () -> "The database does not answer");
        } finally {
            took = System.nanoTime() - askedAt;
            asking = false;
        }
    }

    public boolean answers() {
        return answers;
    }

    /**
     * Whether a query would probably have to wait now. If others get their answers in time, the database is fine, even if the check itself takes
     * long: then this machine is busy, for example right after a start, when everybody comes back.
     */
    public boolean isSlow() {
        boolean late = !database.isEmbedded() && (took > LastAnswer.IN_TIME || (asking && System.nanoTime() - askedAt > LastAnswer.IN_TIME));
        return (!answers || late) && !lastAnswer.isRecent();
    }
}
