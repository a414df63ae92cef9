package dev.parley.lobby;

import dev.parley.protocol.RoomId;
import dev.parley.room.Cursor;
import dev.parley.room.RoomRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The paths that older clients use for rooms. */
@Path("/room")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Rooms")
public class LegacyRoomResource {
    @Inject
    RoomResource rooms;

    @POST
    @Path("create")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createRoomShort", summary = "The same as POST /api/rooms")
    @APIResponse(responseCode = "201", description = "The room", content = @Content(schema = @Schema(implementation = RoomResource.RoomAnswer.class)))
    public Response create(@NotNull @Valid RoomRequest body) {
        return rooms.create(body);
    }

    @GET
    @Path("fetchall")
    @Operation(operationId = "roomsShort", summary = "The same as GET /api/rooms, for public rooms only")
    public RoomResource.RoomList list(@QueryParam("query") @DefaultValue("") @Size(max = 100) String query,
            @QueryParam("tag") @DefaultValue("") @Size(max = 24) String tag, @QueryParam("live") @DefaultValue("false") boolean live,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @DefaultValue("") @Size(max = Cursor.LONGEST) String cursor) {
        return rooms.list(query, tag, live, false, false, false, limit, cursor);
    }

    @GET
    @Path("getroom/{id}")
    @Operation(operationId = "roomShort", summary = "The same as GET /api/rooms/{id}")
    public RoomResource.WholeRoomAnswer read(@PathParam("id") RoomId id) {
        return rooms.read(id);
    }
}
