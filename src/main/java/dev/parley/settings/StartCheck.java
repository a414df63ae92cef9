package dev.parley.settings;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads all settings before anything else in Parley runs, so that a wrong one stops the start and not a request next week. */
@ApplicationScoped
public class StartCheck {
    private static final Logger LOG = Logger.getLogger(StartCheck.class.getName());

    void check(@Observes @Priority(0) @Initialized(ApplicationScoped.class) Object start, @Any Instance<StartSettings> all) {
        try {
            all.forEach(StartSettings::check);
        } catch (BadSetting bad) {
            throw stop(bad);
        }
    }

    /** Logs one line and ends the process. A server that runs without its application helps nobody and hides the reason. */
    public static RuntimeException stop(BadSetting bad) {
        LOG.log(Level.SEVERE, () -> "Parley cannot start: " + bad.getMessage());
        // Not exit(), because the shutdown hooks would wait for this very start and bury the line under their stack traces.
        Runtime.getRuntime().halt(78);
        return bad;
    }
}
