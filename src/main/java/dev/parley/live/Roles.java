package dev.parley.live;

import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage.RoleChanged;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each person may do in a live room: the roles that last, and the acting moderator for as long as no real one is there. */
final class Roles {
    private final RoomId roomId;
    private final Seats seats;
    private final Mesh mesh;
    private final Shows shows;
    /** Roles that were given while the room is live. They may not be stored yet; those given by acting moderators never are. */
    final Map<UserId, Role> given = new HashMap<>();
    /** The ranks of people who left, so that nobody acts on a superior who has just stepped out. */
    final Map<UserId, Role> left = new HashMap<>();
    /** Whether a real moderator has been here. Without this, the first person to come would become acting moderator. */
    boolean moderated;

    Roles(RoomId roomId, Seats seats, Mesh mesh, Shows shows) {
        this.roomId = roomId;
        this.seats = seats;
        this.mesh = mesh;
        this.shows = shows;
    }

    /** The role of somebody who is not here: the stored one, unless it has changed since. */
    @Nullable Role of(UserId userId, @Nullable Role stored) {
        Role role = given.get(userId);
        return role != null ? role : stored;
    }

    /** The rank of somebody, whether they are here or not; null if it is not known. */
    @Nullable Role rank(UserId userId, @Nullable Role stored) {
        Seat seat = seats.ofPerson(userId);
        return seat != null ? seat.rank() : of(userId, stored != null ? stored : left.get(userId));
    }

    void left(Seat seat) {
        left.put(seat.userId(), seat.rank());
    }

    /** A person who was made a listener stays one: leaving and coming back must not make them a speaker again. */
    void forget(UserId userId) {
        given.computeIfPresent(userId, (_, role) -> role == Role.LISTENER ? role : null);
        left.remove(userId);
    }

    /** Somebody who was removed from a stage listens when they come back. */
    void removed(Seat seat) {
        if (seat.rank() == Role.SPEAKER) {
            given.put(seat.userId(), Role.LISTENER);
        }
    }

    /** Gives a role to a person who is not here. If it is not for good, it holds until the room is empty. */
    void give(Turn turn, UserId userId, Role role, boolean forGood, Instant now) {
        given.put(userId, role);
        if (forGood) {
            turn.remember(new Fact.RoleGiven(roomId, userId, role, now));
        }
    }

    void give(Turn turn, Seat seat, Role role, boolean forGood, Instant now) {
        give(turn, seat.userId(), role, forGood, now);
        seat.lasting = true;
        if (seat.beforeActing != role) {
            become(turn, seat, role);
        }
    }

    /** For this visit only: in a room where everybody speaks, somebody who stepped down speaks again when they come back. */
    void stepDown(Turn turn, Seat seat) {
        become(turn, seat, Role.LISTENER);
    }

    private void become(Turn turn, Seat seat, Role role) {
        seat.beforeActing = null;
        change(turn, seat, role);
        if (role.moderates()) {
            arrive(turn);
        }
        handOver(turn);
    }

    /** The new host first, so that the room is never without one. */
    void changeHost(Turn turn, UserId from, UserId to) {
        given.put(to, Role.HOST);
        given.remove(from, Role.HOST);
        Seat next = seats.ofPerson(to);
        if (next != null) {
            next.lasting = true;
            become(turn, next, Role.HOST);
        }
        Seat before = seats.ofPerson(from);
        if (before != null && before.role == Role.HOST) {
            become(turn, before, Role.MODERATOR);
        }
    }

    void keepAsModerator(UserId userId) {
        given.put(userId, Role.MODERATOR);
    }

    void change(Turn turn, Seat seat, Role role) {
        Role before = seat.role;
        if (before == role) {
            return;
        }
        seats.catchUp(turn);
        seat.role = role;
        seats.tell(turn, new RoleChanged(seat.userId(), role));
        if (role.moderates()) {
            // There may be nobody else who could allow a moderator to unmute.
            seats.allow(turn, seat);
        }
        if (role.speaks() && !before.speaks()) {
            seat.invitedBy = null;
            if (seat.handSince != null) {
                seats.setHand(turn, seat, null);
            }
        } else if (!role.speaks() && !seat.muted) {
            seats.setMuted(turn, seat, true);
        }
        shows.endForbidden(turn, seat);
        mesh.reconnect(turn, seat, before);
    }

    /** A real moderator is here. */
    void arrive(Turn turn) {
        moderated = true;
        endActing(turn);
    }

    /** When all moderators have left, a speaker acts as moderator until a real one comes back. */
    void handOver(Turn turn) {
        Seat next = seats.nextModerator();
        if (next != null && moderated) {
            next.beforeActing = next.role;
            change(turn, next, Role.MODERATOR);
        }
    }

    private void endActing(Turn turn) {
        for (Seat seat : seats.all()) {
            if (seat.beforeActing != null) {
                Role before = seat.beforeActing;
                seat.beforeActing = null;
                change(turn, seat, before);
            }
        }
    }
}
