package dev.parley.signin;

import dev.parley.account.Accounts;
import dev.parley.account.OwnUser;
import dev.parley.code.Address;
import dev.parley.code.Codes;
import dev.parley.code.Letters;
import dev.parley.session.Asker;
import dev.parley.session.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** The e-mail address and the phone number of the caller. */
@Path("/user/addresses")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Own profile")
public class AddressResource {
    @Inject
    Addresses addresses;

    @Inject
    Accounts accounts;

    @Inject
    Caller caller;

    @Context
    HttpServletRequest request;

    public record AddressRequest(@Nullable @Schema(examples = "+4915112345678") String phone, @Nullable String email) {}

    public record ProveAddressRequest(@Nullable String phone, @Nullable String email, @NotBlank @Size(max = 20) String code) {}

    public record AddressAsked(boolean success, String message, @Schema(nullable = true) @Nullable String phone,
            @Schema(nullable = true) @Nullable String email, Instant expiresAt) {}

    public record AddressesView(boolean success, String message, OwnUser user) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "askAddress", summary = "Send a code to an e-mail address or a phone number that you want to add",
            description = "The answer is the same for an address that belongs to somebody else. 403 `confirmation_required` unless you have confirmed that it is you.")
    public AddressAsked ask(@NotNull @Valid AddressRequest body, @HeaderParam("Accept-Language") @Nullable String language) {
        Address address = Address.of(body.phone(), body.email());
        Codes.Code code = addresses.ask(caller.id(), caller.session(), address, Letters.language(language), Asker.of(request));
        return new AddressAsked(true, "A code is on its way", address.phoneOrNull(), address.mailOrNull(), code.expiresAt());
    }

    @POST
    @Path("verify")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addAddress", summary = "Add the address with the code. It replaces the one before",
            description = "401 `wrong_code` or `code_expired`. A message to the address before says that it was replaced. Sessions stay open.")
    public AddressesView add(@NotNull @Valid ProveAddressRequest body, @HeaderParam("Accept-Language") @Nullable String language) {
        return new AddressesView(true, "The address is now yours", accounts.own(addresses.add(caller.id(), Address.of(body.phone(), body.email()),
                body.code(), Letters.language(language), Asker.of(request))));
    }

    @DELETE
    @Path("email")
    @Operation(operationId = "removeEmail", summary = "Remove the e-mail address",
            description = "409 `last_address` if there is no phone number, `password_needs_email` if there is a password; 403 `confirmation_required`.")
    public AddressesView removeEmail(@HeaderParam("Accept-Language") @Nullable String language) {
        return remove(true, language);
    }

    @DELETE
    @Path("phone")
    @Operation(operationId = "removePhone", summary = "Remove the phone number", description = "409 `last_address` if there is no e-mail address; 403 `confirmation_required`.")
    public AddressesView removePhone(@HeaderParam("Accept-Language") @Nullable String language) {
        return remove(false, language);
    }

    private AddressesView remove(boolean mail, @Nullable String language) {
        return new AddressesView(true, "The address has been removed",
                accounts.own(addresses.remove(caller.id(), caller.session(), mail, Letters.language(language))));
    }
}
