package dev.parley.settings;

import java.util.logging.Level;

/** The log level for what the operator sees on the console by default: between INFO and WARNING, called AUDIT by Liberty. */
public final class Notice extends Level {
    private static final long serialVersionUID = 1L;
    public static final Level NOTICE = new Notice();

    private Notice() {
        super("NOTICE", 850);
    }
}
