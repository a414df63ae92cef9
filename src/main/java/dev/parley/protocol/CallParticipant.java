package dev.parley.protocol;

import java.time.Instant;

/** Somebody in a room, in the words of calls. The peer id is the one they brought from PeerJS, or ours if they brought none. */
public record CallParticipant(String userId, String peerId, String username, boolean isMuted, boolean isVideoOn, Instant joinedAt) {}
