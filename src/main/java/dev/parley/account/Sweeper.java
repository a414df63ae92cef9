package dev.parley.account;

import com.mongodb.MongoException;
import dev.parley.code.Codes;
import dev.parley.limits.Limits;
import dev.parley.session.Sessions;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Throws away what has expired; nothing relies on it, since every reader looks at the time too. */
@ApplicationScoped
public class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class.getName());

    @Inject
    Sessions sessions;

    @Inject
    Codes codes;

    @Inject
    Limits limits;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(this::sweep, 10, 10, TimeUnit.MINUTES);
    }

    private void sweep() {
        try {
            sessions.sweep();
            codes.sweep();
            limits.sweep();
        } catch (MongoException away) {
            LOG.log(Level.FINE, away, () -> "Nothing swept this time");
        }
    }
}
