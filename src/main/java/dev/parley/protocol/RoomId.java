package dev.parley.protocol;

/** Identifies a room or an ad-hoc call. An ad-hoc call has no other name. */
public record RoomId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
