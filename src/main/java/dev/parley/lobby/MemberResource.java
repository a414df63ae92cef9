package dev.parley.lobby;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.live.Act;
import dev.parley.live.LiveRooms;
import dev.parley.member.Standing;
import dev.parley.member.Standings;
import dev.parley.problem.Problem;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Rooms;
import dev.parley.session.Caller;
import dev.parley.store.Some;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The members of a room. Its host is not one of them. */
@Path("/rooms")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Members")
public class MemberResource {
    @Inject
    Lobby lobby;

    @Inject
    Standings standings;

    @Inject
    Accounts accounts;

    @Inject
    Rooms rooms;

    @Inject
    Admission admission;

    @Inject
    Ledger ledger;

    @Inject
    LiveRooms liveRooms;

    @Inject
    Caller caller;

    public record Member(String id, String username, @Schema(nullable = true) @Nullable String name, String avatar,
            @Schema(nullable = true, description = "Left out for members without a role of their own") @Nullable String role,
            @Schema(nullable = true) @Nullable Instant since) {}

    public record Members(boolean success, String message, List<Member> members,
            @Schema(nullable = true, description = "Left out at the end of the list") @Nullable String nextCursor) {}

    public record HostRequest(@NotNull @Size(min = 1, max = 128) @Schema(examples = "wGsK2nTq9ZlXy0aB1cD3eF", description = "The id of the new host") String userId) {}

    @GET
    @Path("{id}/members")
    @Operation(operationId = "members", summary = "The members of a room, without its host", description = "For hosts, moderators and members.")
    public Members list(@PathParam("id") RoomId id, @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @DefaultValue("") @Size(max = 128) String cursor) {
        Lobby.Sight sight = lobby.look(id, caller.id());
        if (!sight.room().isHost(caller.id()) && !sight.standing().belongs()) {
            throw Lobby.forbidden("Only members can see the list of members.");
        }
        Some<Standing> some = standings.members(id, cursor, limit);
        Map<UserId, Account> people = accounts.byIds(some.items().stream().map(Standing::userId).toList());
        return new Members(true, "Members", some.items().stream()
                .flatMap(standing -> Optional.ofNullable(people.get(standing.userId())).filter(them -> !them.isGuest()).map(them -> member(standing, them)).stream()).toList(), some.next());
    }

    private Member member(Standing standing, Account them) {
        return new Member(them.id().value(), them.handle(), them.name(), accounts.avatar(them), standing.role() == null ? null : standing.role().word(), standing.since());
    }

    @DELETE
    @Path("{id}/members/{userId}")
    @Operation(operationId = "removeMember", summary = "End somebody's membership, or give up your own",
            description = "Hosts and moderators can remove members below their own rank. Everybody can give up their own membership.")
    public Done remove(@PathParam("id") RoomId id, @PathParam("userId") UserId userId) {
        Lobby.Pair both = lobby.look(id, caller.id(), userId);
        boolean self = userId.equals(caller.id());
        if (self && both.who().room().isHost(userId)) {
            throw Lobby.forbidden("You are the host. Hand the room over, or delete it, to leave it for good.");
        }
        if (!self) {
            Lobby.requireModerator(both.who());
            requireAbove(both.requireBoth());
        }
        ledger.requireRoom(false);
        ledger.settle(liveRooms.take(lobby.view(both.who()), new Act.EndMembership(userId, self ? "left" : "removed")));
        return new Done(self ? "You left the room" : "No longer a member");
    }

    @PUT
    @Path("{id}/host")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "handOver", summary = "Hand a room over to somebody else, who becomes its host",
            description = "For the host, who becomes a moderator. Only the new host can hand it back. The new host has to be in the room or one of its members "
                    + "(otherwise `not_a_member`), must not be banned (`person_banned`), and must have room for one more room (`too_many_rooms`).")
    public RoomResource.RoomAnswer handOver(@PathParam("id") RoomId id, @NotNull @Valid HostRequest body) {
        UserId to = new UserId(body.userId());
        Lobby.Pair both = lobby.look(id, caller.id(), to);
        if (!both.who().room().isHost(caller.id())) {
            throw Lobby.notHost();
        }
        Account next = Optional.ofNullable(both.whom().person()).orElseThrow(Lobby::nobody);
        if (next.isGuest()) {
            throw Lobby.forbidden("A guest cannot be the host.");
        }
        Act.ChangeHost.requireFit(both.whom().standing().banned(), true);
        rooms.requirePlaceFor(to);
        ledger.requireRoom(false);
        CompletableFuture<Void> stored = liveRooms.take(lobby.view(both.who()),
                new Act.ChangeHost(caller.id(), lobby.person(next), both.whom().standing().belongs()));
        try {
            ledger.settle(stored);
        } catch (Problem notStored) {
            if (stored.isDone()) {
                admission.follow(id, caller.id()); // The people in the room were told of a host that they do not have.
            }
            throw notStored;
        }
        return new RoomResource.RoomAnswer(true, "Room handed over", lobby.shown(lobby.look(id, caller.id())));
    }

    private static void requireAbove(Lobby.Pair both) {
        Role mine = Optional.ofNullable(both.who().role()).orElse(Role.LISTENER);
        Role theirs = Optional.ofNullable(both.whom().role()).orElse(Role.LISTENER);
        if (!mine.isAbove(theirs)) {
            throw Lobby.forbidden("You cannot do this to a " + theirs.word() + ".");
        }
    }
}
