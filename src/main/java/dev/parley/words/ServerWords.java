package dev.parley.words;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.parley.json.JsonText;
import dev.parley.protocol.Participant;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.Arrived;
import dev.parley.protocol.ServerMessage.CallMessage;
import dev.parley.protocol.ServerMessage.ChatDeleted;
import dev.parley.protocol.ServerMessage.DropPeer;
import dev.parley.protocol.ServerMessage.GoAway;
import dev.parley.protocol.ServerMessage.HandRaised;
import dev.parley.protocol.ServerMessage.IceCandidate;
import dev.parley.protocol.ServerMessage.IceServer;
import dev.parley.protocol.ServerMessage.InvitedToSpeak;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.Link;
import dev.parley.protocol.ServerMessage.Media;
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
import dev.parley.protocol.Source;
import dev.parley.protocol.Track;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says: the event of each message, and its data as JSON. Both framings use these words. */
public final class ServerWords {
    private ServerWords() {}

    public static String event(ServerMessage message) {
        return switch (message) {
            case Welcome _ -> "welcome";
            case Resync _ -> "resync";
            case GoAway _ -> "go-away";
            case Pong _ -> "pong";
            case Joined _ -> "joined";
            case Arrived _ -> "arrived";
            case AddPeer _ -> "add-peer";
            case DropPeer _ -> "drop-peer";
            case RemovePeer _ -> "remove-peer";
            case PeerAway _ -> "peer-away";
            case PeerBack _ -> "peer-back";
            case SessionDescription _ -> "session-description";
            case IceCandidate _ -> "ice-candidate";
            case Muted muted -> muted.muted() ? "mute" : "unmute";
            case MuteInfo _ -> "mute-info";
            case Sources _ -> "sources";
            case SourceStopped _ -> "source-stopped";
            case HandRaised _ -> "hand";
            case Said _ -> "chat";
            case ChatDeleted _ -> "chat-deleted";
            case Reacted _ -> "react";
            case RoleChanged _ -> "role";
            case PersonChanged _ -> "person-changed";
            case InvitedToSpeak _ -> "invited-to-speak";
            case SpeakAnswered _ -> "speak";
            case RoomUpdated _ -> "room-updated";
            case RoomState _ -> "room-state";
            case Link _ -> "link";
            case RoomClosed _ -> "room-closed";
            case Removed _ -> "removed";
            case MediaMove _ -> "media-move";
            case MediaState _ -> "media-state";
            case Subscribe _ -> "subscribe";
            case Published _ -> "published";
            case MediaBroken _ -> "media-restart";
            case MediaCandidate _ -> "media-ice";
            case CallMessage call -> CallEvents.event(call);
        };
    }

