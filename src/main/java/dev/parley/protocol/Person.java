package dev.parley.protocol;

import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Somebody as others see them. The schema has a name of its own, because the search for people has another record `Person`.
 *
 * @param guest true for somebody without an account, and otherwise left out
 */
@Schema(name = "Somebody")
public record Person(String id, @Schema(nullable = true, description = "Left out for guests") @Nullable String username,
        @Schema(nullable = true) @Nullable String name, String avatar,
        @Schema(nullable = true, description = "True for somebody without an account. Otherwise left out") @Nullable Boolean guest) {

    public Person(String id, @Nullable String username, @Nullable String name, String avatar) {
        this(id, username, name, avatar, null);
    }

    /** Where there is one name only. */
    public String called() {
        return username != null ? username : Objects.requireNonNullElse(name, "");
    }

    public boolean hasNoAccount() {
        return Boolean.TRUE.equals(guest);
    }
}
