package dev.parley.harness;

import dev.parley.live.Act;
import dev.parley.live.Fact;
import dev.parley.live.LiveRooms;
import dev.parley.lobby.Admission;
import dev.parley.lobby.Ledger;
import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.Hand;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Deployed with the tests only: puts people into live rooms, and lets them act there, without a socket. */
@Path("/test/seats")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public class SeatResource {
    @Inject
    Admission admission;

    @Inject
    LiveRooms liveRooms;

    @Inject
    Ledger ledger;

    @POST
    @Path("/{room}/{user}")
    @Operation(hidden = true)
    public Map<String, Boolean> sit(@PathParam("room") RoomId room, @PathParam("user") UserId user, @QueryParam("invite") String invite,
            @QueryParam("bannedMeanwhileBy") UserId host) {
        Admission.Admitted entry = admission.admit(room, user, invite);
        if (host != null) {
            ledger.store(List.of(new Fact.Banned(room, user, host, Instant.now())));
        }
        var _ = liveRooms.take(entry.room(), new Act.Enter(peer(user), null, entry.arrival(), 0));
        if (!admission.isAsBefore(entry)) {
            admission.lookAgain(entry);
        }
        return Map.of("success", true);
    }

    @DELETE
    @Path("/{room}/{user}")
    @Operation(hidden = true)
    public Map<String, Boolean> leave(@PathParam("room") RoomId room, @PathParam("user") UserId user) {
        liveRooms.takeIfLive(room, new Act.Gone(peer(user)));
        return Map.of("success", true);
    }

    @POST
    @Path("/{room}/{user}/{act}")
    @Operation(hidden = true)
    public Map<String, Boolean> act(@PathParam("room") RoomId room, @PathParam("user") UserId user, @PathParam("act") String act, @QueryParam("text") String text) {
        InRoom message = switch (act) {
            case "chat" -> new Chat(text);
            case "unmute" -> new Mute(false, null, null);
            case "raise" -> new Hand(true);
            case "speak" -> new Speak(true);
            default -> throw new IllegalArgumentException(act);
        };
        return Map.of("success", liveRooms.takeIfLive(room, new Act.Says(peer(user), message)).isPresent());
    }

    @POST
    @Path("/{room}/behind")
    @Operation(hidden = true)
    public Map<String, Boolean> watch(@PathParam("room") String room) {
        WorkFilter.watch(room);
        return Map.of("success", true);
    }

    /** The queries about the room that came after the answers since it has been watched, once no more are to come. */
    @GET
    @Path("/{room}/behind")
    @Operation(hidden = true)
    public List<String> behind(@PathParam("room") String room) {
        ledger.settle();
        return WorkFilter.behind(room);
    }

    private static PeerId peer(UserId user) {
        return new PeerId("peer-of-" + user);
    }
}
