package dev.parley.lobby;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.chat.Messages;
import dev.parley.live.Fact;
import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Count;
import dev.parley.member.Standing;
import dev.parley.problem.Problem;
import dev.parley.protocol.AttendanceView;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Participant;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ThemeView;
import dev.parley.protocol.UserId;
import dev.parley.room.Capacity;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import dev.parley.schedule.Attendances;
import dev.parley.schedule.Schedule;
import dev.parley.schedule.Schedules;
import dev.parley.settings.AddressSettings;
import dev.parley.entity.Related;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people see of rooms from outside: which rooms they can find, who made them, and how many people are in them right now. */
@ApplicationScoped
public class Lobby {
    /** No id of Parley's is longer. */
    private static final int LONGEST_ID = 128;

    @Inject
    Rooms rooms;

    @Inject
    Capacity capacity;

    @Inject
    Accounts accounts;

    @Inject
    Messages messages;

    @Inject
    Ledger ledger;

    @Inject
    LiveRooms liveRooms;

    @Inject
    Schedules schedules;

    @Inject
    Attendances attendances;

    @Inject
    AddressSettings addresses;

    @Inject
    InstantSource clock;

    /** A room, its host and the standing of one person in it. Includes what the live room decided and the database does not know yet. */
    record Sight(Room room, Account host, Standing standing, @Nullable Account person, @Nullable Schedule schedule) {
        UserId userId() {
            return standing.userId();
        }

        boolean isVisible() {
            return !isOfGuestElsewhere() && (room.isHost(userId()) || !room.isPrivate() || standing.belongs());
        }

        /** Guests were invited to one room. For them there is no other. */
        boolean isOfGuestElsewhere() {
            return person != null && person.isGuestElsewhere(room.id());
        }

        boolean isOfGuest() {
            return person != null && person.isGuest();
        }

        /** Banned people know that a public room exists, but not who is in it. */
        boolean showsPeople() {
            return isVisible() && !standing.banned();
        }

        @Nullable Role role() {
            return room.isHost(userId()) ? Role.HOST : standing.banned() ? null : standing.role();
        }
    }

    /** Whether somebody can find this room and may know who is in it. */
    public boolean showsPeople(RoomId roomId, UserId userId) {
        return find(roomId, userId).filter(Sight::showsPeople).isPresent();
    }

    /** A room, and people who can find it and may know who is in it. */
    public record Audience(Room room, List<Account> people) {}

    /** Those of these people to whom something about this room may be told. Empty if the room is gone. */
    public Optional<Audience> audience(RoomId roomId, List<UserId> people) {
        return find(roomId, people).filter(sights -> !sights.isEmpty()).map(sights -> new Audience(sights.getFirst().room(),
                sights.stream().filter(Sight::showsPeople).map(Sight::person).filter(Objects::nonNull).toList()));
    }

    Optional<Sight> find(RoomId roomId, UserId userId) {
        return find(roomId, List.of(userId)).map(List::getFirst);
    }

