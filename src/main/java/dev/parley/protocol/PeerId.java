package dev.parley.protocol;

/** One connection of a person to a room, as the others know it. */
public record PeerId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
