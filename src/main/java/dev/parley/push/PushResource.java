package dev.parley.push;

import dev.parley.problem.Problem;
import dev.parley.session.Caller;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Browsers that want to be woken up (Web Push). */
@Path("/push")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Notifications")
public class PushResource {
    @Inject
    PushKeys keys;

    @Inject
    PushSettings settings;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Caller caller;

    public record PushKey(boolean success, String message, @Schema(description = "The `applicationServerKey` of a subscription") String key) {}

    public record BrowserKeys(@NotNull @Size(max = 200) String p256dh, @NotNull @Size(max = 100) String auth) {}

    /** As `JSON.stringify(subscription)` makes it. */
    public record SubscriptionRequest(@NotNull @Size(max = Endpoint.LONGEST) String endpoint, @Valid @Nullable BrowserKeys keys,
            @Schema(description = "The endpoint that the browser had before. Only the person whose it was can take its place.") @Size(max = Endpoint.LONGEST) @Nullable String replaces) {}

    @GET
    @Path("key")
    @Operation(operationId = "pushKey", summary = "The key of this server for Web Push")
    public PushKey key() {
        return new PushKey(true, "Key", keys.published());
    }

    @POST
    @Path("subscriptions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "subscribe", summary = "Let this browser be woken up", description = "It belongs to the session of this request and ends with it. The ten newest of a person count.")
    @APIResponse(responseCode = "201", description = "Subscribed", content = @Content(schema = @Schema(implementation = Done.class)))
    public Response subscribe(@NotNull @Valid SubscriptionRequest body) {
        Endpoint endpoint = Endpoint.of(body.endpoint(), settings).orElseThrow(() -> refused("endpoint", "Please use the address of a public push service, with https."));
        BrowserKeys given = body.keys();
        if (given == null || Sealed.BrowserKeys.of(given.p256dh(), given.auth()).isEmpty()) {
            throw refused("keys", "Please use the keys of the browser's subscription.");
        }
        if (body.replaces() != null && !subscriptions.remove(caller.id(), body.replaces())) {
            throw new Problem("not_subscribed", 404, "You had no subscription with the address that this one replaces.");
        }
        subscriptions.add(caller.id(), caller.session(), endpoint.uri().toString(), given.p256dh(), given.auth());
        return Response.status(Response.Status.CREATED).entity(new Done("Subscribed")).build();
    }

    @DELETE
    @Path("subscriptions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "unsubscribe", summary = "Let this browser sleep")
    public Done unsubscribe(@NotNull @Valid SubscriptionRequest body) {
        subscriptions.remove(caller.id(), body.endpoint());
        return new Done("Unsubscribed");
    }

    private static Problem refused(String field, String why) {
        return Problem.invalid(List.of(new Problem.FieldError(field, why)));
    }
}
