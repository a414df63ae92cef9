package dev.parley.protocol;

/** Identifies a person's account. */
public record UserId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
