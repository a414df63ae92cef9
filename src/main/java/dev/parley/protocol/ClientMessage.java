package dev.parley.protocol;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client may say. Each record refuses values that make no sense, with a message that may be sent back. */
public sealed interface ClientMessage {

    /** Enters a room, muted or not. An invitation opens a private one. */
    record Join(RoomId roomId, @Nullable String invite, boolean muted) implements ClientMessage {
        public Join {
            id("roomId", roomId);
            require(invite == null || invite.length() <= 128, "invite is too long");
        }
    }

    /** Enters a room or an ad-hoc call in the words of calls. The peer id comes from PeerJS and is passed on unchanged. */
    record CallJoin(RoomId meetingId, UserId userId, String peerId) implements ClientMessage {
        public CallJoin {
            id("meetingId", meetingId);
            id("userId", userId);
            id("peerId", peerId);
        }
    }

    /** Goes on where a lost socket stopped. */
    record Resume(String resumeId, long lastSeq) implements ClientMessage {
        public Resume {
            id("resumeId", resumeId);
            require(lastSeq >= 0, "lastSeq must be the number of the last frame that arrived");
        }
    }

    /** Deletes a message from the chat of the room. Like a join, this needs to know what is stored. */
    record DeleteChat(MessageId message) implements ClientMessage {
        public DeleteChat {
            id("id", message);
        }
    }

    /** Asks whether the server is still there. A `seq` says that everything up to this number has arrived. */
    record Ping(@Nullable Long seq) implements ClientMessage {}

    /** Messages that only make sense in a room. */
    sealed interface InRoom extends ClientMessage {}

    /** If a user is named, it has to be the sender. */
    record Leave(@Nullable RoomId roomId, @Nullable UserId userId) implements InRoom {
        public Leave(@Nullable RoomId roomId) {
            this(roomId, null);
        }
    }

    record RelaySdp(PeerId peerId, Description sessionDescription) implements InRoom {
        public RelaySdp {
            id("peerId", peerId);
            require(sessionDescription.text().json().startsWith("{"), "sessionDescription must be an object");
        }
    }

    /** A null candidate says that there are no more. */
    record RelayIce(PeerId peerId, Opaque icecandidate) implements InRoom {
        public RelayIce {
            id("peerId", peerId);
            require(icecandidate.json().startsWith("{") || icecandidate.equals(Opaque.NULL), "icecandidate must be an object or null");
        }
    }

    /** `mute` and `unmute`, of the sender's own microphone. If a user is named, it has to be the sender. */
    record Mute(boolean muted, @Nullable RoomId roomId, @Nullable UserId userId) implements InRoom {}

    /** `mute-info`: some clients repeat it for everybody who arrives, so it counts only if something changes. */
    record MuteState(Mute mute) implements InRoom {}

    /** Switches one of the sender's sources. A moderator may switch off somebody else's. */
    record SwitchSource(Source source, boolean on, @Nullable UserId userId) implements InRoom {}

    /** In a call: the sender's own camera. */
    record Video(boolean on, RoomId roomId, UserId userId) implements InRoom {}

    /** In a call: a description, a candidate, or whatever else two of its clients have to tell each other. */
    record Signal(RoomId roomId, @Nullable UserId fromUserId, UserId toUserId, Description signal, @Nullable String signalType) implements InRoom {
        public Signal {
            id("toUserId", toUserId);
            require(signal.text().json().startsWith("{") || signal.text().equals(Opaque.NULL), "signal must be an object or null");
            require(signalType == null || signalType.length() <= 32, "signalType is too long");
        }
    }

    /** About the way of the voices. */
    sealed interface AboutMedia extends InRoom {}

    /** What is asked of the media server that carries the room. */
    sealed interface ToMediaServer extends AboutMedia {}

    /** The offer of somebody who may speak, and what is in it. */
    record Publish(long epoch, String sdp, List<Track> tracks) implements ToMediaServer {
        private static final int MOST_TRACKS = 4;

        public Publish {
            description(sdp);
            require(!tracks.isEmpty() && tracks.size() <= MOST_TRACKS, "tracks must be 1 to 4");
            tracks.forEach(track -> require(!track.mid().isEmpty() && track.mid().length() <= 16, "mid must be 1 to 16 characters"));
            require(tracks.stream().map(Track::source).distinct().count() == tracks.size(), "each source can be in tracks once");
        }
    }

    /** The answer to an offer of the media server. */
    record Subscribed(long epoch, String sdp) implements ToMediaServer {
        public Subscribed {
            description(sdp);
        }
    }

