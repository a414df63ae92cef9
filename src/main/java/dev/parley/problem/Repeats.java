package dev.parley.problem;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Logs what may happen thousands of times in a second: the first time at once, and then from time to time with the number since. */
public final class Repeats {
    private static final long QUIET = 10_000_000_000L;
    private static final int MOST_KINDS = 200;

    private final Logger log;
    private final ConcurrentHashMap<String, Kind> kinds = new ConcurrentHashMap<>();

    /** When it was last logged, and how often it has happened since. */
    private record Kind(long at, int since) {}

    public Repeats(Logger log) {
        this.log = log;
    }

    /** Events of the same kind are counted together, because they mean the same to the reader of the log. */
    public void log(Level level, String kind, @Nullable Throwable thrown, Supplier<String> message) {
        long now = System.nanoTime();
        if (kinds.size() >= MOST_KINDS) {
            kinds.clear();
        }
        int[] before = {-1};
        kinds.compute(kind, (_, known) -> {
            if (known != null && now - known.at < QUIET) {
                return new Kind(known.at, known.since + 1);
            }
            before[0] = known == null ? 0 : known.since;
            return new Kind(now, 0);
        });
        if (before[0] >= 0) {
            log.log(level, thrown, () -> message.get() + (before[0] == 0 ? "" : " (and " + before[0] + " more like it since the last such line)"));
        }
    }
}
