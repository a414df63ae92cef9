package dev.parley.protocol;

/** A person's account. */
public record UserId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
