package dev.parley.live;

import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.Hand;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.React;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.Ids;
import dev.parley.protocol.Participant;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.HandRaised;
import dev.parley.protocol.ServerMessage.IceCandidate;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.Muted;
import dev.parley.protocol.ServerMessage.PeerAway;
import dev.parley.protocol.ServerMessage.PeerBack;
import dev.parley.protocol.ServerMessage.Reacted;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.RoleChanged;
import dev.parley.protocol.ServerMessage.RoomClosed;
import dev.parley.protocol.ServerMessage.RoomUpdated;
import dev.parley.protocol.ServerMessage.Said;
import dev.parley.protocol.ServerMessage.SessionDescription;
import dev.parley.protocol.ServerMessage.SpeakAnswered;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room while people are in it. Each method is one turn: it refuses with a {@link Problem} before it changes anything, or changes the
 * room and returns what follows. It knows no thread, clock or socket; who calls it does one turn at a time.
 */
public final class LiveRoom {
    final Seats seats = new Seats();
    final Set<String> banned = new HashSet<>();
    /** Roles given while the room is live, which the database may not know yet. */
    final Map<String, Role> given = new HashMap<>();
    RoomView room;
    private @Nullable Instant since;

    public LiveRoom(RoomView room) {
        this.room = room;
    }

    public Turn join(String peer, Guest guest, Instant now) {
        Turn turn = new Turn();
        String userId = guest.person().id();
        if (banned.contains(userId)) {
            throw Moderating.banned();
        }
        Seat seat = seats.ofPerson(userId);
        if (seat == null) {
            Role role = given.getOrDefault(userId, guest.role() != null ? guest.role() : room.stage() ? Role.LISTENER : Role.SPEAKER);
            admit(role);
            since = since == null ? now : since;
            seat = new Seat(peer, guest.person(), role, now);
            seats.add(seat);
            if (role.moderates()) {
                endActing(turn);
            }
        } else if (!seat.peer.equals(peer)) {
            seats.sayGoodbye(turn, seat);
            turn.to(seat.peer, new Removed("joined_elsewhere", false));
            seats.move(seat, peer);
            seat.muted = true;
            seat.awaySince = null;
        } else {
            return turn.to(peer, joined(seat));
        }
        turn.to(peer, joined(seat));
        seats.introduce(turn, seat);
        for (Seat other : seats.all()) {
            if (!other.muted) {
                turn.to(peer, new MuteInfo(other.userId(), false, false));
            }
        }
        handOver(turn);
        return turn;
    }

    private void admit(Role role) {
        if (room.locked() && !role.moderates()) {
            throw new Problem("room_locked", 403, "This room is locked. Ask a moderator to let you in.");
        }
        if (seats.count() >= room.maxParticipants()) {
            throw new Problem("room_full", 409, "This room is full. Try again when somebody has left.");
        }
    }

    private Joined joined(Seat seat) {
        return new Joined(view(), seat.role, seats.seen(seat), participants());
    }

    public Turn on(String peer, InRoom message, Instant now) {
        Seat me = seats.ofPeer(peer);
        if (me == null) {
            throw notInRoom();
        }
        return switch (message) {
            case RelaySdp sdp -> relaySdp(me, sdp);
            case RelayIce ice -> new Turn().to(connectedPeer(me, ice.peerId()).peer, new IceCandidate(me.peer, ice.icecandidate()));
            case Mute mute -> mute(me, mute);
            case Hand hand -> hand(me, hand.raised(), now);
            case Speak speak -> speak(me, speak.accept());
            case Chat chat -> chat(me, chat.text(), now);
            case React react -> told(new Reacted(me.userId(), react.emoji()));
            case Leave leave -> leave(me, leave);
            case SetRole(String userId, Role role) when role == Role.LISTENER && userId.equals(me.userId()) && me.role == Role.SPEAKER -> stepDown(me);
            case Moderation moderation -> moderate(new Actor(me.userId(), me.role), moderation, null, now);
        };
    }

    /** Who acts on a room, by the seat or by what is stored. */
    public record Actor(String userId, Role role) {}