    /** The data of a message that is sent at this time. Calls include the time. */
    public static String data(ServerMessage message, Instant at) {
        return switch (message) {
            // These two are almost all of the traffic. They are put together without parsing their content.
            case SessionDescription sdp -> "{\"peerId\":\"" + sdp.peerId() + "\",\"sessionDescription\":" + sdp.sessionDescription().text().json() + "}";
            case IceCandidate ice -> "{\"peerId\":\"" + ice.peerId() + "\",\"icecandidate\":" + ice.icecandidate().json() + "}";
            case Welcome welcome -> object(json -> {
                json.writeStringField("peerId", welcome.peerId().value());
                json.writeStringField("resumeId", welcome.resumeId());
                json.writeNumberField("resumeWindow", welcome.resumeWindow());
                json.writeNumberField("pingInterval", welcome.pingInterval());
                texts(json, "features", welcome.features());
                json.writeFieldName("iceServers");
                iceServers(json, welcome.iceServers());
                json.writeObjectFieldStart("limits");
                json.writeNumberField("mesh", welcome.limits().mesh());
                json.writeNumberField("server", welcome.limits().server());
                json.writeEndObject();
            });
            case Resync resync -> object(json -> json.writeStringField("reason", resync.reason()));
            case GoAway goAway -> object(json -> {
                json.writeStringField("reason", goAway.reason());
                if (goAway.reconnectIn() != null) {
                    json.writeNumberField("reconnectIn", goAway.reconnectIn());
                }
            });
            case Pong _ -> "{}";
            case Joined joined -> object(json -> {
                room(json, joined.room());
                json.writeStringField("role", joined.role().word());
                json.writeFieldName("self");
                participant(json, joined.self());
                participants(json, joined.participants());
                media(json, joined.media());
            });
            case RoomState state -> object(json -> {
                room(json, state.room());
                participants(json, state.participants());
                media(json, state.media());
            });
            case Arrived arrived -> object(json -> {
                json.writeFieldName("participant");
                participant(json, arrived.participant());
            });
            case AddPeer add -> object(json -> {
                json.writeStringField("peerId", add.peerId().value());
                json.writeBooleanField("createOffer", add.createOffer());
                json.writeFieldName("user");
                person(json, add.user());
            });
            case DropPeer drop -> peer(drop.peerId());
            case RemovePeer remove -> pair("peerId", remove.peerId(), "userId", remove.userId());
            case PeerAway away -> peer(away.peerId());
            case PeerBack back -> peer(back.peerId());
            case Muted muted -> object(json -> {
                json.writeStringField("roomId", muted.roomId().value());
                json.writeStringField("peerId", muted.peerId().value());
                json.writeStringField("userId", muted.userId().value());
            });
            case MuteInfo info -> object(json -> {
                json.writeStringField("userId", info.userId().value());
                json.writeBooleanField("isMute", info.isMute());
                json.writeBooleanField("mute", info.isMute());
                json.writeBooleanField("byModerator", info.byModerator());
            });
            case Sources sources -> object(json -> {
                json.writeStringField("userId", sources.userId().value());
                texts(json, "sources", sources.sources().stream().map(Source::word).toList());
            });
            case SourceStopped stopped -> pair("source", stopped.source().word(), "by", stopped.by());
            case HandRaised hand -> object(json -> {
                json.writeStringField("userId", hand.userId().value());
                json.writeBooleanField("raised", hand.raised());
                json.writeNumberField("position", hand.position());
                text(json, "since", hand.since());
            });
            case Said said -> object(json -> {
                json.writeStringField("id", said.id().value());
                json.writeStringField("userId", said.userId().value());
                json.writeStringField("text", said.text());
                text(json, "at", said.at());
                text(json, "replyTo", said.replyTo());
            });
            case ChatDeleted deleted -> pair("id", deleted.id(), "by", deleted.by());
            case Reacted reacted -> object(json -> {
                json.writeStringField("userId", reacted.userId().value());
                json.writeStringField("emoji", reacted.emoji());
                if (reacted.message() != null) {
                    json.writeStringField("id", reacted.message().value());
                    json.writeBooleanField("on", reacted.on());
                }
            });
            case RoleChanged role -> pair("userId", role.userId(), "role", role.role().word());
            case PersonChanged changed -> object(json -> {
                json.writeStringField("userId", changed.userId().value());
                json.writeFieldName("person");
                person(json, changed.person());
            });
            case InvitedToSpeak invited -> object(json -> json.writeStringField("by", invited.by().value()));
            case SpeakAnswered answer -> object(json -> {
                json.writeStringField("userId", answer.userId().value());
                json.writeBooleanField("accept", answer.accept());
            });
            case RoomUpdated updated -> object(json -> room(json, updated.room()));
            case Link link -> object(json -> json.writeBooleanField("up", link.up()));
            case RoomClosed closed -> object(json -> json.writeStringField("reason", closed.reason()));
            case Removed removed -> object(json -> {
                json.writeStringField("reason", removed.reason());
                json.writeBooleanField("banned", removed.banned());
            });
            case MediaMove move -> object(json -> {
                json.writeStringField("to", move.to().word());
                json.writeNumberField("epoch", move.epoch());
                json.writeStringField("by", move.by());
            });
            case MediaState state -> object(json -> {
                json.writeStringField("state", state.state());
                if (state.reconnectIn() != null) {
                    json.writeNumberField("reconnectIn", state.reconnectIn());
                }
            });
            case Subscribe subscribe -> object(json -> {
                json.writeNumberField("epoch", subscribe.epoch());
                description(json, "offer", subscribe.sdp());
                json.writeArrayFieldStart("tracks");
                for (Track track : subscribe.tracks()) {
                    json.writeStartObject();
                    json.writeStringField("mid", track.mid());
                    text(json, "userId", track.userId());
                    json.writeStringField("source", track.source().word());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeBooleanField("first", subscribe.first());
            });
            case MediaBroken broken -> object(json -> json.writeStringField("leg", broken.leg().word()));
            case Published published -> object(json -> description(json, "answer", published.sdp()));
            case MediaCandidate ice -> "{\"leg\":\"" + ice.leg().word() + "\",\"icecandidate\":" + ice.icecandidate().json() + "}";
            case CallMessage call -> CallEvents.data(call, at);
        };
    }

    /** The data of an error. */
    public static String error(String code, String message) {
        return object(json -> error(json, code, message));
    }

    /** An error as the answer to an event, for framings where an answer has no event name. */
    public static String failed(String code, String message) {
        return object(json -> {
            json.writeObjectFieldStart("error");
            error(json, code, message);
            json.writeEndObject();
        });
    }

    private static void error(JsonGenerator json, String code, String message) throws IOException {
        json.writeStringField("code", code);
        json.writeStringField("message", message);
    }

    /** The answer to a successful resume. */
    public static String resumed(PeerId peerId) {
        return peer(peerId);
    }

    private static String peer(PeerId id) {
        return object(json -> json.writeStringField("peerId", id.value()));
    }

    private static String pair(String name, Object value, String otherName, Object otherValue) {
        return object(json -> {
            text(json, name, value);
            text(json, otherName, otherValue);
        });
    }

    private static void room(JsonGenerator json, RoomView room) throws IOException {
        json.writeObjectFieldStart("room");
        json.writeStringField("id", room.id());
        json.writeStringField("name", room.name());
        json.writeStringField("topic", room.topic());
        text(json, "description", room.description());
        json.writeBooleanField("isPrivate", room.isPrivate());
        json.writeStringField("roomType", room.roomType());
        json.writeBooleanField("stage", room.stage());
        json.writeBooleanField("locked", room.locked());
        json.writeNumberField("maxParticipants", room.maxParticipants());
        json.writeNumberField("currentParticipants", room.currentParticipants());
        json.writeFieldName("creator");
        person(json, room.creator());
        texts(json, "tags", room.tags());
        json.writeStringField("video", room.video());
        json.writeStringField("screen", room.screen());
        text(json, "createdAt", room.createdAt());
        text(json, "liveSince", room.liveSince());
        if (room.theme() != null) {
            json.writeObjectFieldStart("theme");
            text(json, "colour", room.theme().colour());
            text(json, "cover", room.theme().cover());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void media(JsonGenerator json, Media media) throws IOException {
        json.writeObjectFieldStart("media");
        json.writeStringField("carrier", media.carrier().word());
        json.writeNumberField("epoch", media.epoch());
        json.writeEndObject();
    }

    private static void description(JsonGenerator json, String type, String sdp) throws IOException {
        json.writeObjectFieldStart("sessionDescription");
        json.writeStringField("type", type);
        json.writeStringField("sdp", sdp);
        json.writeEndObject();
    }

    private static void participants(JsonGenerator json, List<Participant> participants) throws IOException {
        json.writeArrayFieldStart("participants");
        for (Participant participant : participants) {
            participant(json, participant);
        }
        json.writeEndArray();
    }

    private static void participant(JsonGenerator json, Participant participant) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", participant.id());
        json.writeStringField("peerId", participant.peerId());
        text(json, "username", participant.username());
        text(json, "name", participant.name());
        json.writeStringField("avatar", participant.avatar());
        guest(json, participant.guest());
        json.writeStringField("role", participant.role());
        json.writeBooleanField("isMuted", participant.isMuted());
        texts(json, "sources", participant.sources());
        json.writeBooleanField("mutedByModerator", participant.mutedByModerator());
        json.writeBooleanField("handRaised", participant.handRaised());
        text(json, "handSince", participant.handSince());
        json.writeBooleanField("away", participant.away());
        text(json, "joinedAt", participant.joinedAt());
        json.writeEndObject();
    }

    private static void person(JsonGenerator json, Person person) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", person.id());
        text(json, "username", person.username());
        text(json, "name", person.name());
        json.writeStringField("avatar", person.avatar());
        guest(json, person.guest());
        json.writeEndObject();
    }

    private static void guest(JsonGenerator json, @Nullable Boolean guest) throws IOException {
        if (Boolean.TRUE.equals(guest)) {
            json.writeBooleanField("guest", true);
        }
    }

    static void iceServers(JsonGenerator json, List<IceServer> servers) throws IOException {
        json.writeStartArray();
        for (IceServer server : servers) {
            json.writeStartObject();
            json.writeStringField("urls", server.urls());
            text(json, "username", server.username());
            text(json, "credential", server.credential());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Null fields are left out. */
    private static void text(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static String object(Content content) {
        return value(json -> {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        });
    }

    static String value(Content content) {
        StringWriter text = new StringWriter(160);
        try (JsonGenerator json = JsonText.generator(text)) {
            content.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
