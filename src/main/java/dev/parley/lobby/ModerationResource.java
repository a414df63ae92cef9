package dev.parley.lobby;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.live.Act;
import dev.parley.live.LiveRooms;
import dev.parley.member.Standing;
import dev.parley.member.Standings;
import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage.Lock;
import dev.parley.protocol.ClientMessage.LowerHand;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.ClientMessage.MuteAll;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Unban;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.UserId;
import dev.parley.room.TrueOrFalse;
import dev.parley.session.Caller;
import dev.parley.store.Some;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Moderating a room from outside: the same acts, with the same rules, as on the socket. */
@Path("/rooms")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Moderation")
public class ModerationResource {
    @Inject
    Lobby lobby;

    @Inject
    Standings standings;

    @Inject
    Accounts accounts;

    @Inject
    Ledger ledger;

    @Inject
    LiveRooms liveRooms;

    @Inject
    Caller caller;

    public record RoleRequest(@NotNull @Schema(enumeration = {"moderator", "speaker", "listener"}) String role) {}

    public record LockRequest(@NotNull @JsonbTypeDeserializer(TrueOrFalse.class) Boolean locked) {}

    public record Ban(Person user, @Schema(nullable = true, description = "Left out if this person no longer has an account") @Nullable Person by,
            @Schema(nullable = true) @Nullable Instant at) {}

    public record Bans(boolean success, String message, List<Ban> bans,
            @Schema(nullable = true, description = "Left out at the end of the list") @Nullable String nextCursor) {}

    @PUT
    @Path("{id}/speakers/{userId}")
    @Operation(operationId = "inviteToSpeak", summary = "Invite somebody to speak", description = "Somebody who is in the room is asked first.")
    public Done bringUp(@PathParam("id") RoomId id, @PathParam("userId") UserId userId) {
        return toSomebody(id, userId, whom -> new SetRole(whom, Role.SPEAKER), "Invited to speak");
    }

    @DELETE
    @Path("{id}/speakers/{userId}")
    @Operation(operationId = "moveToListeners", summary = "Make a speaker a listener")
    public Done moveDown(@PathParam("id") RoomId id, @PathParam("userId") UserId userId) {
        return toSomebody(id, userId, whom -> new SetRole(whom, Role.LISTENER), "Moved to the listeners");
    }

    @PUT
    @Path("{id}/roles/{userId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "setRole", summary = "Give somebody a role", description = "Only the host appoints moderators.")
    public Done setRole(@PathParam("id") RoomId id, @PathParam("userId") UserId userId, @NotNull @Valid RoleRequest body) {
        Role role = Role.of(body.role()).filter(given -> given != Role.HOST).orElseThrow(() -> Problem.invalid(List.of(
                new Problem.FieldError("role", "Please use moderator, speaker or listener."))));
        return toSomebody(id, userId, whom -> new SetRole(whom, role), "Role given");
    }

    @POST
    @Path("{id}/mute-all")
    @Operation(operationId = "muteAll", summary = "Mute everybody except hosts and moderators")
    public Done muteAll(@PathParam("id") RoomId id) {
        return act(id, new MuteAll(true), "Everybody is muted");
    }

    @DELETE
    @Path("{id}/mute-all")
    @Operation(operationId = "allowAllToUnmute", summary = "Allow everybody to unmute again", description = "This unmutes nobody.")
    public Done allowAll(@PathParam("id") RoomId id) {
        return act(id, new MuteAll(false), "Everybody may unmute");
    }

    @POST
    @Path("{id}/participants/{userId}/mute")
    @Operation(operationId = "muteParticipant", summary = "Mute somebody")
    public Done mute(@PathParam("id") RoomId id, @PathParam("userId") UserId userId) {
        return toSomebody(id, userId, whom -> new MutePeer(whom, true), "Muted");
    }

    @DELETE
    @Path("{id}/participants/{userId}/mute")
    @Operation(operationId = "allowToUnmute", summary = "Allow somebody to unmute again", description = "This does not unmute them.")
    public Done allow(@PathParam("id") RoomId id, @PathParam("userId") UserId userId) {
        return toSomebody(id, userId, whom -> new MutePeer(whom, false), "They may unmute");
    }

    @DELETE
    @Path("{id}/participants/{userId}")
    @Operation(operationId = "removeParticipant", summary = "Send somebody out of the room. They may come back")
    public Done remove(@PathParam("id") RoomId id, @PathParam("userId") UserId userId) {
        return toSomebody(id, userId, whom -> new Remove(whom, false), "Removed");
    }

    @DELETE
    @Path("{id}/participants/{userId}/hand")
    @Operation(operationId = "lowerHand", summary = "Lower somebody's hand")
    public Done lowerHand(@PathParam("id") RoomId id, @PathParam("userId") UserId userId) {
        return toSomebody(id, userId, LowerHand::new, "Hand lowered");
    }

    @PUT
    @Path("{id}/lock")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "lockRoom", summary = "Lock a room, or open it again", description = "Only hosts and moderators can enter a locked room.")
    public Done lock(@PathParam("id") RoomId id, @NotNull @Valid LockRequest body) {
        return act(id, new Lock(body.locked()), body.locked() ? "Room locked" : "Room opened");
    }

