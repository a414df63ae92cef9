package dev.parley.signin;

import dev.parley.code.Letters;
import dev.parley.session.Asker;
import dev.parley.session.Caller;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Lets people prove that they are the owner before they erase an account or change its addresses. */
@Path("/user/confirmation")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Own profile")
public class ConfirmationResource {
    @Inject
    Confirmations confirmations;

    @Inject
    Caller caller;

    @Context
    HttpServletRequest request;

    public record ConfirmRequest(@Nullable @Size(max = 256) String password, @Nullable @Size(max = 20) String code) {}

    public record ConfirmationSent(boolean success, String message, @Schema(nullable = true) @Nullable String phone,
            @Schema(nullable = true) @Nullable String email, Instant expiresAt) {}

    @POST
    @Path("code")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "sendConfirmation", summary = "Send a code to your own address, for changes that need to be confirmed")
    public ConfirmationSent send(@HeaderParam("Accept-Language") @Nullable String language) {
        Confirmations.Sent sent = confirmations.send(caller.id(), Letters.language(language), Asker.of(request));
        return new ConfirmationSent(true, "A code is on its way", sent.to().phoneOrNull(), sent.to().mailOrNull(), sent.code().expiresAt());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "confirm", summary = "Confirm with the password or a code that it is you, for five minutes in this session",
            description = "Erasing the account and changing its addresses answer 403 `confirmation_required` without it. 422 for a wrong password, "
                    + "401 `wrong_code` or `code_expired` for a code.")
    public Done confirm(@NotNull @Valid ConfirmRequest body) {
        confirmations.confirm(caller.id(), caller.session(), body.password(), body.code(), Asker.of(request));
        return new Done("Confirmed");
    }
}
