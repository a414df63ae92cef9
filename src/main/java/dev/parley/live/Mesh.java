package dev.parley.live;

import dev.parley.protocol.Role;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.DropPeer;

/** Voices from browser to browser. Two people are connected if one of them hears the other; two listeners are not. */
final class Mesh {
    private final Seats seats;

    Mesh(Seats seats) {
        this.seats = seats;
    }

    static boolean connected(Seat one, Seat other) {
        return connected(one, one.role, other);
    }

    private static boolean connected(Seat one, Role role, Seat other) {
        return one.meshed && other.meshed && (role.speaks() || other.role.speaks());
    }

    /** The newcomer offers. */
    void introduce(Turn turn, Seat newcomer) {
        for (Seat other : seats.all()) {
            if (!other.equals(newcomer) && connected(newcomer, other)) {
                connect(turn, newcomer, other);
            }
        }
    }

    /** Connects all those who are not connected yet. Of two, the one who came later offers. */
    void addEverybody(Turn turn) {
        for (Seat seat : seats.all()) {
            if (!seat.meshed) {
                seat.meshed = true;
                introduce(turn, seat);
            }
        }
    }

    /** The clients give up their connections by themselves. */
    void end() {
        seats.all().forEach(seat -> seat.meshed = false);
    }

    /**
     * Makes and ends the connections that the new role asks for. Somebody who may no longer speak is cut off by the others, because their own
     * client cannot be trusted to do it.
     */
    void reconnect(Turn turn, Seat changed, Role before) {
        for (Seat other : seats.all()) {
            if (other.equals(changed)) {
                continue;
            }
            boolean was = connected(changed, before, other);
            boolean is = connected(changed, other);
            boolean cutOff = before.speaks() && !changed.role.speaks();
            if (was && cutOff) {
                turn.to(other.peer, new DropPeer(changed.peer));
                turn.to(changed.peer, new DropPeer(other.peer));
            }
            if (is && (!was || cutOff)) {
                connect(turn, changed, other);
            }
        }
    }

    private static void connect(Turn turn, Seat offers, Seat answers) {
        turn.to(offers.peer, new AddPeer(answers.peer, true, answers.person));
        turn.to(answers.peer, new AddPeer(offers.peer, false, offers.person));
    }
}
