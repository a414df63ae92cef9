package dev.parley.protocol;

/** Somebody signed in on some device. */
public record SessionId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
