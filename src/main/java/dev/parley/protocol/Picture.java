package dev.parley.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A picture that somebody is shown: whose, of what, and how large. */
public record Picture(UserId userId, Source source, Size size) {

    /** The sizes in which a camera is sent, from the smallest. */
    public enum Size {
        SMALL, MEDIUM, LARGE;

        public static Optional<Size> of(String word) {
            return Arrays.stream(values()).filter(size -> size.word().equals(word)).findFirst();
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
