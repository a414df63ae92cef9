package dev.parley.guest;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.code.Letters;
import dev.parley.limits.Limits;
import dev.parley.limits.Limits.Limit;
import dev.parley.lobby.Admission;
import dev.parley.lobby.Lobby;
import dev.parley.member.GuestSettings;
import dev.parley.member.Guests;
import dev.parley.member.Invites;
import dev.parley.member.Invites.Invite;
import dev.parley.member.Standings;
import dev.parley.problem.Problem;
import dev.parley.protocol.Person;
import dev.parley.protocol.PlainText;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.session.Asker;
import dev.parley.session.Caller;
import dev.parley.session.SessionCookies;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The way in for people who were given an invitation and have no account. */
@Path("/invites")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Invitations")
public class GuestDoorResource {
    private static final Limit FROM = new Limit("guests-from", 120, Duration.ofHours(1));
    private static final Limit BY = new Limit("guests-by", 1_000, Duration.ofHours(1));

    @Inject
    GuestSettings settings;

    @Inject
    Invites invites;

    @Inject
    Guests guests;

    @Inject
    Standings standings;

    @Inject
    Accounts accounts;

    @Inject
    Admission admission;

    @Inject
    Lobby lobby;

    @Inject
    Limits limits;

    @Inject
    SessionCookies cookies;

    @Inject
    Caller caller;

    @Inject
    InstantSource clock;

    @Context
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    public record GuestRequest(@Nullable @Schema(examples = "Ada", minLength = 1, maxLength = PlainText.NAME) String name) {}

    public record Welcomed(boolean success, String message, String accessToken, long expiresIn, RoomView room, Person user) {}

    @POST
    @Path("{code}/guest")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "enterAsGuest", summary = "Enter the room of an invitation without an account", description = "For invitations that allow it. The "
            + "token opens this room alone, for some hours, and cannot be renewed. The same browser is the same guest when it asks again.")
    @APIResponse(responseCode = "201", description = "A guest of this room", content = @Content(schema = @Schema(implementation = Welcomed.class)))
    public Response enter(@PathParam("code") String code, @NotNull @Valid GuestRequest body, @HeaderParam("Accept-Language") @Nullable String language) {
        settings.requireWelcome();
        String name = name(body);
        if (caller.known(response).isPresent() && !caller.isGuest()) {
            throw new Problem("signed_in", 409, "You are signed in. Please join with your account.");
        }
        String network = Asker.of(request).network();
        limits.count(FROM, network);
        Invite invite = invites.find(code).filter(Invite::guests).orElseThrow(Invites::notFound);
        limits.count(BY, invite.code());
        RoomId roomId = invite.roomId();
        if (standings.isAnyBanned(roomId, guests.from(roomId, network))) {
            throw Lobby.banned();
        }
        String browser = cookies.guestBrowser(request, response);
        Guests.Guest guest = guests.of(roomId, browser, network);
        RoomView room = admission.acceptAsGuest(invite, guest.id());
        guests.cameFrom(guest.id(), network);
        Account account = accounts.guest(guest.id(), roomId, name, Letters.language(language)).orElseThrow(() -> new Problem("signed_in", 409,
                "You have an account by now. Please sign in."));
        SessionCookies.Visit visit = cookies.openVisit(account.id(), roomId, request, response);
        return Response.status(201).entity(new Welcomed(true, "Welcome", visit.accessToken(), Duration.between(clock.instant(), visit.until()).toSeconds(), room,
                lobby.person(account))).build();
    }

    private static String name(GuestRequest body) {
        String name = body.name() == null ? "" : body.name().strip();
        if (!PlainText.isName(name)) {
            throw Problem.invalid(List.of(new Problem.FieldError("name", "Please use 1 to 60 characters.")));
        }
        return name;
    }
}