    /** Over REST, without a seat: who sits here has the role that they have here. The target's role is the stored one, if they have any. */
    public Turn by(String userId, @Nullable Role stored, Moderation moderation, @Nullable Role target, Instant now) {
        Seat seat = seats.ofPerson(userId);
        Role role = seat != null ? seat.role : given.getOrDefault(userId, stored == null ? Role.LISTENER : stored);
        return moderate(new Actor(userId, role), moderation, target, now);
    }

    private Turn moderate(Actor actor, Moderation moderation, @Nullable Role target, Instant now) {
        return new Moderating(this, actor, target, now).on(moderation);
    }

    private Turn relaySdp(Seat me, RelaySdp sdp) {
        Seat other = connectedPeer(me, sdp.peerId());
        if (!me.role.speaks() && Sdp.sendsMedia(sdp.sessionDescription())) {
            throw new Problem("forbidden", 403, "You are listening. Raise your hand to be invited to speak.");
        }
        return new Turn().to(other.peer, new SessionDescription(me.peer, sdp.sessionDescription()));
    }

    private Seat connectedPeer(Seat me, String peer) {
        Seat other = seats.ofPeer(peer);
        if (other == null || other.equals(me)) {
            throw new Problem("no_such_peer", 404, "There is no such peer in this room.");
        }
        if (!Seats.connected(me.role, other.role)) {
            throw new Problem("forbidden", 403, "Two who listen are not connected to each other.");
        }
        return other;
    }

    private Turn mute(Seat me, Mute mute) {
        if (mute.roomId() != null && !mute.roomId().equals(room.id())) {
            throw notInRoom();
        }
        if (mute.userId() != null && !mute.userId().equals(me.userId())) {
            throw new Problem("identity_mismatch", 403, "You can only mute and unmute yourself.");
        }
        if (!mute.muted() && seats.isSilenced(me)) {
            throw new Problem("forbidden", 403, "A moderator muted you. You can unmute once they allow it.");
        }
        if (!mute.muted() && !me.role.speaks()) {
            throw new Problem("forbidden", 403, "You are listening. Raise your hand to be invited to speak.");
        }
        Turn turn = new Turn();
        setMuted(turn, me, mute.muted());
        return turn;
    }

    void setMuted(Turn turn, Seat seat, boolean muted) {
        seat.muted = muted;
        seats.tell(turn, new Muted(muted, room.id(), seat.peer, seat.userId()));
        seats.tell(turn, new MuteInfo(seat.userId(), muted, seats.isSilenced(seat)));
    }

    private Turn hand(Seat me, boolean raised, Instant now) {
        Turn turn = new Turn();
        if (raised != (me.handSince != null)) {
            setHand(turn, me, raised ? now : null);
        }
        return turn;
    }

    void setHand(Turn turn, Seat seat, @Nullable Instant since) {
        seat.handSince = since;
        seats.tell(turn, new HandRaised(seat.userId(), since != null, since == null ? 0 : seats.handPosition(seat), since));
    }

    private Turn speak(Seat me, boolean accept) {
        if (me.invitedBy == null) {
            throw new Problem("forbidden", 403, "You have not been invited to speak.");
        }
        Turn turn = new Turn();
        Seat inviter = seats.ofPerson(me.invitedBy);
        if (inviter != null) {
            turn.to(inviter.peer, new SpeakAnswered(me.userId(), accept));
        }
        me.invitedBy = null;
        if (accept) {
            giveRole(turn, me, Role.SPEAKER);
        } else if (me.handSince != null) {
            setHand(turn, me, null);
        }
        return turn;
    }

    private Turn stepDown(Seat me) {
        Turn turn = new Turn();
        giveRole(turn, me, Role.LISTENER);
        return turn;
    }

    private Turn chat(Seat me, String text, Instant now) {
        String id = Ids.fresh();
        return told(new Said(id, me.userId(), text, now)).remember(new Fact.Said(room.id(), id, me.userId(), text, now));
    }

    private Turn told(ServerMessage message) {
        Turn turn = new Turn();
        seats.tell(turn, message);
        return turn;
    }

