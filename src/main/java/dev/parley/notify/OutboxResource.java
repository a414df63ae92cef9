package dev.parley.notify;

import dev.parley.problem.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The development outbox. */
@Path("/dev/outbox")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Development")
@PermitAll
public class OutboxResource {
    @Inject
    Outbox outbox;

    public record OutboxView(boolean success, String message, List<Outbox.Kept> messages) {}

    @GET
    @Operation(operationId = "outbox", summary = "Messages that were not sent, newest first",
            description = "Only on a server without a mail server and SMS account that serves nobody but its own machine; otherwise 404.")
    public OutboxView read() {
        if (!outbox.isOpen()) {
            throw new Problem("not_found", 404, "This server has no development outbox.");
        }
        return new OutboxView(true, "Messages that were not sent", outbox.newestFirst());
    }
}
