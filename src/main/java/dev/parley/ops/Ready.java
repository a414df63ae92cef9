package dev.parley.ops;

import dev.parley.store.Availability;
import dev.parley.store.Indexes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the database answers and the server is not about to stop. */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {
    /** By which this very server is known among those that answer at an address. */
    static final String INSTANCE = UUID.randomUUID().toString();

    @Inject
    Availability availability;

    @Inject
    Indexes indexes;

    @Inject
    Stopping stopping;

    @Override
    public HealthCheckResponse call() {
        boolean answers = !stopping.begun() && availability.answers();
        return HealthCheckResponse.named("parley")
                .status(answers && indexes.made() && !stopping.begun())
                .withData("instance", INSTANCE)
                .withData("database", answers ? "answers" : stopping.begun() ? "not asked" : "away")
                .withData("indexes", indexes.made())
                .withData("stopping", stopping.begun())
                .build();
    }
}
