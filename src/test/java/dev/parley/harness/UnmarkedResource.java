package dev.parley.harness;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Deployed with the tests only: a path whose author forgot to say who may call it. */
@Path("/unmarked")
@Produces(MediaType.TEXT_PLAIN)
public class UnmarkedResource {
    @GET
    @Operation(hidden = true)
    public String secret() {
        return "the secret";
    }
}
