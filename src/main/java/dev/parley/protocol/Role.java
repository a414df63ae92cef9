package dev.parley.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do in a room. The role with the most rights comes first. */
public enum Role {
    HOST, MODERATOR, SPEAKER, LISTENER;

    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** The word for it in messages and in the database. */
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
