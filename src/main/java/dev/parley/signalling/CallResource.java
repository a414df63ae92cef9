package dev.parley.signalling;

import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Count;
import dev.parley.live.LiveRooms.Seen;
import dev.parley.lobby.Lobby;
import dev.parley.media.IceServers;
import dev.parley.problem.Problem;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage.IceServer;
import dev.parley.protocol.ServerMessage.Limits;
import dev.parley.room.Capacity;
import dev.parley.room.RoomSettings;
import dev.parley.session.Caller;
import dev.parley.session.Tokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Figures about calls, and what a browser needs to take part in one. A call is a room with somebody in it, or an ad-hoc call. */
@Path("/call")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Calls")
public class CallResource {
    @Inject
    LiveRooms liveRooms;

    @Inject
    Lobby lobby;

    @Inject
    RoomSettings settings;

    @Inject
    Capacity capacity;

    @Inject
    IceServers iceServers;

    @Inject
    Caller caller;

    public record CallStats(int activeCalls, int totalUsersInCalls, int maxParticipantsPerCall, int minParticipantsPerCall,
            Limits limits) {}

    public record CallStatsAnswer(boolean success, CallStats data) {}

    /** `username` and `credential` are only there for relays and are valid for minutes. */
    public record IceServerView(String urls, @Schema(nullable = true) @Nullable String username,
            @Schema(nullable = true) @Nullable String credential) {}

    public record IceServerList(List<IceServerView> iceServers) {}

    public record IceServersAnswer(boolean success, IceServerList data) {}

    public record CallUser(String userId, String username, boolean isMuted, boolean isVideoOn) {}

    public record Call(String meetingId, int participants, List<CallUser> users) {}

    public record CallAnswer(boolean success, Call data) {}

    @GET
    @Path("stats")
    @Operation(operationId = "callStats", summary = "The number of calls and of the people in them")
    public CallStatsAnswer stats() {
        List<Count> counts = liveRooms.counts();
        return new CallStatsAnswer(true, new CallStats(counts.size(), counts.stream().mapToInt(Count::people).sum(), settings.maxParticipants(),
                settings.minParticipants(), capacity.limits()));
    }

    @GET
    @Path("ice-servers")
    @RolesAllowed({"user", Tokens.GUEST})
    @Operation(operationId = "iceServers", summary = "STUN and TURN servers, with credentials for the caller", description = "Ask again before the "
            + "time in a `username` has passed. The socket's `welcome` contains the same list.")
    public IceServersAnswer iceServers() {
        return new IceServersAnswer(true, new IceServerList(iceServers.of(caller.id()).stream().map(CallResource::view).toList()));
    }

    @GET
    @Path("room/{meetingId}")
    @Operation(operationId = "callRoom", summary = "The people in a call")
    public CallAnswer room(@PathParam("meetingId") RoomId meetingId) {
        Seen call = liveRooms.look(meetingId).filter(seen -> !seen.stored() || lobby.showsPeople(meetingId, caller.id()))
                .orElseThrow(() -> new Problem("room_not_found", 404, "There is no such call."));
        List<CallUser> users = call.callers().stream().map(one -> new CallUser(one.userId(), one.username(), one.isMuted(), one.isVideoOn())).toList();
        return new CallAnswer(true, new Call(meetingId.value(), users.size(), users));
    }

    private static IceServerView view(IceServer server) {
        return new IceServerView(server.urls(), server.username(), server.credential());
    }
}
