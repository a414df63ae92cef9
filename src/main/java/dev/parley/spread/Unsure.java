package dev.parley.spread;

import dev.parley.live.LiveRooms.Errand;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/**
 * Requests that may have been carried out although no answer came. If the client sends the same again, the owner gets it as the same request, and
 * answers again what it answered before.
 */
final class Unsure {
    /** The owner remembers its answers for as long. */
    private static final long KEPT = Duration.ofSeconds(6).toNanos();
    private static final int MOST = 5_000;

    private final LinkedHashMap<Errand, Sent> sent = new LinkedHashMap<>();

    private record Sent(long request, long at) {}

    synchronized long numberOf(Errand errand, LongSupplier fresh) {
        Sent before = sent.isEmpty() ? null : sent.remove(errand);
        return before != null && System.nanoTime() - before.at < KEPT ? before.request : fresh.getAsLong();
    }

    synchronized void remember(Errand errand, long request) {
        if (sent.size() >= MOST) {
            sent.pollFirstEntry();
        }
        sent.putLast(errand, new Sent(request, System.nanoTime()));
    }
}
