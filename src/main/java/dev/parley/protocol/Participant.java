package dev.parley.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody in a room, as everybody in it sees them. `away` means that they lost the connection and may still come back to their seat.
 * `sources` says what they send: `microphone`, `camera`, `screen`, `screen-audio`. */
public record Participant(String id, String peerId, @Schema(nullable = true, description = "Left out for guests") @Nullable String username,
        @Schema(nullable = true) @Nullable String name, String avatar,
        @Schema(nullable = true, description = "True for somebody without an account. Otherwise left out") @Nullable Boolean guest, String role,
        boolean isMuted, List<String> sources, boolean mutedByModerator, boolean handRaised, @Schema(nullable = true) @Nullable Instant handSince, boolean away,
        Instant joinedAt) {
    /** A node of an earlier version says nothing about sources. */
    public Participant {
        sources = Objects.requireNonNullElse(sources, List.of());
    }

    /** As they see themselves: whoever reads this is there. */
    public Participant asThemselves() {
        return new Participant(id, peerId, username, name, avatar, guest, role, isMuted, sources, mutedByModerator, handRaised, handSince, false, joinedAt);
    }
}
