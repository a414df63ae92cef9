package dev.parley.protocol;

/** Identifies a session: one person signed in on one device. */
public record SessionId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
