package dev.parley.settings;

import java.util.logging.Level;

/** What the operator sees on the console without asking for it: the level between INFO and WARNING that Liberty calls AUDIT. */
public final class Notice extends Level {
    private static final long serialVersionUID = 1L;
    public static final Level NOTICE = new Notice();

    private Notice() {
        super("NOTICE", 850);
    }
}
