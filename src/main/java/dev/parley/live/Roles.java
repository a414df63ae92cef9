package dev.parley.live;

import dev.parley.protocol.Role;
import dev.parley.protocol.ServerMessage.RoleChanged;
import java.util.HashMap;
import java.util.Map;

/** Who may do what in a live room: the roles that last, and the office that somebody holds while nobody is there whose it is. */
final class Roles {
    private final String roomId;
    private final Seats seats;
    /** Given while the room is live, so that the database may not know them yet. */
    private final Map<String, Role> given = new HashMap<>();

    Roles(String roomId, Seats seats) {
        this.roomId = roomId;
        this.seats = seats;
    }

    Role of(String userId, Role otherwise) {
        return given.getOrDefault(userId, otherwise);
    }

    boolean isGiven(String userId) {
        return given.containsKey(userId);
    }

    void forget(String userId) {
        given.remove(userId);
    }

    /** To somebody who is not here. */
    void give(Turn turn, String userId, Role role) {
        given.put(userId, role);
        turn.remember(new Fact.RoleGiven(roomId, userId, role));
    }

    void give(Turn turn, Seat seat, Role role) {
        give(turn, seat.userId(), role);
        seat.beforeActing = null;
        change(turn, seat, role);
        handOver(turn);
    }

    void change(Turn turn, Seat seat, Role role) {
        Role before = seat.role;
        if (before == role) {
            return;
        }
        seat.role = role;
        seats.tell(turn, new RoleChanged(seat.userId(), role));
        if (role.speaks()) {
            seat.invitedBy = null;
            if (seat.handSince != null) {
                seats.setHand(turn, seat, null);
            }
        } else if (!seat.muted) {
            seats.setMuted(turn, seat, true);
        }
        seats.reconnect(turn, seat, before);
    }

    /** A room with speakers in it has somebody who can keep order, until one comes back whose office it is. */
    void handOver(Turn turn) {
        Seat next = seats.nextModerator();
        if (next != null) {
            next.beforeActing = next.role;
            change(turn, next, Role.MODERATOR);
        }
    }

    void endActing(Turn turn) {
        for (Seat seat : seats.all()) {
            if (seat.beforeActing != null) {
                Role before = seat.beforeActing;
                seat.beforeActing = null;
                change(turn, seat, before);
            }
        }
    }
}