    private Turn leave(Seat me, Leave leave) {
        if (leave.roomId() != null && !leave.roomId().equals(room.id())) {
            throw notInRoom();
        }
        Turn turn = new Turn();
        free(turn, me);
        return turn;
    }

    /** A role that lasts. */
    void giveRole(Turn turn, Seat seat, Role role) {
        given.put(seat.userId(), role);
        turn.remember(new Fact.RoleGiven(room.id(), seat.userId(), role));
        seat.beforeActing = null;
        changeRole(turn, seat, role);
        handOver(turn);
    }

    private void changeRole(Turn turn, Seat seat, Role role) {
        Role before = seat.role;
        if (before == role) {
            return;
        }
        seat.role = role;
        seats.tell(turn, new RoleChanged(seat.userId(), role));
        if (role.speaks()) {
            seat.invitedBy = null;
            if (seat.handSince != null) {
                setHand(turn, seat, null);
            }
        } else if (!seat.muted) {
            setMuted(turn, seat, true);
        }
        seats.reconnect(turn, seat, before);
    }

    /** Ends a seat for good. */
    void free(Turn turn, Seat seat) {
        seats.sayGoodbye(turn, seat);
        seats.remove(seat);
        handOver(turn);
    }

    /** A room with speakers in it has somebody who can keep order, until one comes back whose office it is. */
    private void handOver(Turn turn) {
        Seat next = seats.nextModerator();
        if (next != null) {
            next.beforeActing = next.role;
            changeRole(turn, next, Role.MODERATOR);
        }
    }

    private void endActing(Turn turn) {
        for (Seat seat : seats.all()) {
            if (seat.beforeActing != null) {
                Role before = seat.beforeActing;
                seat.beforeActing = null;
                changeRole(turn, seat, before);
            }
        }
    }

    /** The socket is gone, but its owner may come back: the seat is kept. */
    public Turn lost(String peer, Instant now) {
        Turn turn = new Turn();
        Seat seat = seats.ofPeer(peer);
        if (seat != null && seat.awaySince == null) {
            seat.awaySince = now;
            seats.tellOthers(turn, seat, new PeerAway(peer));
        }
        return turn;
    }

    public Turn back(String peer) {
        Turn turn = new Turn();
        Seat seat = seats.ofPeer(peer);
        if (seat != null && seat.awaySince != null) {
            seat.awaySince = null;
            seats.tellOthers(turn, seat, new PeerBack(peer));
        }
        return turn;
    }

    /** Nobody came back to this seat, or nobody may. */
    public Turn gone(String peer) {
        Turn turn = new Turn();
        Seat seat = seats.ofPeer(peer);
        if (seat != null) {
            free(turn, seat);
        }
        return turn;
    }

    /** This person is to be here no longer, whoever they are to the room; what they were in it is forgotten. */
    public Turn dismiss(String userId, String reason) {
        Turn turn = new Turn();
        given.remove(userId);
        Seat seat = seats.ofPerson(userId);
        if (seat != null) {
            turn.to(seat.peer, new Removed(reason, reason.equals("banned")));
            free(turn, seat);
        }
        return turn;
    }

    /** The room was changed where it is stored. */
    public Turn update(RoomView changed) {
        room = changed;
        Turn turn = told(new RoomUpdated(view()));
        if (!room.stage()) {
            seats.all().stream().filter(seat -> !seat.role.speaks() && !given.containsKey(seat.userId())).toList()
                    .forEach(seat -> changeRole(turn, seat, Role.SPEAKER));
        }
        return turn;
    }

    public Turn close(String reason) {
        Turn turn = told(new RoomClosed(reason));
        seats.clear();
        return turn;
    }

    public RoomView view() {
        return room.with(seats.count(), since);
    }

    public List<Participant> participants() {
        return seats.seen();
    }

    public String id() {
        return room.id();
    }

    /** Since when anybody has been here. */
    public @Nullable Instant since() {
        return since;
    }

    public int count() {
        return seats.count();
    }

    public boolean isEmpty() {
        return seats.count() == 0;
    }

    private static Problem notInRoom() {
        return new Problem("not_in_room", 409, "You are not in this room. Join it first.");
    }
}
