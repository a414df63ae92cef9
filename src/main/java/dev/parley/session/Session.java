package dev.parley.session;

import dev.parley.protocol.RoomId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One person signed in on one device: a family of refresh tokens, each the successor of the one before.
 *
 * @param current the hash of the token that is valid now
 * @param previous the hash of the one before, which is still accepted for a few seconds
 * @param room the only room that it opens, if this is the visit of a guest. Such a session is not renewed
 */
@Entity("sessions")
public record Session(
        @Id SessionId id,
        @Column UserId account,
        @Column String device,
        @Column String address,
        @Column String network,
        @Column Instant createdAt,
        @Column Instant lastUsedAt,
        @Column String current,
        @Column @Nullable String previous,
        @Column @Nullable Instant rotatedAt,
        @Column Instant expires,
        @Column @Nullable Instant confirmedUntil,
        @Column @Nullable RoomId room) {

    public boolean isVisit() {
        return room != null;
    }

    /** A session ended. Open sockets that belong to it have to close. */
    public record Ended(SessionId id) {}
}
