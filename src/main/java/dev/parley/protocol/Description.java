package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What one browser signals to another: a session description or a candidate, passed on as it came. Most are never looked into, so what has
 * to be known of one is read when it is asked for.
 */
public interface Description {
    Opaque text();

    /** What it says that it is: an `offer`, an `answer`, an `ice-candidate`; null if it says nothing. */
    @Nullable String kind();

    /** Whether it might announce sound or pictures. */
    boolean sends();

    /** The same, saying that it is of this kind if it says nothing itself. */
    Description as(String kind);

    /** The candidate as browsers write it, which some clients wrap once more. */
    Opaque candidate();
}
