package dev.parley.live;

import dev.parley.problem.Problem;
import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.ClientMessage.Signal;
import dev.parley.protocol.Description;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.Participant;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.Arrived;
import dev.parley.protocol.ServerMessage.CallMessage;
import dev.parley.protocol.ServerMessage.CallMuteStatus;
import dev.parley.protocol.ServerMessage.CallPeerJoined;
import dev.parley.protocol.ServerMessage.CallPeerLeft;
import dev.parley.protocol.ServerMessage.CallPeers;
import dev.parley.protocol.ServerMessage.CallSignal;
import dev.parley.protocol.ServerMessage.ChatDeleted;
import dev.parley.protocol.ServerMessage.DropPeer;
import dev.parley.protocol.ServerMessage.GoAway;
import dev.parley.protocol.ServerMessage.HandRaised;
import dev.parley.protocol.ServerMessage.IceCandidate;
import dev.parley.protocol.ServerMessage.InvitedToSpeak;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.Link;
import dev.parley.protocol.ServerMessage.MediaBroken;
import dev.parley.protocol.ServerMessage.MediaCandidate;
import dev.parley.protocol.ServerMessage.MediaMove;
import dev.parley.protocol.ServerMessage.MediaState;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.Muted;
import dev.parley.protocol.ServerMessage.PeerAway;
import dev.parley.protocol.ServerMessage.PeerBack;
import dev.parley.protocol.ServerMessage.PersonChanged;
import dev.parley.protocol.ServerMessage.Pong;
import dev.parley.protocol.ServerMessage.Published;
import dev.parley.protocol.ServerMessage.Reacted;
import dev.parley.protocol.ServerMessage.RemovePeer;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.Resync;
import dev.parley.protocol.ServerMessage.RoleChanged;
import dev.parley.protocol.ServerMessage.RoomClosed;
import dev.parley.protocol.ServerMessage.RoomState;
import dev.parley.protocol.ServerMessage.RoomUpdated;
import dev.parley.protocol.ServerMessage.Said;
import dev.parley.protocol.ServerMessage.SessionDescription;
import dev.parley.protocol.ServerMessage.Sources;
import dev.parley.protocol.ServerMessage.SourceStopped;
import dev.parley.protocol.ServerMessage.SpeakAnswered;
import dev.parley.protocol.ServerMessage.Subscribe;
import dev.parley.protocol.ServerMessage.Welcome;
import dev.parley.protocol.UserId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Translates between the words of rooms and those of calls: each peer hears everything in the words that it joined with. */
record CallWords(LiveRoom live) {
    static final String CANDIDATE = "ice-candidate";

    /** What somebody in a call hears. Messages that calls have no word for are left out, unless they are meant for this peer alone. */
    @Nullable ServerMessage heard(ServerMessage message, Seat to) {
        return switch (message) {
            case Joined _, RoomState _ -> new CallPeers(live.id(), othersThan(to));
            case Arrived(Participant who) -> joined(ofPeer(new PeerId(who.peerId())));
            case RemovePeer(PeerId peer, UserId userId) -> new CallPeerLeft(userId, ofPeer(peer).idInCalls(), ofPeer(peer).person.called());
            case Muted muted -> new CallMuteStatus(muted.userId(), ofPeer(muted.peerId()).person.called(), muted.muted());
            case SessionDescription(PeerId from, Description description) -> signal(ofPeer(from), to, description.text(), kind(description));
            case IceCandidate(PeerId from, Opaque candidate) ->
                    candidate.equals(Opaque.NULL) ? null : signal(ofPeer(from), to, candidate, CANDIDATE);
            case AddPeer _, DropPeer _, PeerAway _, PeerBack _, MuteInfo _, Sources _, SourceStopped _, HandRaised _, Said _, ChatDeleted _, Reacted _,
                 RoleChanged _, PersonChanged _, RoomUpdated _, MediaMove _, MediaState _, MediaBroken _, Subscribe _, Published _, MediaCandidate _ -> null;
            case InvitedToSpeak _, SpeakAnswered _, Link _, RoomClosed _, Removed _, Welcome _, Resync _, GoAway _, Pong _ -> message;
            case CallMessage call -> call;
        };
    }

    /** A signal in the words that its receiver joined in. */
    ServerMessage heard(Signal signal, Seat from, Seat to) {
        String kind = signal.signalType() == null ? kind(signal.signal()) : signal.signalType();
        if (to.calls()) {
            return signal(from, to, signal.signal().text(), kind);
        }
        return switch (kind) {
            case "offer", "answer", "pranswer", "rollback" -> new SessionDescription(from.peer, signal.signal().as(kind));
            case CANDIDATE, "candidate" -> new IceCandidate(from.peer, signal.signal().candidate());
            default -> throw new Problem("bad_payload", 400, "The other side only understands offers, answers and ICE candidates.");
        };
    }

    private CallSignal signal(Seat from, Seat to, Opaque signal, String kind) {
        return new CallSignal(live.id(), from.userId(), to.userId(), from.idInCalls(), to.idInCalls(), signal, kind);
    }

    private static CallPeerJoined joined(Seat who) {
        return new CallPeerJoined(who.userId(), who.idInCalls(), who.person.called());
    }

    private List<CallParticipant> othersThan(Seat me) {
        return live.seats.all().stream().filter(seat -> !seat.equals(me)).map(Seat::seenByCallers).toList();
    }

    private Seat ofPeer(PeerId peer) {
        return Objects.requireNonNull(live.seats.ofPeer(peer));
    }

    private static String kind(Description signal) {
        String kind = signal.kind();
        if (kind == null) {
            throw new Problem("bad_payload", 400, "signalType is missing.");
        }
        return kind;
    }
}
