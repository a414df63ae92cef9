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

    /** Belongs to the room no longer, by their own will or another's. */
    record Left(String roomId, String userId) implements Fact {}

    record Locked(String roomId, boolean locked) implements Fact {}
}
