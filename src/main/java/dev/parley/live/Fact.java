package dev.parley.live;

import dev.parley.protocol.Role;
import java.time.Instant;

/** What a turn decided that has to outlive the room's being live. */
public sealed interface Fact {
    String roomId();

    record Said(String roomId, String id, String userId, String text, Instant at) implements Fact {}

    record RoleGiven(String roomId, String userId, Role role) implements Fact {}

    record Banned(String roomId, String userId, String by, Instant at) implements Fact {}

    record Unbanned(String roomId, String userId) implements Fact {}

    /** A person is no longer a member, because they left for good or were removed. */
    record Left(String roomId, String userId) implements Fact {}

    record Locked(String roomId, boolean locked) implements Fact {}
}
