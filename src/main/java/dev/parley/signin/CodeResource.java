package dev.parley.signin;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.account.OwnUser;
import dev.parley.code.Address;
import dev.parley.code.Codes;
import dev.parley.code.Letters;
import dev.parley.session.Asker;
import dev.parley.session.SessionCookies;
import dev.parley.session.Tokens;
import dev.parley.web.Done;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

/** One-time codes by e-mail or text message, and the short paths that go with them for renewing and ending a session. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Signing in")
public class CodeResource {
    @Inject
    SignIn signIn;

    @Inject
    Accounts accounts;

    @Inject
    SessionCookies cookies;

    @Inject
    Tokens tokens;

    @Inject
    AuthResource auth;

    @Context
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    public record SendOtpRequest(@Nullable @Schema(examples = "+4915112345678") String phone, @Nullable String email) {}

    public record VerifyOtpRequest(@Nullable String phone, @Nullable String email, @NotBlank @Size(max = 20) String otp, @Nullable String hash) {}

    /** The code itself is only in the message. `hash` ties the code to this request. */
    public record Sent(boolean success, String message, @Schema(nullable = true) @Nullable String phone,
            @Schema(nullable = true) @Nullable String email, String hash, Instant expiresAt) {}

    public record Proven(boolean success, String message, boolean auth, OwnUser user, String accessToken, long expiresIn) {}

    @POST
    @Path("send-otp")
    @Operation(operationId = "sendOtp", summary = "Send a one-time code to an e-mail address or a phone number")
    public Sent send(@NotNull @Valid SendOtpRequest body, @HeaderParam("Accept-Language") @Nullable String language) {
        Address to = Address.of(body.phone(), body.email());
        Codes.Code code = signIn.sendCode(to, Letters.language(language), Asker.of(request));
        return new Sent(true, "A code is on its way", to.phoneOrNull(), to.mailOrNull(), code.handle(), code.expiresAt());
    }

    @POST
    @Path("verify-otp")
    @Operation(operationId = "verifyOtp", summary = "Sign in with a one-time code. The first time, this makes the account")
    public Proven verify(@NotNull @Valid VerifyOtpRequest body, @HeaderParam("Accept-Language") @Nullable String language) {
        Account account = signIn.useCode(Address.of(body.phone(), body.email()), body.otp(), body.hash(), Letters.language(language), Asker.of(request),
                cookies.guest(response));
        return new Proven(true, "Login successful", true, accounts.own(account), cookies.open(account.id(), request, response), tokens.accessLife());
    }

    @GET
    @Path("refresh")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "refreshShort", summary = "Renew the session with its cookie")
    public AuthResource.SignedInView refresh() {
        return auth.refresh();
    }

    @POST
    @Path("logout")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "logoutShort", summary = "Sign out here")
    public Done logout() {
        return auth.logout();
    }
}
