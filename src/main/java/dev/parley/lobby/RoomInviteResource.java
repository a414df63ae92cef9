package dev.parley.lobby;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.limits.Limits;
import dev.parley.limits.Limits.Limit;
import dev.parley.member.GuestSettings;
import dev.parley.member.Invites;
import dev.parley.member.Invites.Invite;
import dev.parley.problem.Problem;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.room.Cursor;
import dev.parley.room.TrueOrFalse;
import dev.parley.room.WholeNumber;
import dev.parley.session.Caller;
import dev.parley.settings.AddressSettings;
import dev.parley.store.Some;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The invitations into a room, for the people who make them. */
@Path("/rooms")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Invitations")
public class RoomInviteResource {
    private static final Limit NEW_INVITES = new Limit("invites", 60, Duration.ofHours(1));

    @Inject
    Lobby lobby;

    @Inject
    Invites invites;

    @Inject
    GuestSettings guestSettings;

    @Inject
    Limits limits;

    @Inject
    AddressSettings addresses;

    @Inject
    Accounts accounts;

    @Inject
    Event<Invited> invited;

    @Inject
    Caller caller;

    public record InviteRequest(
            @Nullable @Schema(enumeration = {"speaker", "listener", "moderator"}, description = "The role of people who accept. Only the host can make moderators") String role,
            @Nullable @Min(1) @Max(1_000) @Schema(description = "How many people may accept. If left out, everybody who has the code") @JsonbTypeDeserializer(WholeNumber.class) Integer maxUses,
            @Nullable @Min(60) @Max(2_592_000) @Schema(description = "How long it is valid, in seconds: from a minute to 30 days. If left out, until it is revoked") @JsonbTypeDeserializer(WholeNumber.class) Integer expiresIn,
            @Nullable @Schema(description = "Whether people may come in without an account. If left out, they may not") @JsonbTypeDeserializer(TrueOrFalse.class) Boolean guests,
            @Nullable @Size(max = 64) @Schema(examples = "ada", description = "Somebody who is told of it. Then it is for one person, and `maxUses` and `guests` do not count") String username) {}

    public record InviteView(String code, @Schema(examples = "https://voice.example.org/invite/3q2-7w") String url,
            @Schema(nullable = true) @Nullable String role, @Schema(nullable = true) @Nullable Integer maxUses, int uses,
            @Schema(nullable = true) @Nullable Instant expiresAt, Instant createdAt, boolean guests) {}

    public record InviteAnswer(boolean success, String message, InviteView invite) {}

    public record InviteList(boolean success, String message, List<InviteView> invites,
            @Schema(nullable = true, description = "Left out at the end of the list") @Nullable String nextCursor) {}

    @POST
    @Path("{id}/invites")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "invite", summary = "Make an invitation into a room", description = "For hosts and moderators.")
    @APIResponse(responseCode = "201", description = "The invitation", content = @Content(schema = @Schema(implementation = InviteAnswer.class)))
    public Response create(@PathParam("id") RoomId id, @NotNull @Valid InviteRequest body) {
        Lobby.Sight sight = lobby.lookAsModerator(id, caller.id());
        Role role = body.role() == null ? null : Role.of(body.role()).filter(given -> given != Role.HOST).orElseThrow(() -> Problem.invalid(List.of(
                new Problem.FieldError("role", "Please use speaker, listener or moderator."))));
        if (role == Role.MODERATOR && !sight.room().isHost(caller.id())) {
            throw Lobby.forbidden("Only the host can appoint moderators.");
        }
        Account told = body.username() == null ? null : named(id, body.username());
        boolean guests = told == null && Boolean.TRUE.equals(body.guests());
        if (guests) {
            guestSettings.requireWelcome();
        }
        if (guests && role == Role.MODERATOR) {
            throw Problem.invalid(List.of(new Problem.FieldError("guests", "Guests cannot be moderators.")));
        }
        limits.count(NEW_INVITES, caller.id().value());
        Invite invite = invites.create(id, caller.id(), role, told == null ? body.maxUses() : Integer.valueOf(1), body.expiresIn() == null ? null : Duration.ofSeconds(body.expiresIn()), guests);
        if (told != null) {
            invited.fire(new Invited(id, invite.code(), told.id(), caller.id()));
        }
        return Response.status(201).entity(new InviteAnswer(true, "Invitation made", view(invite))).build();
    }

    private Account named(RoomId id, String username) {
        Account whom = accounts.byUsername(username.strip().replaceFirst("^@", "").toLowerCase(Locale.ROOT)).filter(one -> !one.id().equals(caller.id()))
                .orElseThrow(() -> Problem.invalid(List.of(new Problem.FieldError("username", "Please use the username of somebody else."))));
        if (lobby.look(id, caller.id(), whom.id()).whom().standing().banned()) {
            throw new Problem("person_banned", 409, "This person is banned from the room. Let them in again first.");
        }
        return whom;
    }

    @GET
    @Path("{id}/invites")
    @Operation(operationId = "invites", summary = "The invitations into a room, newest first", description = "For hosts and moderators. Only the host sees invitations that make moderators.")
    public InviteList list(@PathParam("id") RoomId id, @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @DefaultValue("") @Size(max = Cursor.LONGEST) String cursor) {
        Lobby.Sight sight = lobby.lookAsModerator(id, caller.id());
        Some<Invite> some = invites.of(id, sight.room().isHost(caller.id()), Cursor.of(cursor), limit);
        return new InviteList(true, "Invitations", some.items().stream().map(this::view).toList(), some.next());
    }

    @DELETE
    @Path("{id}/invites/{code}")
    @Operation(operationId = "revokeInvite", summary = "Revoke an invitation", description = "For hosts and moderators.")
    public Done revoke(@PathParam("id") RoomId id, @PathParam("code") String code) {
        Lobby.Sight sight = lobby.lookAsModerator(id, caller.id());
        if (!invites.revoke(id, sight.room().isHost(caller.id()), code)) {
            throw Invites.notFound();
        }
        return new Done("Invitation revoked");
    }

    private InviteView view(Invite invite) {
        return new InviteView(invite.code(), addresses.base() + "/invite/" + invite.code(), invite.role() == null ? null : invite.role().word(), invite.maxUses(),
                invite.uses(), invite.expiresAt(), invite.createdAt(), invite.guests());
    }
}