    @PUT
    @Path("{id}/bans/{userId}")
    @Operation(operationId = "ban", summary = "Keep somebody out of a room for good")
    public Done ban(@PathParam("id") RoomId id, @PathParam("userId") UserId userId) {
        return toSomebody(id, userId, whom -> new Remove(whom, true), "Banned");
    }

    @DELETE
    @Path("{id}/bans/{userId}")
    @Operation(operationId = "unban", summary = "Let somebody in again")
    public Done unban(@PathParam("id") RoomId id, @PathParam("userId") UserId userId) {
        return toSomebody(id, userId, Unban::new, "No longer banned");
    }

    @GET
    @Path("{id}/bans")
    @Operation(operationId = "bans", summary = "List the people who are banned from a room, with the time and the moderator", description = "For hosts and moderators.")
    public Bans bans(@PathParam("id") RoomId id, @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @DefaultValue("") @Size(max = 128) String cursor) {
        lobby.lookAsModerator(id, caller.id());
        Some<Standing> some = standings.banned(id, cursor, limit);
        Map<UserId, Account> people = accounts.byIds(some.items().stream()
                .flatMap(standing -> Optional.ofNullable(standing.bannedBy()).map(by -> List.of(standing.userId(), by)).orElse(List.of(standing.userId())).stream())
                .distinct().toList());
        return new Bans(true, "Bans", some.items().stream().flatMap(standing -> Optional.ofNullable(people.get(standing.userId()))
                .map(them -> new Ban(lobby.person(them), person(people, standing.bannedBy()), standing.bannedAt())).stream()).toList(), some.next());
    }

    private @Nullable Person person(Map<UserId, Account> people, @Nullable UserId id) {
        Account account = id == null ? null : people.get(id);
        return account == null ? null : lobby.person(account);
    }

    private Done toSomebody(RoomId id, UserId userId, Function<UserId, Moderation> moderation, String done) {
        Lobby.Pair both = lobby.lookToKeepOrder(id, caller.id(), userId);
        if (both.whom().isOfGuestElsewhere()) {
            throw Lobby.nobody();
        }
        Moderation act = moderation.apply(userId);
        if (act instanceof SetRole(_, Role role) && role == Role.MODERATOR && both.whom().isOfGuest()) {
            throw Lobby.forbidden("A guest cannot be a moderator.");
        }
        return act(both.who(), act, both.whom().role(), done);
    }

    private Done act(RoomId id, Moderation moderation, String done) {
        return act(lobby.lookToKeepOrder(id, caller.id()), moderation, null, done);
    }

    /** The live room decides by its rules. If nobody is in it, it is opened for this one act. Returns when the result is stored. */
    private Done act(Lobby.Sight sight, Moderation moderation, @Nullable Role target, String done) {
        RoomView room = lobby.view(sight);
        ledger.requireRoom(false);
        ledger.settle(liveRooms.take(room, new Act.Moderate(sight.userId(), sight.role(), moderation, target)));
        return new Done(done);
    }
}
