package dev.parley.harness;

import java.util.ArrayList;
import java.util.List;

/** What tests have opened. It is closed in the opposite order. */
public final class Opened {
    private final List<AutoCloseable> all = new ArrayList<>();

    public <T extends AutoCloseable> T add(T made) {
        all.add(made);
        return made;
    }

    public void close() throws Exception {
        for (AutoCloseable each : all.reversed()) {
            each.close();
        }
        all.clear();
    }
}
