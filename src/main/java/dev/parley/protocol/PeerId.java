package dev.parley.protocol;

/** Identifies one connection of a person to a room, for the others in it. */
public record PeerId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
