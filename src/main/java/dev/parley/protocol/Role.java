package dev.parley.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do in a room, the mightiest first. */
public enum Role {
    HOST, MODERATOR, SPEAKER, LISTENER;

    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** As it stands in messages and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean speaks() {
        return this != LISTENER;
    }

    public boolean moderates() {
        return this == HOST || this == MODERATOR;
    }

    public boolean isAbove(Role other) {
        return compareTo(other) < 0;
    }
}
