package dev.parley.lobby;

import dev.parley.problem.Problem;
import dev.parley.room.Covers;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pictures of rooms. Anybody who knows the name of one may see it. Only people who see its room, or were invited, are told the name. */
@Path("/covers")
@PermitAll
@Tag(name = "Rooms")
public class CoverResource {
    private static final String TYPE = "image/jpeg";

    @Inject
    Covers covers;

    @GET
    @Path("{name}")
    @Produces(TYPE)
    @Operation(operationId = "cover", summary = "The picture of a room. It may be cached for ever")
    @APIResponse(responseCode = "200", description = "The picture", content = @Content(mediaType = TYPE, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response read(@PathParam("name") String name) {
        byte[] jpeg = covers.read(name).orElseThrow(() -> new Problem("not_found", 404, "There is no such picture."));
        return Response.ok(jpeg, TYPE).header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .header("Cross-Origin-Resource-Policy", "cross-origin").build();
    }
}
