package dev.parley.protocol;

/** A room, or an ad-hoc call, which has no other name. */
public record RoomId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
