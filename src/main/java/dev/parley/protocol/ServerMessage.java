package dev.parley.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server may say. */
public sealed interface ServerMessage {

    /** The first frame of every socket. Times are milliseconds. */
    record Welcome(PeerId peerId, String resumeId, long resumeWindow, long pingInterval, List<String> features, List<IceServer> iceServers)
            implements ServerMessage {}

    record IceServer(String urls, @Nullable String username, @Nullable String credential) {}

    /** What was missed cannot be told any more: join again. */
    record Resync(String reason) implements ServerMessage {}

    /** The server closes this socket next; come back after so many milliseconds, or not at all when there are none. */
    record GoAway(String reason, @Nullable Long reconnectIn) implements ServerMessage {}

    record Pong() implements ServerMessage {}

    /** The answer to a join: the room as it is in this moment, oneself included. */
    record Joined(RoomView room, Role role, Participant self, List<Participant> participants) implements ServerMessage {}

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

    /** The position counts from 1; 0 is a hand that is down. */
    record HandRaised(UserId userId, boolean raised, int position, @Nullable Instant since) implements ServerMessage {}

    record Said(String id, UserId userId, String text, Instant at) implements ServerMessage {}

    record Reacted(UserId userId, String emoji) implements ServerMessage {}

    record RoleChanged(UserId userId, Role role) implements ServerMessage {}

    /** By the user id of a moderator. */
    record InvitedToSpeak(UserId by) implements ServerMessage {}

    /** For the person who sent the invitation: how it was answered. */
    record SpeakAnswered(UserId userId, boolean accept) implements ServerMessage {}

    record RoomUpdated(RoomView room) implements ServerMessage {}

    record RoomClosed(String reason) implements ServerMessage {}

    /** You are no longer in the room. */
    record Removed(String reason, boolean banned) implements ServerMessage {}

    /** What is said in the words of calls, to those who joined in them. */
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
