package dev.parley.profile;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.account.Erasures;
import dev.parley.account.OwnUser;
import dev.parley.account.Username;
import dev.parley.picture.Pictures;
import dev.parley.picture.Shape;
import dev.parley.problem.Problem;
import dev.parley.protocol.PlainText;
import dev.parley.protocol.UserId;
import dev.parley.session.Caller;
import dev.parley.session.Sessions;
import dev.parley.session.SessionCookies;
import dev.parley.signin.Addresses;
import dev.parley.signin.Confirmations;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The profile of the caller. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Own profile")
public class ProfileResource {
    private static final int BIO = 300;

    @Inject
    Accounts accounts;

    @Inject
    Avatars avatars;

    @Inject
    Pictures pictures;

    @Inject
    Follows follows;

    @Inject
    Sessions sessions;

    @Inject
    SessionCookies cookies;

    @Inject
    Caller caller;

    @Inject
    Confirmations confirmations;

    @Inject
    Addresses addresses;

    @Inject
    @Any
    Instance<Traces> elsewhere;

    @Inject
    Erasures erasures;

    @Context
    HttpServletResponse response;

    public record UserView(boolean success, String message, OwnUser user) {}

    public record Activated(boolean success, String message, boolean auth, OwnUser user) {}

    public record ActivateRequest(@NotBlank @Schema(examples = "Ada Lovelace", maxLength = PlainText.NAME) String name,
            @Nullable @Schema(description = "A picture as a data URL") String avatar) {}

    /** Fields that are left out stay as they are. An empty text removes the value. */
    public record ProfileRequest(@Nullable String name, @Nullable String username, @Nullable String bio,
            @Nullable @Schema(description = "A picture as a data URL; empty for none") String avatar) {}

    public record Device(String device, String address, String createdAt, String lastUsedAt) {}

    @GET
    @Path("user")
    @Operation(operationId = "ownProfile", summary = "Your own profile")
    public UserView read() {
        return view("Your profile", accounts.required(caller.id()));
    }

    @POST
    @Path("activate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "activate", summary = "Set a name and a picture after the first sign-in")
    public Activated activate(@NotNull @Valid ActivateRequest body) {
        Account account = change(new ProfileRequest(body.name(), null, null, body.avatar()));
        return new Activated(true, "Welcome to Parley", true, accounts.own(account));
    }

    @PUT
    @Path("user/update_profile")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "updateProfile", summary = "Change your profile")
    public UserView update(@NotNull @Valid ProfileRequest body) {
        return view("Profile updated successfully", change(body));
    }

    @PUT
    @Path("user/update_profile")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public UserView updateByForm(List<EntityPart> parts) throws IOException {
        Map<String, String> texts = new HashMap<>();
        byte[] picture = null;
        for (EntityPart part : parts) {
            if (part.getName().equals("avatar")) {
                picture = part.getContent().readAllBytes();
            } else {
                texts.put(part.getName(), part.getContent(String.class));
            }
        }
        byte[] cleaned = picture == null || picture.length == 0 ? null : pictures.clean(caller.id(), picture, Shape.SQUARE);
        return view("Profile updated successfully",
                describe(checked(new ProfileRequest(texts.get("name"), texts.get("username"), texts.get("bio"), null)), cleaned));
    }

    @GET
    @Path("user/export")
    @Operation(operationId = "exportData", summary = "Everything that is stored about you")
    public Response export() {
        Account own = accounts.required(caller.id());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("user", accounts.own(own));
        all.put("sessions", sessions.of(own.id()).stream().map(session -> new Device(session.device(), session.address(),
                session.createdAt().toString(), session.lastUsedAt().toString())).toList());
        all.put("following", usernames(follows.following(own.id(), "", Integer.MAX_VALUE - 1).items()));
        all.put("followers", usernames(follows.followers(own.id(), "", Integer.MAX_VALUE - 1).items()));
        elsewhere.forEach(traces -> all.putAll(traces.storedAbout(own.id())));
        return Response.ok(all).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"parley.json\"").build();
    }

    @DELETE
    @Path("user")
    @Operation(operationId = "deleteAccount", summary = "Erase your account and everything with your name",
            description = "403 `confirmation_required` unless you have confirmed that it is you.")
    public Done delete(@HeaderParam("Accept-Language") @Nullable String language) {
        confirmations.require(caller.session());
        UserId id = caller.id();
        // Sessions end before anything is erased, so that nothing new is stored in the meantime. They end again afterwards, because another may have
        // been opened.
        sessions.endAll(id);
        addresses.erase(id, () -> erasures.here(id), language);
        sessions.endAll(id);
        erasures.elsewhere(id);
        cookies.forget(response);
        return new Done("Your account has been erased.");
    }

    private Account change(ProfileRequest request) {
        Map<String, @Nullable String> changes = checked(request);
        if (request.avatar() == null) {
            return describe(changes, null);
        }
        if (!request.avatar().isBlank()) {
            return describe(changes, pictures.clean(caller.id(), request.avatar(), Shape.SQUARE));
        }
        changes.put("avatar", null);
        Account account = describe(changes, null);
        avatars.forget(account.id());
        return account;
    }

    /** The picture comes last, because it must not replace the one before if the username turns out to be taken. */
    private Account describe(Map<String, @Nullable String> changes, byte @Nullable [] picture) {
        Account account = accounts.describe(caller.id(), changes);
        return picture == null ? account : accounts.describe(account.id(), Map.of("avatar", avatars.keep(account.id(), picture)));
    }

    private static Map<String, @Nullable String> checked(ProfileRequest request) {
        List<Problem.FieldError> errors = new ArrayList<>();
        Map<String, @Nullable String> changes = new HashMap<>();
        if (request.name() != null) {
            String name = request.name().strip();
            if (!PlainText.isName(name)) {
                errors.add(new Problem.FieldError("name", "Please use 1 to 60 characters."));
            }
            changes.put("name", name);
        }
        if (request.username() != null) {
            Username.of(request.username()).ifPresentOrElse(username -> changes.put("username", username.value()), () -> errors.add(Username.refused()));
        }
        if (request.bio() != null) {
            String bio = request.bio().strip();
            if (PlainText.length(bio) > BIO || !PlainText.isInLines(bio)) {
                errors.add(new Problem.FieldError("bio", "Please use at most 300 characters."));
            }
            changes.put("bio", bio.isEmpty() ? null : bio);
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return changes;
    }

    private List<String> usernames(List<UserId> ids) {
        return accounts.inOrder(ids).stream().map(Account::handle).toList();
    }

    private UserView view(String message, Account account) {
        return new UserView(true, message, accounts.own(account));
    }
}
