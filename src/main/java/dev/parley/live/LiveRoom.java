package dev.parley.live;

import dev.parley.problem.Problem;
import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.Hand;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.MuteState;
import dev.parley.protocol.ClientMessage.React;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Signal;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.ClientMessage.Video;
import dev.parley.protocol.Participant;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage.InvitedToSpeak;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.PeerAway;
import dev.parley.protocol.ServerMessage.PeerBack;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.RoomClosed;
import dev.parley.protocol.ServerMessage.RoomUpdated;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room while people are in it. Each method is one turn: it refuses with a {@link Problem} before it changes anything, or changes the
 * room and returns what follows. It knows no thread, clock or socket; who calls it does one turn at a time.
 */
public final class LiveRoom {
    final Seats seats;
    final Roles roles;
    final Set<String> banned = new HashSet<>();
    RoomView room;
    private final boolean stored;
    private @Nullable Instant since;

    public LiveRoom(RoomView room) {
        this(room, true);
    }

    private LiveRoom(RoomView room, boolean stored) {
        this.room = room;
        this.stored = stored;
        seats = new Seats(room.id());
        roles = new Roles(room.id(), seats);
    }

    /** A call that is nowhere written down, and is over when the last one has left it. */
    public static LiveRoom adHoc(RoomView call) {
        return new LiveRoom(call, false);
    }

    public Turn join(String peer, Guest guest, Instant now) {
        return join(peer, null, guest, now);
    }

    /** In the words of calls, with the id that PeerJS knows the newcomer by. */
    public Turn call(String peer, String callId, Guest guest, Instant now) {
        return join(peer, callId, guest, now);
    }

    private Turn join(String peer, @Nullable String callId, Guest guest, Instant now) {
        Turn turn = new Turn(this);
        String userId = guest.person().id();
        if (banned.contains(userId)) {
            throw Moderating.banned();
        }
        Seat seat = seats.ofPerson(userId);
        if (seat == null) {
            Role own = roles.of(userId, guest.role());
            Role role = own != null ? own : room.stage() ? Role.LISTENER : Role.SPEAKER;
            admit(role);
            since = since == null ? now : since;
            seat = new Seat(peer, guest.person(), role, own != null, now);
            seat.callId = callId;
            if (role.moderates()) {
                seats.silence(seat, false);
                roles.arrive(turn);
            }
            seats.add(seat);
        } else if (!seat.peer.equals(peer) || !Objects.equals(seat.callId, callId)) {
            seats.sayGoodbye(turn, seat);
            if (!seat.peer.equals(peer)) {
                turn.to(seat.peer, new Removed("joined_elsewhere", false));
            }
            seats.move(seat, peer);
            seat.callId = callId;
            seat.person = guest.person();
            seat.muted = true;
            seat.videoOn = false;
            seat.awaySince = null;
        } else {
            Turn again = back(peer).to(peer, joined(seat));
            remindOfInvitation(again, seat);
            return again;
        }
        turn.to(peer, joined(seat));
        seats.introduce(turn, seat);
        for (Seat other : seats.all()) {
            if (!other.muted) {
                turn.to(peer, new MuteInfo(other.userId(), false, false));
            }
        }
        remindOfInvitation(turn, seat);
        roles.handOver(turn);
        return turn;
    }

