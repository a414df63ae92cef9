package dev.parley.live;

import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.React;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.Signal;
import dev.parley.protocol.ClientMessage.Video;
import dev.parley.protocol.Description;
import dev.parley.protocol.Ids;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage.IceCandidate;
import dev.parley.protocol.ServerMessage.Reacted;
import dev.parley.protocol.ServerMessage.Said;
import dev.parley.protocol.ServerMessage.SessionDescription;
import dev.parley.protocol.ServerMessage.SpeakAnswered;
import dev.parley.protocol.Source;
import dev.parley.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people in a live room do for themselves: they talk, write and ask to speak. Each such act is one turn. */
final class Talking {
    private final LiveRoom live;
    private final Seats seats;
    private final Seat me;
    private final Turn turn;

    Talking(LiveRoom live, Seat me) {
        this.live = live;
        this.seats = live.seats;
        this.me = me;
        this.turn = new Turn(live);
    }

    Turn relay(RelayIce ice) {
        return turn.to(connectedPeer(ice.peerId()).peer, new IceCandidate(me.peer, ice.icecandidate()));
    }

    Turn relay(RelaySdp sdp) {
        Seat other = connectedPeer(sdp.peerId());
        requireAllowed(sdp.sessionDescription());
        return turn.to(other.peer, new SessionDescription(me.peer, sdp.sessionDescription()));
    }

    /** Checked whatever the signal is called, because the other side may read it as a description. */
    Turn signal(Signal signal) {
        requireHere(signal.roomId(), signal.fromUserId());
        Seat other = connected(seats.ofPerson(signal.toUserId()));
        requireAllowed(signal.signal());
        return turn.to(other.peer, new CallWords(live).heard(signal, me, other));
    }

    /** Whatever the client says that it shows, nobody sends pictures who may show none. */
    private void requireAllowed(Description description) {
        if (!me.role.speaks() && description.sends()) {
            throw listening();
        }
        boolean shows = live.room.allows(Source.CAMERA, me.role) || live.room.allows(Source.SCREEN, me.role);
        if (!shows && description.sendsPictures()) {
            throw new Problem("forbidden", 403, "Cameras and screens are not allowed here.");
        }
    }

    private Seat connectedPeer(PeerId peer) {
        return connected(seats.ofPeer(peer));
    }

    private Seat connected(@Nullable Seat other) {
        if (other == null || other.equals(me)) {
            throw new Problem("no_such_peer", 404, "There is no such peer in this room.");
        }
        if (!Mesh.connected(me, other)) {
            throw new Problem("forbidden", 403, "You are not connected to each other: two listeners never are, and nobody is while a media server carries the room.");
        }
        return other;
    }

    Turn mute(Mute mute) {
        requireHere(mute.roomId(), mute.userId());
        if (!mute.muted() && seats.isSilenced(me)) {
            throw new Problem("forbidden", 403, "A moderator muted you. You can unmute when a moderator allows it.");
        }
        if (!mute.muted() && !me.role.speaks()) {
            throw listening();
        }
        seats.setMuted(turn, me, mute.muted());
        return turn;
    }

    Turn muteIfChanged(Mute mute) {
        if (mute.muted() != me.muted) {
            return mute(mute);
        }
        requireHere(mute.roomId(), mute.userId());
        return turn;
    }

    Turn video(Video video) {
        requireHere(video.roomId(), video.userId());
        return show(Source.CAMERA, video.on());
    }

    /** A microphone is switched by muting, whatever one calls it. */
    Turn show(Source source, boolean on) {
        if (source == Source.MICROPHONE) {
            return mute(new Mute(!on, null, null));
        }
        if (!on) {
            live.shows.end(turn, me, source);
        } else if (me.role.speaks()) {
            live.shows.begin(turn, me, source);
        } else {
            throw listening();
        }
        return turn;
    }

    Turn leave(Leave leave) {
        requireHere(leave.roomId(), leave.userId());
        live.free(turn, me);
        return turn;
    }

    /** A room that is named has to be this one, and a person that is named has to be the sender. */
    private void requireHere(@Nullable RoomId roomId, @Nullable UserId userId) {
        if (roomId != null && !roomId.equals(live.id())) {
            throw LiveRoom.notInRoom();
        }
        if (userId != null && !userId.equals(me.userId())) {
            throw new Problem("identity_mismatch", 403, "You can only do this for yourself.");
        }
    }

    Turn hand(boolean raised, Instant now) {
        if (raised != (me.handSince != null)) {
            seats.setHand(turn, me, raised ? now : null);
        }
        return turn;
    }

    Turn answer(boolean accept, Instant now) {
        if (me.invitedBy == null) {
            throw new Problem("forbidden", 403, "You have not been invited to speak.");
        }
        Seat inviter = seats.ofPerson(me.invitedBy);
        if (inviter != null) {
            turn.to(inviter.peer, new SpeakAnswered(me.userId(), accept));
        }
        me.invitedBy = null;
        if (accept) {
            // On a stage this is for as long as people are in the room. At a table it also ends an earlier decision that they only listen.
            live.roles.give(turn, me, Role.SPEAKER, me.invitedForGood && !live.room.stage(), now);
        } else if (me.handSince != null) {
            seats.setHand(turn, me, null);
        }
        return turn;
    }

    Turn stepDown(Instant now) {
        if (live.room.stage()) {
            live.roles.give(turn, me, Role.LISTENER, true, now);
        } else {
            live.roles.stepDown(turn, me);
        }
        return turn;
    }

    Turn chat(Chat chat, Instant now) {
        MessageId id = new MessageId(Ids.fresh());
        seats.tell(turn, new Said(id, me.userId(), chat.text(), now, chat.replyTo()));
        return turn.remember(new Fact.Chatted(live.id(), id, me.userId(), chat.text(), now, chat.replyTo()));
    }

    Turn react(React react, Instant now) {
        seats.tell(turn, new Reacted(me.userId(), react.emoji(), react.message(), react.on()));
        return react.message() == null ? turn : turn.remember(new Fact.ChatReacted(live.id(), react.message(), me.userId(), react.emoji(), react.on(), now));
    }

    static Problem listening() {
        return new Problem("forbidden", 403, "You are listening. Raise your hand to be invited to speak.");
    }
}
