package dev.parley.notify;

import dev.parley.problem.Problem;
import dev.parley.settings.AddressSettings;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.InetAddress;
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

    @Inject
    AddressSettings addresses;

    @Context
    HttpServletRequest request;

    public record OutboxView(boolean success, String message, List<Outbox.Kept> messages) {}

    @GET
    @Operation(operationId = "outbox", summary = "Messages that were not sent, newest first",
            description = "Only on a server that serves its own machine alone and has neither a mail server nor an SMS account, and only for a program on that machine that calls the server by one of its own names. Otherwise 404.")
    public OutboxView read() {
        if (!outbox.isOpen() || !addresses.isOwnHost(request.getHeader("Host")) || !isThisMachine(request.getRemoteAddr())) {
            throw new Problem("not_found", 404, "This server has no development outbox.");
        }
        return new OutboxView(true, "Messages that were not sent", outbox.newestFirst());
    }

    private static boolean isThisMachine(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