    /** Whoever takes a seat over has not heard what was said to the connection before. */
    private static void remindOfInvitation(Turn turn, Seat seat) {
        if (seat.invitedBy != null) {
            turn.to(seat.peer, new InvitedToSpeak(seat.invitedBy));
        }
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
            case RelaySdp sdp -> new Talking(this, me).relay(sdp);
            case RelayIce ice -> new Talking(this, me).relay(ice);
            case Mute mute -> new Talking(this, me).mute(mute);
            case MuteState(Mute mute) -> new Talking(this, me).muteIfChanged(mute);
            case Hand hand -> new Talking(this, me).hand(hand.raised(), now);
            case Speak speak -> new Talking(this, me).answer(speak.accept());
            case Chat chat -> new Talking(this, me).chat(chat.text(), now);
            case React react -> new Talking(this, me).react(react.emoji());
            case Leave leave -> new Talking(this, me).leave(leave);
            case Signal signal -> new Talking(this, me).signal(signal);
            case Video video -> new Talking(this, me).video(video);
            case SetRole(String userId, Role role) when role == Role.LISTENER && userId.equals(me.userId()) && me.rank() == Role.SPEAKER ->
                    new Talking(this, me).stepDown();
            case Moderation moderation -> moderate(new Actor(me.userId(), me.role), moderation, null, now);
        };
    }

    /** Who acts on a room, by the seat or by what is stored. */
    public record Actor(String userId, Role role) {}

    /**
     * Over REST, where nobody needs a seat: who sits here has the role that they have here. The target's role is the stored one, if they
     * have any.
     */
    public Turn by(String userId, @Nullable Role stored, Moderation moderation, @Nullable Role target, Instant now) {
        Seat seat = seats.ofPerson(userId);
        Role role = seat != null ? seat.role : roles.of(userId, stored);
        if (banned.contains(userId)) {
            throw Moderating.banned();
        }
        return moderate(new Actor(userId, role == null ? Role.LISTENER : role), moderation, target == null ? Role.LISTENER : target, now);
    }

    private Turn moderate(Actor actor, Moderation moderation, @Nullable Role target, Instant now) {
        return new Moderating(this, actor, target, now).on(moderation);
    }

    /** Ends a seat for good. */
    void free(Turn turn, Seat seat) {
        seats.sayGoodbye(turn, seat);
        seats.remove(seat);
        roles.left(seat);
        roles.handOver(turn);
    }

    /** The socket is gone, but its owner may come back: the seat is kept. */
    public Turn lost(String peer, Instant now) {
        Turn turn = new Turn(this);
        Seat seat = seats.ofPeer(peer);
        if (seat != null && seat.awaySince == null) {
            seat.awaySince = now;
            seats.tellOthers(turn, seat, new PeerAway(peer));
        }
        return turn;
    }

    public Turn back(String peer) {
        Turn turn = new Turn(this);
        Seat seat = seats.ofPeer(peer);
        if (seat != null && seat.awaySince != null) {
            seat.awaySince = null;
            seats.tellOthers(turn, seat, new PeerBack(peer));
        }
        return turn;
    }

    /** Nobody came back to this seat, or nobody may. */
    public Turn gone(String peer) {
        Turn turn = new Turn(this);
        Seat seat = seats.ofPeer(peer);
        if (seat != null) {
            free(turn, seat);
        }
        return turn;
    }

    /** This person is to be here no longer, whoever they are to the room; what they were in it is forgotten. */
    public Turn dismiss(String userId, String reason) {
        Turn turn = new Turn(this);
        roles.forget(userId);
        Seat seat = seats.ofPerson(userId);
        if (seat != null) {
            turn.to(seat.peer, new Removed(reason, reason.equals("banned")));
            free(turn, seat);
        }
        return turn;
    }

    /** The same, and they are no longer a member. It is a turn, so that a role given before it cannot be written after it. */
    public Turn endMembership(String userId, String reason) {
        return dismiss(userId, reason).remember(new Fact.Left(room.id(), userId));
    }

    /** The room was changed where it is stored. */
    public Turn update(RoomView changed) {
        boolean stageEnds = room.stage() && !changed.stage();
        room = changed;
        Turn turn = new Turn(this);
        seats.tell(turn, new RoomUpdated(view()));
        if (stageEnds) {
            seats.all().stream().filter(seat -> !seat.role.speaks() && !seat.lasting)
                    .forEach(seat -> roles.change(turn, seat, Role.SPEAKER));
            roles.handOver(turn);
        }
        return turn;
    }

    public Turn close(String reason) {
        Turn turn = new Turn(this);
        seats.tell(turn, new RoomClosed(reason));
        seats.clear();
        return turn;
    }

    public RoomView view() {
        return room.with(seats.count(), since);
    }

    public List<Participant> participants() {
        return seats.seen();
    }

    public List<CallParticipant> callers() {
        return seats.seenByCallers();
    }

    public boolean isStored() {
        return stored;
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

    static Problem notInRoom() {
        return new Problem("not_in_room", 409, "You are not in this room. Join it first.");
    }
}
