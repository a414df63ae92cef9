package dev.parley.lobby;

import dev.parley.lobby.RoomResource.RoomAnswer;
import dev.parley.picture.Pictures;
import dev.parley.picture.Shape;
import dev.parley.protocol.RoomId;
import dev.parley.room.Covers;
import dev.parley.session.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The picture of a room, for the people who choose it. */
@Path("/rooms/{id}/cover")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Rooms")
public class RoomCoverResource {
    @Inject
    Lobby lobby;

    @Inject
    Admission admission;

    @Inject
    Covers covers;

    @Inject
    Pictures pictures;

    @Inject
    Caller caller;

    public record CoverRequest(@NotBlank @Schema(description = "A picture as a data URL: a PNG, JPEG or GIF of at most 2 MB") String cover) {}

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "setCover", summary = "Give a room a picture in place of the one before", description = "For the host and moderators. The middle of the picture is "
            + "drawn anew as a JPEG of 1200 by 630, and nothing else of the file is kept.")
    public RoomAnswer set(@PathParam("id") RoomId id, @NotNull @Valid CoverRequest body) {
        lobby.lookAsModerator(id, caller.id());
        return put(id, pictures.clean(caller.id(), body.cover(), Shape.WIDE));
    }

    @PUT
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public RoomAnswer setByForm(@PathParam("id") RoomId id, List<EntityPart> parts) throws IOException {
        lobby.lookAsModerator(id, caller.id());
        byte[] upload = {};
        for (EntityPart part : parts) {
            if (part.getName().equals("cover")) {
                upload = part.getContent().readAllBytes();
            }
        }
        return put(id, pictures.clean(caller.id(), upload, Shape.WIDE));
    }

    @DELETE
    @Operation(operationId = "removeCover", summary = "Take the picture of a room away", description = "For the host and moderators.")
    public RoomAnswer remove(@PathParam("id") RoomId id) {
        lobby.lookAsModerator(id, caller.id());
        return put(id, null);
    }

    private RoomAnswer put(RoomId id, byte @Nullable [] jpeg) {
        if (!covers.put(id, jpeg)) {
            throw Lobby.notFound(); // The room was deleted in the meantime.
        }
        admission.follow(id, caller.id());
        return new RoomAnswer(true, jpeg == null ? "Picture removed" : "Picture changed", lobby.shown(lobby.look(id, caller.id())));
    }
}
