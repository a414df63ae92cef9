package dev.parley.lobby;

import dev.parley.account.Accounts;
import dev.parley.limits.Limits;
import dev.parley.limits.Limits.Limit;
import dev.parley.live.LiveRooms;
import dev.parley.member.Standings;
import dev.parley.problem.Problem;
import dev.parley.profile.Follows;
import dev.parley.protocol.AttendanceView;
import dev.parley.protocol.Participant;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ScheduleView;
import dev.parley.protocol.ThemeView;
import dev.parley.protocol.UserId;
import dev.parley.room.Covers;
import dev.parley.room.Cursor;
import dev.parley.room.Room;
import dev.parley.room.RoomRequest;
import dev.parley.room.Capacity;
import dev.parley.room.Rooms;
import dev.parley.schedule.Attendances;
import dev.parley.schedule.Schedule;
import dev.parley.schedule.Schedules;
import dev.parley.session.Caller;
import dev.parley.session.Tokens;
import dev.parley.store.Some;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Rooms: making, finding, changing and deleting them, and reading their chat. */
@Path("/rooms")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Rooms")
public class RoomResource {
    private static final Limit NEW_ROOMS = new Limit("rooms", 20, Duration.ofHours(1));

    @Inject
    Rooms rooms;

    @Inject
    Lobby lobby;

    @Inject
    Admission admission;

    @Inject
    Standings standings;

    @Inject
    Ledger ledger;

    @Inject
    Farewell farewell;

    @Inject
    Accounts accounts;

    @Inject
    Follows follows;

    @Inject
    Limits limits;

    @Inject
    Capacity capacity;

    @Inject
    LiveRooms liveRooms;

    @Inject
    Schedules schedules;

    @Inject
    Upcoming upcoming;

    @Inject
    Event<MeetingChanged> changes;

    @Inject
    Attendances attendances;

    @Inject
    Covers covers;

    @Inject
    InstantSource clock;

    @Inject
    Caller caller;

    public record RoomAnswer(boolean success, String message, RoomView room) {}

    public record RoomList(boolean success, String message, List<RoomView> rooms,
            @Schema(nullable = true, description = "Left out at the end of the list") @Nullable String nextCursor) {}

    /** A room with the people in it, and the role of the caller. */
    public record WholeRoom(String id, String name, String topic, @Schema(nullable = true) @Nullable String description, boolean isPrivate,
            @Schema(enumeration = {"public", "private"}) String roomType, boolean stage, boolean locked, int maxParticipants, int currentParticipants,
            Person creator, List<String> tags, @Schema(enumeration = {"off", "speakers", "everyone"}) String video,
            @Schema(enumeration = {"hosts", "speakers", "everyone"}) String screen, Instant createdAt, @Schema(nullable = true) @Nullable Instant liveSince,
            @Schema(nullable = true, description = "Left out if nothing is planned") @Nullable ScheduleView schedule,
            @Schema(nullable = true, description = "Left out if nothing is planned") @Nullable AttendanceView attendance,
            @Schema(nullable = true, description = "Left out if the room has neither a colour nor a picture") @Nullable ThemeView theme, List<Participant> participants, @Schema(nullable = true, description = "The role of the caller. Left out if they have none") @Nullable String role,
            boolean canModerate) {

        static WholeRoom of(RoomView room, List<Participant> participants, @Nullable Role role) {
            return new WholeRoom(room.id(), room.name(), room.topic(), room.description(), room.isPrivate(), room.roomType(), room.stage(), room.locked(),
                    room.maxParticipants(), room.currentParticipants(), room.creator(), room.tags(), room.video(), room.screen(), room.createdAt(), room.liveSince(), room.schedule(), room.attendance(), room.theme(), participants,
                    role == null ? null : role.word(), role != null && role.moderates());
        }
    }

    public record WholeRoomAnswer(boolean success, String message, WholeRoom room) {}


    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createRoom", summary = "Make a room. You are its host")
    @APIResponse(responseCode = "201", description = "The room", content = @Content(schema = @Schema(implementation = RoomAnswer.class)))
    public Response create(@NotNull @Valid RoomRequest body) {
        Room.Change wish = body.checkedForNew(capacity);
        limits.count(NEW_ROOMS, caller.id().value());
        Schedule.Wish when = when(body);
        // Checked before there is a room.
        Optional<Schedule> planned = when.isNone() || when.removes() ? Optional.empty() : Optional.of(Schedule.of(new RoomId(""), null, when, clock.instant()));
        Room room = rooms.create(caller.id(), wish);
        planned.ifPresent(schedule -> schedules.put(schedule.of(room.id()), null));
        return Response.status(201).entity(new RoomAnswer(true, "Room created successfully", lobby.shown(lobby.look(room.id(), caller.id())))).build();
    }

