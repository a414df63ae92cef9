package dev.parley.member;

import dev.parley.live.Fact;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import jakarta.nosql.Column;
import jakarta.nosql.Convert;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The standing of one person in one room: membership, role, ban. People without any of these have no document.
 *
 * @param listensSince when they were made a listener, or chose to be one. An invitation from before that time does not change it
 */
@Entity("standings")
public record Standing(
        @Id String id,
        @Column("room") RoomId roomId,
        @Column("person") UserId userId,
        @Column @Convert(RoleWord.class) @Nullable Role role,
        @Column Boolean member,
        @Column Boolean banned,
        @Column @Nullable UserId bannedBy,
        @Column @Nullable Instant bannedAt,
        @Column @Nullable Instant since,
        @Column @Nullable Instant listensSince) {

    /** A field that is missing in a new document counts as false or none. */
    public Standing {
        member = Boolean.TRUE.equals(member);
        banned = Boolean.TRUE.equals(banned);
    }

    public static String id(RoomId roomId, UserId userId) {
        return roomId + " " + userId;
    }

    public static Standing none(RoomId roomId, UserId userId) {
        return new Standing(id(roomId, userId), roomId, userId, null, false, false, null, null, null, null);
    }

    /** Whether they may enter when the room is private. */
    public boolean belongs() {
        return !banned && member;
    }

    /** Whether an invitation that was made at this time may give them this role. */
    public boolean mayBecome(Role invited, Instant madeAt) {
        return (role == null || invited.isAbove(role)) && (listensSince == null || madeAt.isAfter(listensSince));
    }

    /** Adds what was decided in the live room and is not stored yet. */
    public Standing after(Fact fact) {
        return switch (fact) {
            case Fact.RoleGiven given when given.userId().equals(userId) -> new Standing(id, roomId, userId, given.role(), true, banned, bannedBy, bannedAt, since,
                    given.role() == Role.LISTENER ? given.at() : null);
            case Fact.Banned now when now.userId().equals(userId) -> new Standing(id, roomId, userId, outlasting(), false, true, now.by(), now.at(), since, listensSince);
            case Fact.Unbanned now when now.userId().equals(userId) -> new Standing(id, roomId, userId, role, member, false, null, null, since, listensSince);
            case Fact.Left now when now.userId().equals(userId) -> new Standing(id, roomId, userId, outlasting(), false, banned, bannedBy, bannedAt, since, listensSince);
            case Fact.HostChanged now when now.to().equals(userId) -> none(roomId, userId);
            case Fact.HostChanged now when now.from().equals(userId) -> new Standing(id, roomId, userId, Role.MODERATOR, true, false, null, null, since, null);
            case Fact.RoleGiven _, Fact.Banned _, Fact.Unbanned _, Fact.Left _, Fact.HostChanged _, Fact.OfChat _, Fact.Locked _ -> this;
        };
    }

    /** The role that a person keeps after leaving or being banned: a listener stays a listener. */
    private @Nullable Role outlasting() {
        return role == Role.LISTENER ? role : null;
    }
}
