package dev.parley.signin;

import dev.parley.account.Registrations;
import dev.parley.code.Codes;
import dev.parley.limits.Limits;
import dev.parley.problem.Enduring;
import dev.parley.session.Sessions;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** Deletes what has expired. Nothing relies on this, because every reader checks the time as well. */
@ApplicationScoped
public class Sweeper {
    @Inject
    Sessions sessions;

    @Inject
    Codes codes;

    @Inject
    Limits limits;

    @Inject
    Registrations registrations;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        sweep("sessions", sessions::sweep);
        sweep("codes", codes::sweep);
        sweep("limits", limits::sweep);
        sweep("registrations", registrations::sweep);
    }

    private void sweep(String what, Runnable how) {
        var _ = background.scheduleWithFixedDelay(new Enduring("sweeping " + what, how), 10, 10, TimeUnit.MINUTES);
    }
}
