package dev.parley.session;

import dev.parley.problem.Problem;
import dev.parley.protocol.SessionId;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One's own sessions. */
@Path("/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Tokens.ROLE)
@Tag(name = "Sessions")
public class SessionResource {
    @Inject
    Sessions sessions;

    @Inject
    Caller caller;

    public record SessionView(String id, String device, String address, Instant createdAt, Instant lastUsedAt, boolean current) {}

    public record SessionsView(boolean success, String message, List<SessionView> sessions) {}

    @GET
    @Operation(operationId = "sessions", summary = "Where you are signed in, most recently used first")
    public SessionsView list() {
        return new SessionsView(true, "Your sessions", sessions.of(caller.id()).stream().map(session -> new SessionView(session.id().value(),
                session.device(), session.address(), session.createdAt(), session.lastUsedAt(), session.id().equals(caller.session()))).toList());
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "endSession", summary = "Sign out there")
    public Done end(@PathParam("id") SessionId id) {
        if (!sessions.end(caller.id(), id)) {
            throw new Problem("not_found", 404, "You have no such session.");
        }
        return new Done("Signed out there");
    }

    @DELETE
    @Operation(operationId = "endSessions", summary = "Sign out everywhere but here")
    public Done endOthers() {
        sessions.endOthers(caller.id(), caller.session());
        return new Done("Signed out everywhere else");
    }
}
