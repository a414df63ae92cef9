package dev.parley.protocol;

import java.util.Optional;

/** The two connections of a person to the media server: the one that they are heard by, and the one that they hear by. */
public enum Leg {
    PUBLISH("publish"),
    SUBSCRIBE("subscribe");

    private final String word;

    Leg(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<Leg> of(String word) {
        return switch (word) {
            case "publish" -> Optional.of(PUBLISH);
            case "subscribe" -> Optional.of(SUBSCRIBE);
            default -> Optional.empty();
        };
    }
}
