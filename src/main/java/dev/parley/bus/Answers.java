package dev.parley.bus;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The latest answers to other nodes, so that a request that is sent again is not carried out twice. Bounded in time, in number and in bytes. */
final class Answers {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MOST = 10_000;
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final LinkedHashMap<Key, Remembered> remembered = new LinkedHashMap<>();
    private int bytes;

    private record Key(String from, long request) {}

    private record Remembered(CompletableFuture<byte[]> answer, long since) {}

    /** The answer to this request of this node, which is worked out now if it has not been before. */
    CompletableFuture<byte[]> of(String from, long request, Supplier<CompletableFuture<byte[]>> asked) {
        Key key = new Key(from, request);
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        long now = System.nanoTime();
        synchronized (this) {
            Remembered before = remembered.get(key);
            if (before != null) {
                return before.answer;
            }
            forget(now);
            if (remembered.size() >= MOST || bytes >= MOST_BYTES) {
                // Refused before anything is done, because what is done has to be remembered.
                return CompletableFuture.failedFuture(Asks.unavailable());
            }
            remembered.put(key, new Remembered(answer, now));
        }
        try {
            var _ = asked.get().whenComplete((payload, failed) -> {
                synchronized (this) {
                    bytes += payload != null && remembered.containsKey(key) ? payload.length : 0;
                    if (failed == null) {
                        answer.complete(payload);
                    } else {
                        answer.completeExceptionally(failed);
                    }
                }
            });
        } catch (RuntimeException failed) {
            answer.completeExceptionally(failed);
        }
        return answer;
    }

    synchronized void forget(long now) {
        var oldest = remembered.values().iterator();
        while (oldest.hasNext()) {
            Remembered each = oldest.next();
            if (now - each.since < KEPT.toNanos()) {
                return;
            }
            bytes -= each.answer.isDone() && !each.answer.isCompletedExceptionally() ? each.answer.join().length : 0;
            oldest.remove();
        }
    }
}
