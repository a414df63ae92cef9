package dev.parley.calendar;

import dev.parley.calendar.CalendarFile.Entry;
import dev.parley.member.Standings;
import dev.parley.problem.Problem;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import dev.parley.schedule.Attendances;
import dev.parley.schedule.Attendances.Attendance;
import dev.parley.schedule.Schedule;
import dev.parley.schedule.Schedules;
import dev.parley.session.Caller;
import dev.parley.settings.AddressSettings;
import dev.parley.web.Done;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A calendar that follows the meetings that somebody hosts and comes to, under a secret address. */
@Path("/")
@RolesAllowed("user")
@Tag(name = "Schedule")
public class CalendarResource {
    static final String TYPE = "text/calendar;charset=utf-8";
    /** The most rooms in somebody's calendar. */
    private static final int MOST = 300;

    @Inject
    Rooms rooms;

    @Inject
    Standings standings;

    @Inject
    Schedules schedules;

    @Inject
    Attendances attendances;

    @Inject
    CalendarLinks links;

    @Inject
    AddressSettings addresses;

    @Inject
    Caller caller;

    public record CalendarAnswer(boolean success, String message, String url) {}

    @POST
    @Path("user/calendar")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "makeCalendar", summary = "A secret address that your calendar can follow",
            description = "It has the meetings of your rooms and of those that you come to. The address that you had before no longer works. It is shown only once.")
    public CalendarAnswer make() {
        return new CalendarAnswer(true, "Calendar", addresses.base().resolve("/api/calendar/" + links.renew(caller.id()) + ".ics").toString());
    }

    @DELETE
    @Path("user/calendar")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "revokeCalendar", summary = "Let the secret address of your calendar end")
    public Done revoke() {
        links.revoke(caller.id());
        return new Done("Calendar revoked");
    }

    @GET
    @Path("calendar/{secret}.ics")
    @PermitAll
    @Produces({TYPE, MediaType.APPLICATION_JSON})
    @Operation(operationId = "calendar", summary = "Somebody's calendar, for programs that know its secret address")
    public Response ofPerson(@PathParam("secret") String secret, @Context Request request) {
        UserId who = links.find(secret).orElseThrow(() -> new Problem("not_found", 404, "There is no calendar at this address."));
        return answer(CalendarFile.of(entries(who), "Parley"), request);
    }

    /** What they made and what they come to, as far as they may enter it. */
    private List<Entry> entries(UserId who) {
        Stream<RoomId> come = attendances.by(who).stream().filter(one -> !one.answer().equals("no")).sorted(Comparator.comparing(Attendance::at).reversed()).map(Attendance::roomId);
        Map<RoomId, Schedule> planned = schedules.of(Stream.concat(rooms.madeBy(who).stream().map(Room::id), come).distinct().limit(MOST).toList());
        Map<RoomId, Room> open = standings.reach(who).among(rooms, planned.keySet(), Rooms.Search.ALL);
        return planned.values().stream().sorted(Comparator.comparing(schedule -> schedule.roomId().value()))
                .flatMap(schedule -> Optional.ofNullable(open.get(schedule.roomId())).map(room -> Entry.of(room, schedule, addresses)).stream()).toList();
    }

    /** Sends a file, unless the program that asks has it already. */
    static Response answer(String file, Request request) {
        EntityTag tag = new EntityTag(UUID.nameUUIDFromBytes(file.getBytes(StandardCharsets.UTF_8)).toString());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        CacheControl asksAgain = new CacheControl();
        asksAgain.setPrivate(true);
        asksAgain.setNoCache(true);
        return (unchanged == null ? Response.ok(file, TYPE).tag(tag) : unchanged).cacheControl(asksAgain).build();
    }
}
