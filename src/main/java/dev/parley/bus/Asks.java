package dev.parley.bus;

import dev.parley.problem.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The requests to other nodes that wait for an answer. */
final class Asks {
    private static final int MOST = 10_000;
    private static final int MOST_OF_A_NODE = 2_000;

    private final Map<Long, Asked> asks = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    private record Asked(String node, AtomicInteger count, CompletableFuture<byte[]> answer, long until) {}

    static Problem unavailable() {
        return Problem.unavailable("unavailable", "Another server did not answer in time. Please try again in a moment.", new TimeoutException());
    }

    /** Has failed already if too many wait. */
    CompletableFuture<byte[]> begin(String node, long request, Duration patience) {
        AtomicInteger count = counts.computeIfAbsent(node, _ -> new AtomicInteger());
        if (asks.size() >= MOST || count.get() >= MOST_OF_A_NODE) {
            return CompletableFuture.failedFuture(unavailable());
        }
        Asked asked = new Asked(node, count, new CompletableFuture<>(), System.nanoTime() + patience.toNanos());
        count.incrementAndGet();
        Asked before = asks.put(request, asked);
        if (before != null) {
            before.count.decrementAndGet();
            before.answer.completeExceptionally(unavailable());
        }
        return asked.answer;
    }

    /** What waits for this answer. Null if it waits no more. */
    @Nullable CompletableFuture<byte[]> end(long request) {
        Asked asked = asks.remove(request);
        if (asked == null) {
            return null;
        }
        asked.count.decrementAndGet();
        return asked.answer;
    }

    void fail(long request) {
        CompletableFuture<byte[]> answer = end(request);
        if (answer != null) {
            answer.completeExceptionally(unavailable());
        }
    }

    void failLate(long now) {
        asks.forEach((request, asked) -> {
            if (now - asked.until >= 0) {
                fail(request);
            }
        });
    }

    /** This node never comes back. */
    void forget(String node) {
        asks.forEach((request, asked) -> {
            if (asked.node.equals(node)) {
                fail(request);
            }
        });
        counts.remove(node);
    }

    void failAll() {
        asks.keySet().forEach(this::fail);
    }
}
