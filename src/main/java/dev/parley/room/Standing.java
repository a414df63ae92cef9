package dev.parley.room;

import dev.parley.live.Fact;
import dev.parley.protocol.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one person is to one room. Who is nothing to it has no standing stored. */
public record Standing(String roomId, String userId, @Nullable Role role, boolean member, boolean banned, @Nullable String bannedBy,
        @Nullable Instant bannedAt, @Nullable Instant since) {

    static Standing none(String roomId, String userId) {
        return new Standing(roomId, userId, null, false, false, null, null, null);
    }

    /** Whether they may enter when the room is private. */
    boolean belongs() {
        return !banned && (member || role != null);
    }

    /** With what was decided in the live room and is not stored yet. */
    Standing after(Fact fact) {
        return switch (fact) {
            case Fact.RoleGiven given when given.userId().equals(userId) -> new Standing(roomId, userId, given.role(), member, banned, bannedBy, bannedAt, since);
            case Fact.Banned now when now.userId().equals(userId) -> new Standing(roomId, userId, null, false, true, now.by(), now.at(), since);
            case Fact.Unbanned now when now.userId().equals(userId) -> new Standing(roomId, userId, role, member, false, null, null, since);
            case Fact.RoleGiven _, Fact.Banned _, Fact.Unbanned _, Fact.Said _, Fact.Locked _ -> this;
        };
    }
}
