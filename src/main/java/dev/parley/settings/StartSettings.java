package dev.parley.settings;

/** A feature's settings. Every bean of this type is made and checked before anything else starts. */
public interface StartSettings {

    /** Refuses what reading alone cannot see, such as a folder that may not be written to. */
    default void check() {}
}
