package dev.parley.guest;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.lobby.Lobby;
import dev.parley.protocol.Person;
import dev.parley.protocol.RoomView;
import dev.parley.session.Caller;
import dev.parley.session.Tokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What guests can learn of themselves. */
@Path("/guest")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Tokens.GUEST)
@Tag(name = "Invitations")
public class GuestResource {
    @Inject
    Accounts accounts;

    @Inject
    Lobby lobby;

    @Inject
    Caller caller;

    public record Visit(boolean success, String message, RoomView room, Person user, Instant expiresAt) {}

    @GET
    @Operation(operationId = "guest", summary = "The room that you are a guest of, and until when")
    public Visit visit() {
        Account guest = accounts.required(caller.id());
        return new Visit(true, "Guest", lobby.roomOfGuest(guest), lobby.person(guest), caller.until());
    }
}
