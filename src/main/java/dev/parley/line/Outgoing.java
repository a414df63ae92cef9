package dev.parley.line;

import dev.parley.protocol.Opaque;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.CallPeers;
import dev.parley.protocol.ServerMessage.CallSignal;
import dev.parley.protocol.ServerMessage.IceCandidate;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.Said;
import dev.parley.protocol.ServerMessage.SessionDescription;
import dev.parley.socketio.Emission;
import dev.parley.socketio.Namespace;
import dev.parley.wire.Wire;
import dev.parley.words.ServerWords;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message on its way to one or many: written once for each framing, by whoever needs it first. */
public final class Outgoing {
    private static final int TYPICAL = 200;

    final ServerMessage message;
    final Instant at;
    private final int size;
    private @Nullable String opening;
    private @Nullable Emission emission;

    public Outgoing(ServerMessage message) {
        this(message, Instant.now());
    }

    Outgoing(ServerMessage message, Instant at) {
        this.message = message;
        this.at = at;
        this.size = size(message);
    }

    /** The frame that one peer gets, with their number in it. */
    public Numbered numbered(long seq) {
        return new Numbered(this, seq);
    }

    /** The event that all peers on Socket.IO get. Two who need it at the same moment make the same. */
    Emission emission() {
        Emission made = emission;
        if (made == null) {
            made = new Emission(Namespace.DEFAULT, ServerWords.event(message), () -> List.of(ServerWords.data(message, at)), size);
            emission = made;
        }
        return made;
    }

    private String opening() {
        String made = opening;
        if (made == null) {
            made = "{\"event\":\"" + ServerWords.event(message) + "\",\"data\":" + ServerWords.data(message, at);
            // What goes to one is not kept as text besides: until it is known to have arrived, it would take twice the room.
            opening = isForOne() ? null : made;
        }
        return made;
    }

    private boolean isForOne() {
        return message instanceof IceCandidate || message instanceof SessionDescription;
    }

    private static int size(ServerMessage message) {
        return switch (message) {
            case SessionDescription sdp -> TYPICAL + bytes(sdp.sessionDescription().json());
            case IceCandidate ice -> TYPICAL + bytes(ice.icecandidate().json());
            case CallSignal signal -> 2 * TYPICAL + bytes(signal.signal().json());
            case CallPeers peers -> TYPICAL * (1 + peers.participants().size());
            case Joined joined -> TYPICAL * (2 + joined.participants().size());
            case Said said -> TYPICAL + bytes(said.text());
            default -> TYPICAL;
        };
    }

    /** In memory a text has one byte for each character, or two when one of them is of no Latin script. */
    private static int bytes(String text) {
        return 2 * text.length();
    }

    public record Numbered(Outgoing shared, long seq) implements Wire.Frame {
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
    public record Reply(String event, @Nullable Opaque id, String data) implements Wire.Frame {
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
