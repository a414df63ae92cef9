package dev.parley.member;

import dev.parley.live.Fact;
import dev.parley.protocol.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person is to one room. Who is nothing to it has no standing stored.
 *
 * @param listensSince when they were made a listener, or chose to be one: an invitation from before does not change that
 */
public record Standing(String roomId, String userId, @Nullable Role role, boolean member, boolean banned, @Nullable String bannedBy,
        @Nullable Instant bannedAt, @Nullable Instant since, @Nullable Instant listensSince) {

    public static Standing none(String roomId, String userId) {
        return new Standing(roomId, userId, null, false, false, null, null, null, null);
    }

    /** Whether they may enter when the room is private. */
    public boolean belongs() {
        return !banned && member;
    }

    /** Whether an invitation that was made at this time may give them this role. */
    public boolean mayBecome(Role invited, Instant madeAt) {
        return (role == null || invited.isAbove(role)) && (listensSince == null || madeAt.isAfter(listensSince));
    }

    /** With what was decided in the live room and is not stored yet. */
    public Standing after(Fact fact) {
        return switch (fact) {
            case Fact.RoleGiven given when given.userId().value().equals(userId) -> new Standing(roomId, userId, given.role(), true, banned, bannedBy, bannedAt, since,
                    given.role() == Role.LISTENER ? Instant.now() : null);
            case Fact.Banned now when now.userId().value().equals(userId) -> new Standing(roomId, userId, outlasting(), false, true, now.by().value(), now.at(), since, listensSince);
            case Fact.Unbanned now when now.userId().value().equals(userId) -> new Standing(roomId, userId, role, member, false, null, null, since, listensSince);
            case Fact.Left now when now.userId().value().equals(userId) -> new Standing(roomId, userId, outlasting(), false, banned, bannedBy, bannedAt, since, listensSince);
            case Fact.RoleGiven _, Fact.Banned _, Fact.Unbanned _, Fact.Left _, Fact.Said _, Fact.Locked _ -> this;
        };
    }

    /** The role that a person keeps after leaving or a ban: a listener stays a listener. */
    private @Nullable Role outlasting() {
        return role == Role.LISTENER ? role : null;
    }
}