    /** The room as each of these people sees it, read in one query. A room whose host is erasing their account right now counts as gone. */
    private Optional<List<Sight>> find(RoomId roomId, List<UserId> people) {
        if (roomId.value().length() > LONGEST_ID) {
            return Optional.empty();
        }
        List<Fact> waiting = ledger.pending(roomId);
        List<UserId> known = Stream.concat(people.stream(), waiting.stream().flatMap(Lobby::newHost)).toList();
        return rooms.with(roomId, List.of(new Related.With(Standing.class, people.stream().map(userId -> Standing.id(roomId, userId)).toList(), null),
                new Related.With(Account.class, known, "creator"), new Related.With(Schedule.class, List.of(roomId), null))).flatMap(found -> {
            Room room = found.as(Room.class);
            List<Fact> pending = new ArrayList<>(waiting.size());
            for (Fact fact : waiting) {
                if (!room.isPast(fact)) {
                    room = room.after(fact);
                    pending.add(fact);
                }
            }
            Map<UserId, Account> accounts = found.all(Account.class).stream().collect(Collectors.toMap(Account::id, Function.identity(), (same, _) -> same));
            Map<UserId, Standing> standings = found.all(Standing.class).stream().collect(Collectors.toMap(Standing::userId, Function.identity(), (same, _) -> same));
            Schedule schedule = found.all(Schedule.class).stream().findAny().orElse(null);
            Room now = room;
            return Optional.ofNullable(accounts.get(now.creator())).map(host -> people.stream().map(userId -> {
                Standing none = Standing.none(roomId, userId);
                // A host has no standing. What was decided about somebody just before they became host no longer counts.
                Standing standing = now.isHost(userId) ? none : after(pending, standings.getOrDefault(userId, none));
                return new Sight(now, host, standing, accounts.get(userId), schedule);
            }).toList());
        });
    }

    /** The room is about to have a host whose account the stored room does not lead to. */
    private static Stream<UserId> newHost(Fact fact) {
        return fact instanceof Fact.HostChanged change ? Stream.of(change.to()) : Stream.empty();
    }

    private static Standing after(List<Fact> pending, Standing stored) {
        Standing now = stored;
        for (Fact fact : pending) {
            now = now.after(fact);
        }
        return now;
    }

    /** Who wrote this message of this room, also when it is not written down yet. Empty if there is no such message, or no longer. */
    public Optional<UserId> authorOf(RoomId roomId, MessageId messageId) {
        return messageId.value().length() > LONGEST_ID ? Optional.empty() : messages.author(roomId, messageId, ledger.pending(roomId));
    }

    /** Finds a room that this person may know of. Anybody else learns nothing, not even that it exists. */
    Sight look(RoomId roomId, UserId userId) {
        return find(roomId, userId).filter(Sight::isVisible).orElseThrow(Lobby::notFound);
    }

    /** The same for what only people may know who may enter. */
    Sight lookInside(RoomId roomId, UserId userId) {
        Sight sight = look(roomId, userId);
        if (sight.standing().banned()) {
            throw banned();
        }
        return sight;
    }

    /** The role they have right now. It is that of their seat if they have one, because they may be acting as moderator. */
    Optional<Role> roleNow(Sight sight) {
        return liveRooms.look(sight.room().id()).stream().flatMap(seen -> seen.participants().stream())
                .filter(participant -> participant.id().equals(sight.userId().value())).map(Participant::role).findFirst().flatMap(Role::of)
                .or(() -> Optional.ofNullable(sight.role()));
    }

    /** For lasting acts and for what only moderators may see. The role has to be a stored one, so an acting moderator is refused. */
    Sight lookAsModerator(RoomId roomId, UserId userId) {
        return requireModerator(look(roomId, userId));
    }

    static Sight requireModerator(Sight sight) {
        return requireModerator(sight, Optional.ofNullable(sight.role()));
    }

    /** For keeping order among the people in the room, which an acting moderator may do too. */
    Sight lookToKeepOrder(RoomId roomId, UserId userId) {
        Sight sight = look(roomId, userId);
        return requireModerator(sight, roleNow(sight));
    }

    /** Somebody, and the person they want to do something to. */
    record Pair(Sight who, Sight whom) {
        /** Refuses when nobody has that id. */
        Pair requireBoth() {
            if (whom.person() == null) {
                throw nobody();
            }
            return this;
        }
    }

    Pair look(RoomId roomId, UserId who, UserId whom) {
        Pair both = find(roomId, List.of(who, whom)).map(found -> new Pair(found.getFirst(), found.getLast())).orElseThrow(Lobby::notFound);
        if (!both.who().isVisible()) {
            throw notFound();
        }
        return both;
    }

