package dev.parley.line;

import dev.parley.protocol.Opaque;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.Arrived;
import dev.parley.protocol.ServerMessage.CallError;
import dev.parley.protocol.ServerMessage.CallIceServers;
import dev.parley.protocol.ServerMessage.CallMuteStatus;
import dev.parley.protocol.ServerMessage.CallPeerJoined;
import dev.parley.protocol.ServerMessage.CallPeerLeft;
import dev.parley.protocol.ServerMessage.CallPeers;
import dev.parley.protocol.ServerMessage.CallSignal;
import dev.parley.protocol.ServerMessage.CallVideoStatus;
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
import dev.parley.socketio.Emission;
import dev.parley.socketio.Namespace;
import dev.parley.wire.Wire;
import dev.parley.words.ServerWords;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message on its way to one peer or many. It is written once for each framing, when it is first needed. */
public final class Outgoing {
    private static final int TYPICAL = 200;

    final ServerMessage message;
    final Instant at;
    private final int size;
    private @Nullable String opening;
    private @Nullable Emission emission;

    public Outgoing(ServerMessage message, Instant at) {
        this.message = message;
        this.at = at;
        this.size = size(message);
    }

    /** The frame for one peer, with that peer's number in it. */
    public Numbered numbered(long seq) {
        return new Numbered(this, seq);
    }

    /** The event for all peers on Socket.IO. Two threads may make it at the same moment; the result is the same. */
    Emission emission() {
        Emission made = emission;
        if (made == null) {
            made = new Emission(Namespace.DEFAULT, ServerWords.event(message), () -> List.of(data()), size);
            emission = made;
        }
        return made;
    }

    String data() {
        return ServerWords.data(message, at);
    }

    private String opening() {
        String made = opening;
        if (made == null) {
            made = "{\"event\":\"" + ServerWords.event(message) + "\",\"data\":" + data();
            // A message to one peer is not kept as text as well: it would take up twice the room until it is known to have arrived.
            opening = isForOne() ? null : made;
        }
        return made;
    }

    private boolean isForOne() {
        return message instanceof IceCandidate || message instanceof SessionDescription || message instanceof Subscribe || message instanceof MediaCandidate;
    }

    private static int size(ServerMessage message) {
        return switch (message) {
            case SessionDescription sdp -> TYPICAL + bytes(sdp.sessionDescription().text().json());
            case IceCandidate ice -> TYPICAL + bytes(ice.icecandidate().json());
            case CallSignal signal -> 2 * TYPICAL + bytes(signal.signal().json());
            case CallPeers peers -> TYPICAL * (1 + peers.participants().size());
            case Joined joined -> TYPICAL * (2 + joined.participants().size());
            case RoomState state -> TYPICAL * (2 + state.participants().size());
            case Subscribe subscribe -> TYPICAL * (1 + subscribe.tracks().size()) + bytes(subscribe.sdp());
            case Published published -> TYPICAL + bytes(published.sdp());
            case MediaCandidate ice -> TYPICAL + bytes(ice.icecandidate().json());
            case Said said -> TYPICAL + bytes(said.text());
            case Welcome _, Resync _, GoAway _, Pong _, Arrived _, AddPeer _, DropPeer _, RemovePeer _, PeerAway _, PeerBack _,
                 Muted _, MuteInfo _, Sources _, SourceStopped _, Link _, HandRaised _, ChatDeleted _, Reacted _, RoleChanged _, PersonChanged _, InvitedToSpeak _,
                 SpeakAnswered _, RoomUpdated _, RoomClosed _, Removed _, MediaMove _, MediaState _, MediaBroken _, CallIceServers _,
                 CallPeerJoined _, CallPeerLeft _, CallMuteStatus _, CallVideoStatus _, CallError _ -> TYPICAL;
        };
    }

    /** In memory a text takes one byte for each character, or two if any of them is outside Latin-1. */
    private static int bytes(String text) {
        return 2 * text.length();
    }

    /** A frame that is kept until it has arrived. */
    public interface Kept extends Wire.Sendable {
        /** 0 for an answer. */
        default long seq() {
            return 0;
        }
    }

    /** A frame that came from another node with its line. */
    public record Brought(String text, long seq, int size) implements Kept {}

    public record Numbered(Outgoing shared, long seq) implements Kept {
        @Override
        public String text() {
            return shared.opening() + ",\"seq\":" + seq + "}";
        }

        @Override
        public int size() {
            return shared.size;
        }
    }

    /** An answer to one frame of a client. */
    public record Reply(String event, @Nullable Opaque id, String data) implements Kept {
        @Override
        public String text() {
            return "{\"event\":\"" + event + "\"," + (id == null ? "" : "\"id\":" + id.json() + ",") + "\"data\":" + data + "}";
        }

        @Override
        public int size() {
            return TYPICAL + data.length();
        }
    }
}
