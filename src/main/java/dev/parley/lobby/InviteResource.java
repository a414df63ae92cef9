package dev.parley.lobby;

import dev.parley.member.Invites;
import dev.parley.member.Invites.Invite;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.session.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** An invitation into a room, for people who were given its code. */
@Path("/invites")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Invitations")
public class InviteResource {
    @Inject
    Lobby lobby;

    @Inject
    Invites invites;

    @Inject
    Admission admission;

    @Inject
    Caller caller;

    public record Preview(String roomName, Person creator, int currentParticipants, @Schema(nullable = true) @Nullable String role) {}

    public record PreviewAnswer(boolean success, String message, Preview invite) {}

    @GET
    @Path("{code}")
    @Operation(operationId = "previewInvite", summary = "Show which room an invitation is for")
    public PreviewAnswer preview(@PathParam("code") String code) {
        Invite invite = invites.find(code).orElseThrow(Invites::notFound);
        Lobby.Sight sight = lobby.find(invite.roomId(), caller.id()).orElseThrow(Invites::notFound);
        if (sight.standing().banned()) {
            throw Lobby.banned();
        }
        boolean member = sight.room().isHost(caller.id()) || sight.standing().belongs();
        if (!member && !invite.isOpen()) {
            throw Invites.notFound();
        }
        RoomView room = lobby.view(sight);
        Role role = invite.role();
        return new PreviewAnswer(true, "Invitation", new Preview(room.name(), room.creator(), room.currentParticipants(), role == null ? null : role.word()));
    }

    @POST
    @Path("{code}/accept")
    @Operation(operationId = "acceptInvite", summary = "Become a member of the room", description = "People who are members already do not use the invitation up.")
    public RoomResource.RoomAnswer accept(@PathParam("code") String code) {
        return new RoomResource.RoomAnswer(true, "Welcome", lobby.view(admission.accept(code, caller.id())));
    }
}
