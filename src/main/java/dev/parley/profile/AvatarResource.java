package dev.parley.profile;

import dev.parley.problem.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pictures of people. Anybody who knows the name of one may see it. */
@Path("/avatars")
@PermitAll
@Tag(name = "People")
public class AvatarResource {
    @Inject
    Avatars avatars;

    @GET
    @Path("{id}")
    @Produces("image/png")
    @Operation(operationId = "avatar", summary = "A picture, or a drawn one for people who set none. It may be cached for ever")
    @APIResponse(responseCode = "200", description = "The picture", content = @Content(mediaType = "image/png", schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING, format = "binary")))
    public Response read(@PathParam("id") String id) {
        byte[] png = avatars.read(id).orElseThrow(() -> new Problem("not_found", 404, "There is no such picture."));
        return Response.ok(png, "image/png").header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .header("Cross-Origin-Resource-Policy", "cross-origin").build();
    }
}
