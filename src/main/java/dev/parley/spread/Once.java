package dev.parley.spread;

import dev.parley.live.LiveRooms.Errand;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a request that a client sends again from being carried out twice. It goes under the same number as before, and where it was carried out
 * its mark is known. It outlives a {@link Life}: those who were there when others judged this node dead are still there afterwards.
 */
final class Once {
    private static final long KEPT = Duration.ofSeconds(6).toNanos();
    private static final int MOST_UNSURE = 5_000;
    private static final int MOST_DONE = 50_000;

    private final String process = UUID.randomUUID().toString();
    /** Requests that may have been carried out although no answer came. */
    private final LinkedHashMap<Errand, Sent> unsure = new LinkedHashMap<>();
    private volatile boolean sure = true;
    private final LinkedHashSet<String> done = new LinkedHashSet<>();

    private record Sent(long request, long at) {
        boolean isOver() {
            return System.nanoTime() - at > KEPT;
        }
    }

    /** The same for a request that is sent again, in the whole cluster. */
    String mark(long request) {
        return process + ":" + request;
    }

    /** The number under which this was sent before, otherwise null. */
    @Nullable Long before(Errand errand) {
        if (sure) {
            return null;
        }
        synchronized (unsure) {
            Sent before = unsure.get(errand);
            return before == null || before.isOver() ? null : before.request;
        }
    }

    long numberOf(Errand errand, LongSupplier fresh) {
        Long before = before(errand);
        return before == null ? fresh.getAsLong() : before;
    }

    void remember(Errand errand, long request) {
        synchronized (unsure) {
            while (!unsure.isEmpty() && (unsure.size() >= MOST_UNSURE || unsure.firstEntry().getValue().isOver())) {
                unsure.pollFirstEntry();
            }
            unsure.putLast(errand, new Sent(request, System.nanoTime()));
            sure = false;
        }
    }

    void forget(Errand errand) {
        if (!sure) {
            synchronized (unsure) {
                unsure.remove(errand);
                sure = unsure.isEmpty();
            }
        }
    }

    boolean isDone(String mark) {
        synchronized (done) {
            return done.contains(mark);
        }
    }

    void done(String mark) {
        synchronized (done) {
            if (done.add(mark) && done.size() > MOST_DONE) {
                done.removeFirst();
            }
        }
    }
}
