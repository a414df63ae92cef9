package dev.parley.signin;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.account.OwnUser;
import dev.parley.account.Username;
import dev.parley.code.Address;
import dev.parley.code.Letters;
import dev.parley.protocol.UserId;
import dev.parley.session.Asker;
import dev.parley.session.Caller;
import dev.parley.session.SessionCookies;
import dev.parley.session.SigningKeys;
import dev.parley.session.Tokens;
import dev.parley.web.Done;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signing up and in with e-mail address and password. */
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Signing in")
public class AuthResource {
    @Inject
    SignIn signIn;

    @Inject
    Accounts accounts;

    @Inject
    SessionCookies cookies;

    @Inject
    Tokens tokens;

    @Inject
    SigningKeys keys;

    @Inject
    Caller caller;

    @Context
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    public record RegisterRequest(
            @NotBlank @Schema(examples = "ada@example.org") String email,
            @NotNull @Size(max = 256) @Schema(examples = "a walk by the sea") String password,
            @Nullable String confirmpassword,
            @Nullable @Pattern(regexp = Username.RULE, message = Username.REFUSAL) String username) {

        @AssertTrue(message = "The passwords are not the same.")
        boolean isConfirmpassword() {
            return confirmpassword == null || confirmpassword.equals(password);
        }
    }

    public record LoginRequest(@NotBlank String email, @NotNull @Size(max = 256) String password) {}

    public record EmailRequest(@NotBlank String email) {}

    public record VerifyRequest(@NotBlank String email, @NotBlank @Size(max = 20) String code,
            @Nullable @Size(max = 256) @Schema(description = "Only after the answer `password_required`") String password) {}

    public record ResetRequest(@NotBlank String email, @NotBlank @Size(max = 20) String code, @NotNull @Size(max = 256) String password) {}

    public record ChangeRequest(@NotNull @Size(max = 256) String current, @NotNull @Size(max = 256) String password) {}

    /** Somebody who still has to prove an address. The account will have this id. */
    public record NewUser(String id, String email, boolean isVerified) {}

    public record Registered(boolean success, String message, NewUser user) {}

    public record SignedInView(boolean success, String message, OwnUser user, String accessToken, long expiresIn) {}

    public record KeySet(List<Map<String, Object>> keys) {}

    @POST
    @Path("register")
    @Operation(operationId = "register", summary = "Sign up with an e-mail address and a password",
            description = "Mails a code that is valid for 24 hours. The answer is the same for an address that already has an account.")
    @APIResponse(responseCode = "201", description = "A code is on its way", content = @Content(schema = @Schema(implementation = Registered.class)))
    public Response register(@NotNull @Valid RegisterRequest body, @HeaderParam("Accept-Language") @Nullable String language) {
        Address email = Address.mail(body.email());
        UserId id = signIn.register(email, body.password(), body.username(), Letters.language(language), Asker.of(request));
        cookies.registered(id, response);
        return Response.status(201).entity(new Registered(true, "Registration successful. Please verify your email.",
                new NewUser(id.value(), email.value(), false))).build();
    }

    @POST
    @Path("email/verify")
    @Operation(operationId = "verifyEmail", summary = "Prove the address with the code from the mail, and sign in",
            description = "The code is for the registration that this browser made, which a cookie shows. Without the cookie it is for the only registration of this "
                    + "address from the same network. If there are several, or none from there, 401 `password_required` asks for the password as well.")
    public SignedInView verify(@NotNull @Valid VerifyRequest body) {
        return open("Email verified successfully", signIn.verify(Address.mail(body.email()), body.code(), body.password(),
                Asker.of(request), cookies.guest(response)));
    }

    @POST
    @Path("email/resend-verification")
    @Operation(operationId = "resendVerification", summary = "Mail a new code. At most three in five minutes")
    public Done resend(@NotNull @Valid EmailRequest body, @HeaderParam("Accept-Language") @Nullable String language) {
        signIn.resend(Address.mail(body.email()), Letters.language(language), Asker.of(request));
        return new Done("Verification email sent");
    }

    @POST
    @Path("login")
    @Operation(operationId = "login", summary = "Sign in with an e-mail address and a password",
            description = "401 `bad_credentials`, or `email_not_verified` until the address is proven.")
    public SignedInView login(@NotNull @Valid LoginRequest body) {
        return open("Login successful", signIn.login(Address.mail(body.email()), body.password(), Asker.of(request)));
    }

    @POST
    @Path("password/forgot")
    @Operation(operationId = "forgotPassword", summary = "Mail a code for a new password")
    public Done forgot(@NotNull @Valid EmailRequest body, @HeaderParam("Accept-Language") @Nullable String language) {
        signIn.forgot(Address.mail(body.email()), Letters.language(language), Asker.of(request));
        return new Done("If this address has an account, a code is on its way.");
    }

    @POST
    @Path("password/reset")
    @Operation(operationId = "resetPassword", summary = "Choose a new password with the code from the mail. Ends all sessions")
    public Done reset(@NotNull @Valid ResetRequest body) {
        signIn.reset(Address.mail(body.email()), body.code(), body.password(), Asker.of(request));
        cookies.forget(response);
        return new Done("Your password has been changed. Please sign in.");
    }

    @POST
    @Path("password/change")
    @RolesAllowed("user")
    @Operation(operationId = "changePassword", summary = "Change the password. Ends all other sessions")
    public Done change(@NotNull @Valid ChangeRequest body) {
        signIn.change(caller.id(), caller.session(), body.current(), body.password(), Asker.of(request));
        return new Done("Your password has been changed.");
    }

    @GET
    @Path("refresh")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "refresh", summary = "Renew the session with its cookie")
    public SignedInView refresh() {
        SessionCookies.Renewed renewed = cookies.renew(request, response);
        return new SignedInView(true, "Token refreshed", accounts.own(accounts.required(renewed.account())), renewed.accessToken(), tokens.accessLife());
    }

    @POST
    @Path("refresh")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "refreshByPost", summary = "Renew the session with its cookie")
    public SignedInView refreshByPost() {
        return refresh();
    }

    @GET
    @Path("logout")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "logoutByGet", summary = "Sign out here")
    public Done logoutByGet() {
        cookies.close(request, response, caller.currentSession());
        return new Done("Logged out successfully");
    }

    @POST
    @Path("logout")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "logout", summary = "Sign out here")
    public Done logout() {
        return logoutByGet();
    }

    @GET
    @Path("jwks")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "jwks", summary = "The public keys of access tokens, as a JSON Web Key Set")
    public KeySet jwks() {
        return new KeySet(keys.published());
    }

    private SignedInView open(String message, Account account) {
        return new SignedInView(true, message, accounts.own(account), cookies.open(account.id(), request, response), tokens.accessLife());
    }
}
