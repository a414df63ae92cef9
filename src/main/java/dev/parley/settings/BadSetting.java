package dev.parley.settings;

/** A setting that Parley cannot start with; the message is the line that the operator reads. Values are never part of it. */
public class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadSetting(String name, String what) {
        super(name + " " + what);
    }
}
