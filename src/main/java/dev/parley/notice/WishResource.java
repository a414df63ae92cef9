package dev.parley.notice;

import dev.parley.notice.Notices.Kind;
import dev.parley.notice.Wishes.Wish;
import dev.parley.problem.Problem;
import dev.parley.problem.Problem.FieldError;
import dev.parley.session.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the caller wants to hear of, and how. */
@Path("/user/notifications")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Notifications")
public class WishResource {
    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";

    @Inject
    Wishes wishes;

    @Inject
    InstantSource clock;

    @Inject
    Caller caller;

    @Schema(description = "In PUT, what is left out stays as it is")
    public record Ways(@Schema(nullable = true, description = "Whether you are told at all") @Nullable Boolean told, @Schema(nullable = true, description = "Whether your devices are woken") @Nullable Boolean push,
            @Schema(nullable = true, description = "Whether the daily mail lists it, if you have not read it by then") @Nullable Boolean mail) {}

    @Schema(description = "On the clocks of your time zone. They may go past midnight")
    public record QuietHours(@NotNull @Schema(examples = "22:00") String from, @NotNull @Schema(examples = "07:00") String to) {}

    public record WishRequest(@Schema(nullable = true) @Nullable Map<String, Ways> kinds, @Schema(nullable = true, description = "Without them there are none any more") @Nullable @Valid QuietHours quietHours,
            @Schema(nullable = true, examples = "Europe/Berlin", description = "Needed with quiet hours") @Nullable @Size(max = 64) String timeZone,
            @Schema(nullable = true, description = "Whether invitations to meetings that you come to are mailed, for your calendar") @Nullable Boolean meetingMails) {}

    public record WishAnswer(boolean success, String message, Map<String, Ways> kinds, @Schema(nullable = true) @Nullable QuietHours quietHours, String timeZone, boolean meetingMails) {}

    @GET
    @Operation(operationId = "notificationWishes", summary = "What you want to hear of, and how")
    public WishAnswer read() {
        return shown(wishes.of(caller.id()), "Wishes");
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "setNotificationWishes", summary = "Choose what you want to hear of, and how")
    public WishAnswer write(@NotNull @Valid WishRequest body) {
        Wish before = wishes.of(caller.id());
        Map<String, Ways> kinds = body.kinds() == null ? Map.of() : body.kinds();
        QuietHours quiet = body.quietHours();
        requireSense(kinds, quiet, body.timeZone());
        Wish now = new Wish(before.userId(), chosen(before.silent(), kinds, ways -> negated(ways.told())), chosen(before.unpushed(), kinds, ways -> negated(ways.push())),
                chosen(before.mailed(), kinds, Ways::mail), body.meetingMails() == null ? before.appointments() : body.meetingMails(), quiet == null ? null : quiet.from(),
                quiet == null ? null : quiet.to(), body.timeZone() == null ? before.timeZone() : body.timeZone(), null).scheduled(clock.instant());
        wishes.put(now);
        return shown(now, "Wishes kept");
    }

    private static void requireSense(Map<String, Ways> kinds, @Nullable QuietHours quiet, @Nullable String zone) {
        List<FieldError> errors = new ArrayList<>();
        List<String> known = Stream.of(Kind.values()).map(Kind::word).toList();
        kinds.keySet().stream().filter(kind -> !known.contains(kind)).limit(1)
                .forEach(kind -> errors.add(new FieldError("kinds", "Please use only these: " + String.join(", ", known) + ".")));
        if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
            errors.add(new FieldError("timeZone", "Please use a time zone, such as Europe/Berlin."));
        }
        if (quiet != null && (!quiet.from().matches(TIME) || !quiet.to().matches(TIME) || quiet.from().equals(quiet.to()))) {
            errors.add(new FieldError("quietHours", "Please use two different times, such as 22:00 and 07:00."));
        }
        if (quiet != null && zone == null) {
            errors.add(new FieldError("timeZone", "Please say in which time zone these hours are."));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private static @Nullable Boolean negated(@Nullable Boolean flag) {
        return flag == null ? null : !flag;
    }

    /** The kinds that are listed by now: those that are asked for, and those before about which nothing is said. */
    private static List<String> chosen(List<String> before, Map<String, Ways> kinds, Function<Ways, @Nullable Boolean> listed) {
        return Stream.of(Kind.values()).map(Kind::word).filter(kind -> {
            Ways ways = kinds.get(kind);
            Boolean asked = ways == null ? null : listed.apply(ways);
            return asked == null ? before.contains(kind) : asked;
        }).toList();
    }

    private static WishAnswer shown(Wish wish, String message) {
        Map<String, Ways> kinds = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.word(), new Ways(wish.tells(kind), wish.pushes(kind), wish.mails(kind)));
        }
        QuietHours quiet = wish.quietFrom() == null || wish.quietTo() == null ? null : new QuietHours(wish.quietFrom(), wish.quietTo());
        return new WishAnswer(true, message, kinds, quiet, wish.timeZone(), wish.appointments());
    }
}
