package dev.parley.lobby;

import dev.parley.room.RoomRequest;
import dev.parley.room.Rooms;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The tags of rooms, for people who are about to write one. */
@Path("/tags")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Rooms")
public class TagResource {
    private static final int SUGGESTED = 10;

    @Inject
    Rooms rooms;

    public record TagList(boolean success, String message, List<String> tags) {}

    @GET
    @Operation(operationId = "tags", summary = "Tags of public rooms that begin with the query: at most 10, the most used first")
    public TagList suggest(@QueryParam("query") @DefaultValue("") @Size(max = 24) String query) {
        return new TagList(true, "Tags", rooms.tags(RoomRequest.label(query), SUGGESTED));
    }
}