    Pair lookToKeepOrder(RoomId roomId, UserId who, UserId whom) {
        Pair both = look(roomId, who, whom);
        requireModerator(both.who(), roleNow(both.who()));
        return both.requireBoth();
    }

    private static Sight requireModerator(Sight sight, Optional<Role> role) {
        if (!role.map(Role::moderates).orElse(false)) {
            throw forbidden("Only hosts and moderators can do this.");
        }
        return sight;
    }

    public RoomView roomOfGuest(Account guest) {
        return shown(look(Optional.ofNullable(guest.guestOf()).orElseThrow(Lobby::notFound), guest.id()));
    }

    RoomView view(Sight sight) {
        return view(sight.room(), sight.host());
    }

    /** The room with what is planned in it, and whether the people who look come. */
    RoomView shown(Sight sight) {
        RoomView room = view(sight);
        return sight.schedule() == null ? room : shown(room, sight.schedule(), attendances.of(sight.room().id(), sight.userId()));
    }

    /** A room and when it meets. */
    public record Planned(Room room, Schedule schedule) {}

    /** Refuses people who may not enter the room, and when nothing is planned in it. */
    public Planned planned(RoomId roomId, UserId userId) {
        Sight sight = lookInside(roomId, userId);
        if (sight.schedule() == null) {
            throw new Problem("nothing_planned", 404, "No meeting is planned in this room.");
        }
        return new Planned(sight.room(), sight.schedule());
    }

    private RoomView shown(RoomView room, Schedule schedule, AttendanceView attendance) {
        return room.planned(schedule.view(clock.instant(), room.currentParticipants() > 0), attendance);
    }

    /** In the same order, without rooms whose host is erasing their account right now. */
    List<RoomView> views(List<Room> some, UserId viewer) {
        Map<UserId, Account> hosts = accounts.byIds(some.stream().map(Room::creator).distinct().toList());
        Map<RoomId, Schedule> planned = schedules.of(some.stream().map(Room::id).toList());
        Map<RoomId, AttendanceView> people = attendances.of(planned.keySet(), viewer);
        return some.stream().flatMap(room -> Optional.ofNullable(hosts.get(room.creator())).map(host -> {
            Schedule schedule = planned.get(room.id());
            RoomView view = view(room, host);
            return schedule == null ? view : shown(view, schedule, people.getOrDefault(room.id(), AttendanceView.NONE));
        }).stream()).toList();
    }

    RoomView view(Room room, Account host) {
        Count now = liveRooms.count(new Count(room.id(), room.people(), room.liveSince()));
        return new RoomView(room.id().value(), room.name(), room.name(), room.description(), room.isPrivate(), room.isPrivate() ? "private" : "public", room.stage(),
                room.locked(), capacity.of(room.maxParticipants()), now.people(),
                person(host), room.tags(), room.cameras().word(), room.screens().word(), room.createdAt(), now.since(), null, null, theme(room));
    }

    @Nullable ThemeView theme(Room room) {
        return room.colour() == null && room.cover() == null ? null : new ThemeView(room.colour(), room.cover() == null ? null : addresses.base() + "/api/covers/" + room.cover());
    }

    /** A person as others see them: without address and phone number. */
    public Person person(Account account) {
        return new Person(account.id().value(), account.username(), account.name(), accounts.avatar(account), account.isGuest() ? true : null);
    }

    static Problem notFound() {
        return new Problem("room_not_found", 404, "There is no such room, or it is private and you are not a member.");
    }

    public static Problem noSuchMessage() {
        return new Problem("message_not_found", 404, "There is no such message in this room.");
    }

    static Problem nobody() {
        return new Problem("not_found", 404, "Nobody has this id.");
    }

    static Problem notHost() {
        return forbidden("Only the host can hand the room over.");
    }

    public static Problem banned() {
        return new Problem("banned", 403, "You cannot enter this room.");
    }

    static Problem forbidden(String why) {
        return new Problem("forbidden", 403, why);
    }
}
