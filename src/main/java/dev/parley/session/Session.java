package dev.parley.session;

import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signed in on some device: a family of refresh tokens, each the successor of the one before.
 *
 * @param current the hash of the token that is valid now
 * @param previous that of the one before, which is taken for a few seconds more
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
        @Column @Nullable Instant confirmedUntil) {

    /** A session came to its end; open sockets that belong to it have to close. */
    public record Ended(SessionId id) {}
}
