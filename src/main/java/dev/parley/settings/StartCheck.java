package dev.parley.settings;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes all settings before anything else of Parley runs, so that a wrong one stops the start instead of a request next week. */
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

    /** The one line, then the end: a server that runs without its application helps nobody and hides the reason. */
    public static RuntimeException stop(BadSetting bad) {
        LOG.log(Level.SEVERE, () -> "Parley cannot start: " + bad.getMessage());
        // Not exit(): the shutdown hooks would wait for this very start, and bury the line under their traces.
        Runtime.getRuntime().halt(78);
        return bad;
    }
}