    @GET
    @Operation(operationId = "rooms", summary = "Public rooms: those with the most people first, then the newest",
            description = "With `mine`: the rooms that you made or are a member of, private ones too. With `following`: the live rooms of people you follow. "
                    + "With `upcoming`: the rooms that you can enter and that will meet, the next meeting first.")
    public RoomList list(@QueryParam("query") @DefaultValue("") @Size(max = 100) String query,
            @QueryParam("tag") @DefaultValue("") @Size(max = 24) String tag, @QueryParam("live") @DefaultValue("false") boolean live,
            @QueryParam("mine") @DefaultValue("false") boolean mine, @QueryParam("following") @DefaultValue("false") boolean following,
            @QueryParam("upcoming") @DefaultValue("false") boolean ahead,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @DefaultValue("") @Size(max = Cursor.LONGEST) String cursor) {
        if (Stream.of(mine, following, ahead).filter(chosen -> chosen).count() > 1) {
            throw Problem.invalid(List.of(new Problem.FieldError(ahead ? "upcoming" : "following", "Please use only one of mine, following and upcoming.")));
        }
        if (query.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(List.of(new Problem.FieldError("query", "Please use visible characters only.")));
        }
        Rooms.Search search = new Rooms.Search(query.isBlank() ? null : query, tag.isBlank() ? null : RoomRequest.label(tag), live);
        Cursor after = Cursor.of(cursor);
        UserId me = caller.id();
        Some<Room> some = ahead ? upcoming.of(me, search, after, limit)
                : mine ? rooms.of(me, standings.reach(me).memberOf(), search, after, limit)
                : following ? rooms.liveOf(follows.followedBy(me), search, after, limit)
                : rooms.listed(search, after, limit);
        return new RoomList(true, "Rooms", lobby.views(some.items(), me), some.next());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"user", Tokens.GUEST})
    @Operation(operationId = "room", summary = "A room and the people in it", description = "Refused with `banned` for people who are banned from it.")
    public WholeRoomAnswer read(@PathParam("id") RoomId id) {
        Lobby.Sight sight = lobby.lookInside(id, caller.id());
        Optional<LiveRooms.Seen> live = liveRooms.look(id);
        List<Participant> participants = live.map(LiveRooms.Seen::participants).orElse(List.of());
        RoomView stored = lobby.shown(sight);
        // A lock set by an acting moderator is not stored.
        RoomView room = live.map(seen -> stored.with(seen.participants().size(), seen.room().liveSince()).locked(seen.room().locked())).orElse(stored);
        return new WholeRoomAnswer(true, "Room", WholeRoom.of(room, participants, lobby.roleNow(sight).orElse(null)));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changeRoom", summary = "Change a room. Fields that are left out stay as they are", description = "For the host and moderators.")
    public RoomAnswer change(@PathParam("id") RoomId id, @NotNull @Valid RoomRequest body) {
        Lobby.Sight sight = lobby.lookAsModerator(id, caller.id());
        Room.Change change = body.checked(capacity);
        boolean hides = change.isPrivate() != null && !change.isPrivate().equals(sight.room().isPrivate());
        if (hides && !sight.room().isHost(caller.id())) {
            throw Lobby.forbidden("Only the host can make a room private or public.");
        }
        requireSeats(change.maxParticipants(), liveRooms.look(id).map(seen -> seen.participants().size()).orElse(0));
        // First, because it refuses when somebody else has just changed it. Nothing of this request is stored then.
        replan(sight, when(body));
        if (!rooms.change(id, change)) {
            schedules.forgetRoom(id); // The room was deleted in the meantime.
            throw Lobby.notFound();
        }
        if (hides && Boolean.TRUE.equals(change.isPrivate())) {
            covers.rename(sight.room());
            // The people who are in it when the door closes become members.
            liveRooms.look(id).ifPresent(seen -> standings.join(id, seen.participants().stream().map(one -> new UserId(one.id()))
                    .filter(one -> !sight.room().isHost(one)).toList()));
        }
        admission.follow(id, caller.id());
        return new RoomAnswer(true, "Room changed", lobby.shown(lobby.look(id, caller.id())));
    }

    private void replan(Lobby.Sight sight, Schedule.Wish wish) {
        RoomId id = sight.room().id();
        Schedule before = sight.schedule();
        if (wish.removes()) {
            schedules.forgetRoom(id);
            if (before != null && before.next(clock.instant()).isPresent()) {
                changes.fire(new MeetingChanged(sight.room(), before.calledOff(clock.instant()), caller.id(), attendances.coming(id), false));
            }
        } else if (!wish.isNone()) {
            Schedule now = Schedule.of(id, before, wish, clock.instant());
            schedules.put(now, before);
            if (now.differsFrom(before)) {
                changes.fire(new MeetingChanged(sight.room(), now, caller.id(), attendances.coming(id), false));
            }
        }
    }

    private static Schedule.Wish when(RoomRequest body) {
        return new Schedule.Wish(body.startsAt(), body.duration(), body.timeZone(), body.repeats(), body.cancelled());
    }

    /** Nobody has to stand up because the room is made smaller. */
    private static void requireSeats(@Nullable Integer wished, int people) {
        if (wished != null && wished < people) {
            throw Problem.invalid(List.of(new Problem.FieldError("maxParticipants", "Please use at least " + people + ", because so many are in the room now.")));
        }
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteRoom", summary = "Delete a room for everybody and for good", description = "For the host.")
    public Done delete(@PathParam("id") RoomId id) {
        Lobby.Sight sight = lobby.look(id, caller.id());
        if (!sight.room().isHost(caller.id())) {
            throw Lobby.forbidden("Only the host can delete a room.");
        }
        farewell.end(sight.room(), caller.id());
        return new Done("Room deleted");
    }
}
