package dev.parley.settings;

/** A feature's settings. Every bean of this type is made and checked before anything else starts. */
public interface StartSettings {

    /** Refuses problems that reading alone does not show, such as a folder that is not writable. */
    default void check() {}
}
