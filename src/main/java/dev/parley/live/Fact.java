package dev.parley.live;

import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import java.time.Instant;

/** What a turn decided that has to outlive the room's being live. */
public sealed interface Fact {
    RoomId roomId();

    record Chatted(RoomId roomId, String id, UserId userId, String text, Instant at) implements Fact {}

    record RoleGiven(RoomId roomId, UserId userId, Role role, Instant at) implements Fact {}

    record Banned(RoomId roomId, UserId userId, UserId by, Instant at) implements Fact {}

    record Unbanned(RoomId roomId, UserId userId) implements Fact {}

    /** A person is no longer a member, because they left for good or were removed. */
    record Left(RoomId roomId, UserId userId) implements Fact {}

    record Locked(RoomId roomId, boolean locked) implements Fact {}
}
