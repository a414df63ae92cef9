package dev.parley.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody can send. */
public enum Source {
    MICROPHONE, CAMERA, SCREEN, SCREEN_AUDIO;

    public static Optional<Source> of(String word) {
        return Arrays.stream(values()).filter(source -> source.word().equals(word)).findFirst();
    }

    /** Something to see. The others are heard. */
    public boolean isPicture() {
        return this == CAMERA || this == SCREEN;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
