package dev.parley.live;

import dev.parley.protocol.MessageId;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that a turn decided and that has to be stored, because it counts after the live room has ended. */
public sealed interface Fact {
    RoomId roomId();

    /** A fact about the chat, which changes nobody's standing in the room. */
    sealed interface OfChat extends Fact {}

    record Chatted(RoomId roomId, MessageId id, UserId userId, String text, Instant at, @Nullable MessageId replyTo) implements OfChat {}

    /** An emoji to a message, or that it is taken back. */
    record ChatReacted(RoomId roomId, MessageId id, UserId userId, String emoji, boolean on, Instant at) implements OfChat {}

    record ChatDeleted(RoomId roomId, MessageId id) implements OfChat {}

    record RoleGiven(RoomId roomId, UserId userId, Role role, Instant at) implements Fact {}

    record Banned(RoomId roomId, UserId userId, UserId by, Instant at) implements Fact {}

    record Unbanned(RoomId roomId, UserId userId) implements Fact {}

    /** A person is no longer a member, because they left for good or were removed. */
    record Left(RoomId roomId, UserId userId) implements Fact {}

    /**
     * A room was handed over. The old host is a moderator from then on.
     *
     * @param here whether the new host was in the room. Otherwise they have to be a member
     */
    record HostChanged(RoomId roomId, UserId from, UserId to, boolean here, Instant at) implements Fact {}

    record Locked(RoomId roomId, boolean locked) implements Fact {}
}
