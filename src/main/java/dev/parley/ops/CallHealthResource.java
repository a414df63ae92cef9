package dev.parley.ops;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether the call service answers, for clients of the call vocabulary. */
@Path("/call/health")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Calls")
@PermitAll
public class CallHealthResource {
    @Inject
    InstantSource clock;

    public record CallHealth(boolean success, String message, String status, Instant timestamp, long uptime) {}

    @GET
    @Operation(operationId = "callHealth", summary = "Whether the call service answers", description = "`uptime` is in seconds.")
    public CallHealth health() {
        return new CallHealth(true, "Call service is running", "ok", clock.instant(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
    }
}
