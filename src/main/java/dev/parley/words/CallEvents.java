package dev.parley.words;

import static dev.parley.words.ServerWords.object;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.ServerMessage.CallError;
import dev.parley.protocol.ServerMessage.CallIceServers;
import dev.parley.protocol.ServerMessage.CallMessage;
import dev.parley.protocol.ServerMessage.CallMuteStatus;
import dev.parley.protocol.ServerMessage.CallPeerJoined;
import dev.parley.protocol.ServerMessage.CallPeerLeft;
import dev.parley.protocol.ServerMessage.CallPeers;
import dev.parley.protocol.ServerMessage.CallSignal;
import dev.parley.protocol.ServerMessage.CallVideoStatus;
import dev.parley.protocol.UserId;
import java.io.IOException;
import java.time.Instant;

/** The words of calls: the events that the server sends in them, and its error codes. */
public final class CallEvents {
    private static final String PREFIX = "call:";

    private CallEvents() {}

    static String event(CallMessage message) {
        return switch (message) {
            case CallIceServers _ -> "call:ice-servers";
            case CallPeers _ -> "call:peers-list";
            case CallPeerJoined _ -> "call:peer-joined";
            case CallPeerLeft _ -> "call:peer-left";
            case CallMuteStatus _ -> "call:mute-status";
            case CallVideoStatus _ -> "call:video-status";
            case CallSignal _ -> "call:signal";
            case CallError _ -> "call:error";
        };
    }

    static String data(CallMessage message, Instant at) {
        return switch (message) {
            case CallIceServers servers -> ServerWords.value(json -> ServerWords.iceServers(json, servers.iceServers()));
            case CallPeers peers -> object(json -> {
                json.writeStringField("meetingId", peers.meetingId().value());
                json.writeArrayFieldStart("participants");
                for (CallParticipant participant : peers.participants()) {
                    participant(json, participant);
                }
                json.writeEndArray();
                json.writeNumberField("count", peers.participants().size());
            });
            case CallPeerJoined(UserId userId, String peerId, String username) -> peer(userId, peerId, username, at);
            case CallPeerLeft(UserId userId, String peerId, String username) -> peer(userId, peerId, username, at);
            case CallMuteStatus(UserId userId, String username, boolean muted) -> status(userId, username, "isMuted", muted, at);
            case CallVideoStatus(UserId userId, String username, boolean on) -> status(userId, username, "isVideoOn", on, at);
            case CallSignal signal -> object(json -> {
                json.writeStringField("meetingId", signal.meetingId().value());
                json.writeStringField("fromUserId", signal.fromUserId().value());
                json.writeStringField("toUserId", signal.toUserId().value());
                json.writeStringField("fromPeerId", signal.fromPeerId());
                json.writeStringField("toPeerId", signal.toPeerId());
                json.writeFieldName("signal");
                json.writeRawValue(signal.signal().json());
                json.writeStringField("signalType", signal.signalType());
            });
            case CallError error -> object(json -> {
                json.writeStringField("message", error.message());
                json.writeStringField("code", error.code());
            });
        };
    }

    private static String peer(UserId userId, String peerId, String username, Instant at) {
        return object(json -> {
            json.writeStringField("userId", userId.value());
            json.writeStringField("peerId", peerId);
            json.writeStringField("username", username);
            json.writeStringField("timestamp", at.toString());
        });
    }

    private static String status(UserId userId, String username, String what, boolean is, Instant at) {
        return object(json -> {
            json.writeStringField("userId", userId.value());
            json.writeStringField("username", username);
            json.writeBooleanField(what, is);
            json.writeStringField("timestamp", at.toString());
        });
    }

    private static void participant(JsonGenerator json, CallParticipant participant) throws IOException {
        json.writeStartObject();
        json.writeStringField("userId", participant.userId());
        json.writeStringField("peerId", participant.peerId());
        json.writeStringField("username", participant.username());
        json.writeBooleanField("isMuted", participant.isMuted());
        json.writeBooleanField("isVideoOn", participant.isVideoOn());
        json.writeStringField("joinedAt", participant.joinedAt().toString());
        json.writeEndObject();
    }

    /** Whether an error about this event is reported in the words of calls. Unknown events are not. */
    public static boolean namesError(String event, String code) {
        return event.startsWith(PREFIX) && !code.equals("unknown_event");
    }

    /** The code of one of our errors in calls, if it depends on the event. */
    public static String errorCode(String event, String code) {
        return switch (code) {
            case "room_full" -> "ROOM_FULL";
            case "room_not_found", "not_in_room" -> "ROOM_NOT_FOUND";
            case "no_such_peer" -> "USER_NOT_FOUND";
            case "bad_payload", "identity_mismatch", "too_large" -> event.equals("call:signal") ? "INVALID_SIGNAL" : "INVALID_PAYLOAD";
            default -> event.equals("call:join") ? "JOIN_ERROR" : "SIGNAL_ERROR";
        };
    }
}
