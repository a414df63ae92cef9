package dev.parley.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who may show a camera or a screen in a room. Somebody who only listens sends nothing at all, so on a stage everyone means everyone on it. */
public enum Allowed {
    OFF, HOSTS, SPEAKERS, EVERYONE;

    public static Optional<Allowed> of(String word) {
        return Arrays.stream(values()).filter(allowed -> allowed.word().equals(word)).findFirst();
    }

    /** What holds unless the room says otherwise: everybody at a table, and those on stage. */
    public static Allowed usual(boolean stage) {
        return stage ? SPEAKERS : EVERYONE;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean allows(Role role) {
        return switch (this) {
            case OFF -> false;
            case HOSTS -> role.moderates();
            case SPEAKERS, EVERYONE -> role.speaks();
        };
    }
}
