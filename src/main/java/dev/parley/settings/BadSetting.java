package dev.parley.settings;

/** A setting that Parley cannot start with. The operator reads the message in the log, so it never contains the value. */
public class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadSetting(String name, String what) {
        super(name + " " + what);
    }
}
