package dev.parley.ops;

import dev.parley.session.SigningKeys;
import dev.parley.spread.Spread;
import dev.parley.store.Availability;
import dev.parley.store.Indexes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as long as the database answers, what is needed from it is there, the other nodes have been met, and the server is not stopping. */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {
    /** Identifies this very server, because another one may answer at the same address. */
    static final String INSTANCE = UUID.randomUUID().toString();

    @Inject
    Availability availability;

    @Inject
    Indexes indexes;

    @Inject
    SigningKeys keys;

    @Inject
    Spread spread;

    @Inject
    Stopping stopping;

    @Override
    public HealthCheckResponse call() {
        boolean answers = !stopping.begun() && availability.answers();
        boolean met = spread.hasMetTheOthers();
        return HealthCheckResponse.named("parley")
                .status(answers && indexes.made() && keys.areThere() && met && !stopping.begun())
                .withData("instance", INSTANCE)
                .withData("database", answers ? "answers" : stopping.begun() ? "not asked" : "away")
                .withData("indexes", indexes.made())
                .withData("keys", keys.areThere())
                .withData("otherNodesMet", met)
                .withData("stopping", stopping.begun())
                .build();
    }
}
