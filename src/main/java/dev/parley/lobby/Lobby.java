package dev.parley.lobby;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.live.Fact;
import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Count;
import dev.parley.member.Standing;
import dev.parley.member.Standings;
import dev.parley.problem.Problem;
import dev.parley.protocol.Participant;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one sees of rooms from outside: which there are for whom, who made them, and how many are in them right now. */
@ApplicationScoped
public class Lobby {
    /** No id of ours is longer. */
    private static final int LONGEST_ID = 128;

    @Inject
    Rooms rooms;

    @Inject
    Standings standings;

    @Inject
    Accounts accounts;

    @Inject
    Ledger ledger;

    @Inject
    LiveRooms liveRooms;

    /** A room and what somebody is to it, with what the live room decided and the database does not know yet. */
    record Sight(Room room, Standing standing) {
        String userId() {
            return standing.userId();
        }

        boolean isVisible() {
            return room.isHost(userId()) || (room.isPrivate() ? standing.belongs() : true);
        }

        /** A banned person may see a public room, but not the people in it. */
        boolean showsPeople() {
            return isVisible() && !standing.banned();
        }

        @Nullable Role role() {
            return room.isHost(userId()) ? Role.HOST : standing.banned() ? null : standing.role();
        }
    }

    /** Whether there is such a room for somebody, and they may know who is in it. */
    public boolean showsPeople(String roomId, String userId) {
        return find(roomId, userId).filter(Sight::showsPeople).isPresent();
    }

    Optional<Sight> find(String roomId, String userId) {
        if (roomId.length() > LONGEST_ID) {
            return Optional.empty();
        }
        List<Fact> pending = ledger.pending(roomId);
        Room room = after(pending, rooms.byId(roomId).orElse(null));
        if (room == null) {
            return Optional.empty();
        }
        Standing standing = standings.of(roomId, userId);
        for (Fact fact : pending) {
            standing = standing.after(fact);
        }
        return Optional.of(new Sight(room, standing));
    }

    Optional<Room> find(String roomId) {
        List<Fact> pending = ledger.pending(roomId);
        return Optional.ofNullable(after(pending, rooms.byId(roomId).orElse(null)));
    }

    private static @Nullable Room after(List<Fact> pending, @Nullable Room stored) {
        Room room = stored;
        for (Fact fact : pending) {
            room = room == null ? null : room.after(fact);
        }
        return room;
    }

    /** A room that this person may know of: who may not see it learns nothing, not even that it is there. */
    Sight look(String roomId, String userId) {
        return find(roomId, userId).filter(Sight::isVisible).orElseThrow(Lobby::notFound);
    }

    /** The same room as seen by somebody else, visible or not. */
    Sight look(Sight sight, String userId) {
        return find(sight.room().id(), userId).orElseThrow(Lobby::notFound);
    }

    /** What they may do now: by their seat if they have one, where somebody may act as moderator for the time being. */
    Optional<Role> roleNow(Sight sight) {
        return liveRooms.look(new RoomId(sight.room().id())).stream().flatMap(seen -> seen.participants().stream())
                .filter(participant -> participant.id().equals(sight.userId())).map(Participant::role).findFirst().flatMap(Role::of)
                .or(() -> Optional.ofNullable(sight.role()));
    }

    /** For acts that last and for what only moderators may see. The role has to be stored: an acting moderator is refused. */
    Sight lookAsModerator(String roomId, String userId) {
        Sight sight = look(roomId, userId);
        return requireModerator(sight, Optional.ofNullable(sight.role()));
    }

    /** For keeping order among the people who are there. An acting moderator may do that. */
    Sight lookToKeepOrder(String roomId, String userId) {
        Sight sight = look(roomId, userId);
        return requireModerator(sight, roleNow(sight));
    }

    private static Sight requireModerator(Sight sight, Optional<Role> role) {
        if (!role.map(Role::moderates).orElse(false)) {
            throw forbidden("Only hosts and moderators can do this.");
        }
        return sight;
    }

    /** Somebody who has an account. */
    Account somebody(String userId) {
        return Optional.of(userId).filter(id -> id.length() <= LONGEST_ID).flatMap(accounts::byId)
                .orElseThrow(() -> new Problem("not_found", 404, "There is nobody of this id."));
    }

    RoomView view(Room room) {
        return views(List.of(room)).stream().findFirst().orElseThrow(Lobby::notFound);
    }

    /** In the same order; without those whose host is just leaving for good. */
    List<RoomView> views(List<Room> some) {
        Map<String, Account> hosts = accounts.byIds(some.stream().map(Room::creator).distinct().toList());
        return some.stream().flatMap(room -> Optional.ofNullable(hosts.get(room.creator())).map(host -> view(room, host)).stream()).toList();
    }

    RoomView view(Room room, Account host) {
        Count now = liveRooms.count(new RoomId(room.id()));
        return new RoomView(room.id(), room.name(), room.name(), room.description(), room.isPrivate(), room.isPrivate() ? "private" : "public", room.stage(),
                room.locked(), room.maxParticipants(), now.people(),
                new Person(host.id(), host.username(), host.name(), accounts.avatar(host)), room.tags(), Instant.parse(room.createdAt()), now.since());
    }

    /** As others see them: no address, no number. */
    Person person(Account account) {
        return new Person(account.id(), account.username(), account.name(), accounts.avatar(account));
    }

    static Problem notFound() {
        return new Problem("room_not_found", 404, "There is no such room, or it is private and you are not a member.");
    }

    static Problem banned() {
        return new Problem("banned", 403, "You cannot enter this room.");
    }

    static Problem forbidden(String why) {
        return new Problem("forbidden", 403, why);
    }
}