    /** A null candidate says that there are no more. */
    record MediaIce(Leg leg, Opaque icecandidate) implements ToMediaServer {
        public MediaIce {
            require(icecandidate.json().startsWith("{") || icecandidate.equals(Opaque.NULL), "icecandidate must be an object or null");
            require(icecandidate.json().length() <= 4_096, "icecandidate is too long");
        }
    }

    /** The path to the media server is lost. */
    record MediaRestart(Leg leg) implements ToMediaServer {}

    /** Which pictures the sender is shown. Everything else is not sent to them. */
    record Watch(long epoch, List<Picture> pictures) implements ToMediaServer {
        private static final int MOST_PICTURES = 64;

        public Watch {
            require(pictures.size() <= MOST_PICTURES, "pictures must be at most 64");
            pictures.forEach(picture -> id("userId", picture.userId()));
            require(pictures.stream().allMatch(picture -> picture.source().isPicture()), "source must be camera or screen");
            require(pictures.stream().map(picture -> List.of(picture.userId(), picture.source())).distinct().count() == pictures.size(),
                    "each picture can be in pictures once");
        }
    }

    /** The sender hears everybody on the way that the room moves to. */
    record MediaConfirm(long epoch) implements AboutMedia {}

    record Hand(boolean raised) implements InRoom {}

    /** The answer to an invitation to speak. */
    record Speak(boolean accept) implements InRoom {}

    /** The message that it answers, if there is one, is in the same room. */
    record Chat(String text, @Nullable MessageId replyTo) implements InRoom {
        public static final int LONGEST = 2_000;

        public Chat {
            text = PlainText.of(text);
            require(!text.isBlank(), "text must not be empty");
            require(PlainText.length(text) <= LONGEST, "text must be at most 2000 characters");
            if (replyTo != null) {
                id("replyTo", replyTo);
            }
        }

        public Chat(String text) {
            this(text, null);
        }
    }

    /**
     * One emoji, to everybody in the room or to a message of its chat.
     *
     * @param on false takes back what was said to a message
     */
    record React(String emoji, @Nullable MessageId message, boolean on) implements InRoom {
        private static final String PICTURE =
                "[\\p{IsEmoji}&&\\p{IsExtended_Pictographic}]\\x{FE0F}?\\p{IsEmoji_Modifier}?(?:[\\x{E0020}-\\x{E007E}]+\\x{E007F})?";
        /** A keycap, a flag, or pictures joined to one (Unicode Technical Standard 51). */
        private static final Pattern EMOJI = Pattern.compile(
                "[0-9#*]\\x{FE0F}?\\x{20E3}|[\\x{1F1E6}-\\x{1F1FF}]{2}|" + PICTURE + "(?:\\x{200D}" + PICTURE + ")*");

        public React {
            require(emoji.length() <= 32 && EMOJI.matcher(emoji).matches(), "emoji must be one emoji");
            if (message != null) {
                id("id", message);
            }
            require(on || message != null, "id must say which message");
        }
    }

    /** What only moderators may do. It works over REST too, without a seat in the room. */
    sealed interface Moderation extends InRoom {}

    /** An act that is done to one person. */
    sealed interface ToSomebody extends Moderation {
        UserId userId();
    }

    record SetRole(UserId userId, Role role) implements ToSomebody {
        public SetRole {
            id("userId", userId);
            require(role != Role.HOST, "role must be moderator, speaker or listener");
        }
    }

    /** Mutes somebody, or allows them to unmute again. Nobody can unmute another person. */
    record MutePeer(UserId userId, boolean muted) implements ToSomebody {
        public MutePeer {
            id("userId", userId);
        }
    }

    record MuteAll(boolean muted) implements Moderation {}

    record Remove(UserId userId, boolean ban) implements ToSomebody {
        public Remove {
            id("userId", userId);
        }
    }

    record Unban(UserId userId) implements ToSomebody {
        public Unban {
            id("userId", userId);
        }
    }

    record LowerHand(UserId userId) implements ToSomebody {
        public LowerHand {
            id("userId", userId);
        }
    }

    record Lock(boolean locked) implements Moderation {}

    private static void id(String field, Object id) {
        String value = id.toString();
        require(!value.isEmpty() && value.length() <= 128, field + " must be 1 to 128 characters");
    }

    private static void description(String sdp) {
        require(sdp.startsWith("v=0"), "sessionDescription needs an sdp");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
