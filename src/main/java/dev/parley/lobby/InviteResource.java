package dev.parley.lobby;

import dev.parley.session.Caller;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** An invitation into a room, for people who were given its code. */
@Path("/invites")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Invitations")
public class InviteResource {
    @Inject
    Lobby lobby;

    @Inject
    Previews previews;

    @Inject
    Admission admission;

    @Inject
    Caller caller;

    @Context
    HttpServletResponse response;

    public record PreviewAnswer(boolean success, String message, Previews.Preview invite) {}

    @GET
    @Path("{code}")
    @PermitAll
    @Operation(operationId = "previewInvite", summary = "Show which room an invitation is for", description = "Also for people who are not signed in: the code is enough.")
    public PreviewAnswer preview(@PathParam("code") String code) {
        return new PreviewAnswer(true, "Invitation", caller.known(response).map(who -> previews.of(code, who)).orElseGet(() -> previews.of(code)));
    }

    @POST
    @Path("{code}/accept")
    @Operation(operationId = "acceptInvite", summary = "Become a member of the room", description = "People who are members already do not use the invitation up.")
    public RoomResource.RoomAnswer accept(@PathParam("code") String code) {
        return new RoomResource.RoomAnswer(true, "Welcome", lobby.shown(admission.accept(code, caller.id())));
    }
}
