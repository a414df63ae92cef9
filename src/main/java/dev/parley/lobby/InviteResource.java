package dev.parley.lobby;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.live.LiveRooms;
import dev.parley.member.GuestSettings;
import dev.parley.member.Invites;
import dev.parley.member.Invites.Invite;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.UserId;
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
import java.util.List;
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
    private static final int SHOWN = 6;
    /** Nobody's id. */
    private static final UserId STRANGER = new UserId("");

    @Inject
    Lobby lobby;

    @Inject
    Invites invites;

    @Inject
    Admission admission;

    @Inject
    GuestSettings guests;

    @Inject
    Caller caller;

    @Inject
    LiveRooms liveRooms;

    @Context
    HttpServletResponse response;

    @Inject
    Accounts accounts;

    /** The people are the first few who are in the room. */
    public record Preview(String roomName, Person creator, @Schema(nullable = true) @Nullable Person invitedBy, List<Person> people, int currentParticipants,
            @Schema(nullable = true) @Nullable String role, @Schema(description = "Whether one may come in without an account") boolean guests) {}

    public record PreviewAnswer(boolean success, String message, Preview invite) {}

    @GET
    @Path("{code}")
    @PermitAll
    @Operation(operationId = "previewInvite", summary = "Show which room an invitation is for", description = "Also for people who are not signed in: the code is enough.")
    public PreviewAnswer preview(@PathParam("code") String code) {
        Invite invite = invites.find(code).orElseThrow(Invites::notFound);
        UserId who = caller.known(response).orElse(STRANGER);
        Lobby.Sight sight = lobby.find(invite.roomId(), who).orElseThrow(Invites::notFound);
        if (sight.standing().banned()) {
            throw Lobby.banned();
        }
        boolean member = sight.room().isHost(who) || sight.standing().belongs();
        if (!member && !invite.isOpen()) {
            throw Invites.notFound();
        }
        RoomView room = lobby.view(sight);
        Role role = invite.role();
        Account by = accounts.byIds(List.of(invite.by())).get(invite.by());
        List<Person> people = liveRooms.look(invite.roomId()).map(LiveRooms.Seen::participants).orElse(List.of()).stream().limit(SHOWN)
                .map(one -> new Person(one.id(), one.username(), one.name(), one.avatar(), one.guest())).toList();
        return new PreviewAnswer(true, "Invitation", new Preview(room.name(), room.creator(), by == null ? null : lobby.person(by), people,
                room.currentParticipants(), role == null ? null : role.word(), invite.guests() && guests.welcome()));
    }

    @POST
    @Path("{code}/accept")
    @Operation(operationId = "acceptInvite", summary = "Become a member of the room", description = "People who are members already do not use the invitation up.")
    public RoomResource.RoomAnswer accept(@PathParam("code") String code) {
        return new RoomResource.RoomAnswer(true, "Welcome", lobby.view(admission.accept(code, caller.id())));
    }
}
