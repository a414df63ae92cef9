package dev.parley.protocol;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the server may say. */
public sealed interface ServerMessage {

    /** The first frame of every socket. Times are milliseconds. */
    record Welcome(PeerId peerId, String resumeId, long resumeWindow, long pingInterval, List<String> features, List<IceServer> iceServers,
            Limits limits) implements ServerMessage {}

    @Schema(description = "How many people a room holds in a mesh and with a media server; 0 if there is none")
    record Limits(int mesh, int server) {}

    record IceServer(String urls, @Nullable String username, @Nullable String credential) {}

    /** What was missed can no longer be sent: join again. */
    record Resync(String reason) implements ServerMessage {}

    /** The server is about to close this socket. Come back after this many milliseconds, or not at all if the number is missing. */
    record GoAway(String reason, @Nullable Long reconnectIn) implements ServerMessage {}

    record Pong() implements ServerMessage {}

    /** The answer to a join: the room as it is at this moment, including the newcomer. */
    record Joined(RoomView room, Role role, Participant self, List<Participant> participants, Media media) implements ServerMessage {}

    /** How the voices of the room travel from now on. The epoch grows with each move. */
    record Media(Way carrier, long epoch) {}

    /** The voices move: set the new way up, confirm that everybody is heard on it, and only then give up the old one. */
    record MediaMove(Way to, long epoch, String by) implements ServerMessage {}

    /** `up`: the move is over, and the old way is not needed any more. `down`: the media server is lost. */
    record MediaState(String state, @Nullable Long reconnectIn) implements ServerMessage {}

    /**
     * An offer of the media server, with everybody who is heard by it.
     *
     * @param first whether it begins a new connection; the one before is of no use any more
     */
    record Subscribe(long epoch, String sdp, List<Track> tracks, boolean first) implements ServerMessage {}

    /** The media server has lost this connection: begin it anew. */
    record MediaBroken(Leg leg) implements ServerMessage {}

    /** The media server's answer to an offer. */
    record Published(String sdp) implements ServerMessage {}

    record MediaCandidate(Leg leg, Opaque icecandidate) implements ServerMessage {}

    /** Somebody came in. Peers that have to connect to them also get `add-peer`. */
    record Arrived(Participant participant) implements ServerMessage {}

    /** Connect to this peer. One of the two is told to create the offer. */
    record AddPeer(PeerId peerId, boolean createOffer, Person user) implements ServerMessage {}

    /** End the connection to this peer: they stay in the room but no longer speak to you. */
    record DropPeer(PeerId peerId) implements ServerMessage {}

    /** Somebody left for good. */
    record RemovePeer(PeerId peerId, UserId userId) implements ServerMessage {}

    record PeerAway(PeerId peerId) implements ServerMessage {}

    record PeerBack(PeerId peerId) implements ServerMessage {}

    record SessionDescription(PeerId peerId, Description sessionDescription) implements ServerMessage {}

    record IceCandidate(PeerId peerId, Opaque icecandidate) implements ServerMessage {}

    /** `mute` or `unmute`. */
    record Muted(boolean muted, RoomId roomId, PeerId peerId, UserId userId) implements ServerMessage {}

    record MuteInfo(UserId userId, boolean isMute, boolean byModerator) implements ServerMessage {}

    record Sources(UserId userId, List<Source> sources) implements ServerMessage {}

    /** Told to those whose source somebody else has switched off. */
    record SourceStopped(Source source, UserId by) implements ServerMessage {}

    /** The position counts from 1; 0 is a hand that is down. */
    record HandRaised(UserId userId, boolean raised, int position, @Nullable Instant since) implements ServerMessage {}

    record Said(MessageId id, UserId userId, String text, Instant at, @Nullable MessageId replyTo) implements ServerMessage {}

    /** Somebody deleted a message: its author or a moderator. */
    record ChatDeleted(MessageId id, UserId by) implements ServerMessage {}

    /**
     * One emoji.
     *
     * @param message of the chat, if it is about one
     * @param on false if it is taken back
     */
    record Reacted(UserId userId, String emoji, @Nullable MessageId message, boolean on) implements ServerMessage {}

    record RoleChanged(UserId userId, Role role) implements ServerMessage {}

    /** Somebody who was a guest has an account now. */
    record PersonChanged(UserId userId, Person person) implements ServerMessage {}

    /** The user id is that of the moderator who invited. */
    record InvitedToSpeak(UserId by) implements ServerMessage {}

    /** For the person who sent the invitation: how it was answered. */
    record SpeakAnswered(UserId userId, boolean accept) implements ServerMessage {}

    record RoomUpdated(RoomView room) implements ServerMessage {}

    record RoomClosed(String reason) implements ServerMessage {}

    /** The room as it is, because this peer may have missed something or another server goes on with the room. */
    record RoomState(RoomView room, List<Participant> participants, Media media) implements ServerMessage {}

    /** Whether everybody in the room can be reached: not while the way to other servers is cut. */
    record Link(boolean up) implements ServerMessage {}

    /** You are no longer in the room. */
    record Removed(String reason, boolean banned) implements ServerMessage {}

    /** Messages in the words of calls, for clients that joined in these words. */
    sealed interface CallMessage extends ServerMessage {}

    record CallIceServers(List<IceServer> iceServers) implements CallMessage {}

    /** The answer to joining a call: everybody else who is there. */
    record CallPeers(RoomId meetingId, List<CallParticipant> participants) implements CallMessage {}

    record CallPeerJoined(UserId userId, String peerId, String username) implements CallMessage {}

    record CallPeerLeft(UserId userId, String peerId, String username) implements CallMessage {}

    record CallMuteStatus(UserId userId, String username, boolean isMuted) implements CallMessage {}

    record CallVideoStatus(UserId userId, String username, boolean isVideoOn) implements CallMessage {}

    record CallSignal(RoomId meetingId, UserId fromUserId, UserId toUserId, String fromPeerId, String toPeerId, Opaque signal, String signalType)
            implements CallMessage {}

    record CallError(String message, String code) implements CallMessage {}
}
