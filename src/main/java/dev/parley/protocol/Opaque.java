package dev.parley.protocol;

/** A JSON value that is passed on as it came, unread: well-formed, for the frame that it came in was. */
public record Opaque(String json) {
    public static final Opaque NULL = new Opaque("null");
}
