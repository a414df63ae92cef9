package dev.parley.calendar;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.lobby.Lobby;
import dev.parley.problem.Problem;
import dev.parley.protocol.AttendanceView;
import dev.parley.protocol.Person;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.schedule.Attendances;
import dev.parley.session.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who comes to the meetings of a room. */
@Path("/rooms/{id}/attendance")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Schedule")
public class AttendanceResource {
    private static final List<String> ANSWERS = List.of("yes", "maybe", "no");
    /** Of those who gave one answer. */
    private static final int SHOWN = 50;

    @Inject
    Lobby lobby;

    @Inject
    Attendances attendances;

    @Inject
    Accounts accounts;

    @Inject
    MeetingMails mails;

    @Inject
    Caller caller;

    public record AttendanceRequest(@NotNull @Schema(enumeration = {"yes", "maybe", "no"}) String answer) {}

    /** The first who gave each answer. */
    public record People(List<Person> yes, List<Person> maybe, List<Person> no) {}

    public record AttendanceAnswer(boolean success, String message, AttendanceView attendance, People people) {}

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "answerAttendance", summary = "Say whether you come", description = "The answer is for all meetings of the room. The last one counts.")
    public AttendanceAnswer answer(@PathParam("id") RoomId id, @NotNull @Valid AttendanceRequest body) {
        Lobby.Planned meeting = lobby.planned(id, caller.id());
        if (!ANSWERS.contains(body.answer())) {
            throw Problem.invalid(List.of(new Problem.FieldError("answer", "Please use yes, maybe or no.")));
        }
        String before = attendances.answer(id, caller.id(), body.answer());
        accounts.byIds(List.of(caller.id())).values().forEach(me -> mails.answered(meeting, me, comes(before), comes(body.answer())));
        return look(id, "Answer kept");
    }

    private static boolean comes(@Nullable String answer) {
        return answer != null && !answer.equals("no");
    }

    @GET
    @Operation(operationId = "attendance", summary = "Who comes to the meetings of a room")
    public AttendanceAnswer read(@PathParam("id") RoomId id) {
        lobby.planned(id, caller.id());
        return look(id, "Attendance");
    }

    private AttendanceAnswer look(RoomId id, String message) {
        List<List<UserId>> ids = ANSWERS.stream().map(answer -> attendances.people(id, answer, SHOWN)).toList();
        Map<UserId, Account> known = accounts.byIds(ids.stream().flatMap(List::stream).toList());
        List<List<Person>> people = ids.stream().map(some -> some.stream().flatMap(one -> person(known.get(one))).toList()).toList();
        return new AttendanceAnswer(true, message, attendances.of(id, caller.id()), new People(people.get(0), people.get(1), people.get(2)));
    }

    /** None for somebody who is erasing their account right now. */
    private Stream<Person> person(@Nullable Account account) {
        return Optional.ofNullable(account).map(lobby::person).stream();
    }
}
