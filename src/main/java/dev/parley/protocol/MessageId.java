package dev.parley.protocol;

/** Identifies a message in the chat of a room. */
public record MessageId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
