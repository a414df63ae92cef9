package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What one browser signals to another: a session description or a candidate, passed on unchanged. Most are never looked into, so it is only
 * parsed when somebody asks.
 */
public interface Description {
    Opaque text();

    /** The type that it names: `offer`, `answer` or `ice-candidate`; null if it names none. */
    @Nullable String kind();

    /** Whether it might announce sound or pictures. */
    boolean sends();

    /** Whether it might announce pictures. */
    boolean sendsPictures();

    /** The same description, with this type added if it names none. */
    Description as(String kind);

    /** The candidate as browsers write it, which some clients wrap once more. */
    Opaque candidate();
}
