package dev.parley.ops;

import dev.parley.store.Indexes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started once the settings are accepted and the indexes are made. After that it is not asked again. */
@Startup
@ApplicationScoped
public class Started implements HealthCheck {
    @Inject
    Indexes indexes;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("start").status(indexes.made()).build();
    }
}
