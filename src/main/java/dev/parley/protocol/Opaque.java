package dev.parley.protocol;

/** A JSON value that is passed on unchanged and unread. It is well-formed, because it was part of a well-formed frame. */
public record Opaque(String json) {
    public static final Opaque NULL = new Opaque("null");
}
