package dev.parley.sfu;

import dev.parley.problem.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The requests to one media server that wait for an answer. Each of them ends: with an answer, a refusal, or after two seconds. */
final class Requests {
    static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST = 20_000;

    private final String prefix = Long.toString(ThreadLocalRandom.current().nextLong(), 36) + ".";
    private final Map<String, Waiting> waiting = new HashMap<>();
    private long count;

    /** Some are answered by an acknowledgement, others only by what follows it. */
    private record Waiting(CompletableFuture<JsonObject> answer, long until, boolean acknowledged) {}

    static Problem unavailable() {
        return Problem.unavailable("unavailable", "The media server does not answer. Please try again in a moment.", new IOException("no answer"));
    }

    /** Puts its number into the message. Has failed already if too many wait. */
    synchronized CompletableFuture<JsonObject> begin(JsonObjectBuilder message, long now, boolean acknowledged) {
        if (waiting.size() >= MOST) {
            return CompletableFuture.failedFuture(unavailable());
        }
        String transaction = prefix + count++;
        message.add("transaction", transaction);
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(transaction, new Waiting(answer, now + PATIENCE.toNanos(), acknowledged));
        return answer;
    }

    /** Whether this message belongs to a request that waits. */
    boolean isAnswered(String kind, JsonObject message) {
        Waiting asked = take(message.getString("transaction", null), kind.equals("ack"));
        if (asked == null) {
            return false;
        }
        Words.Refused refused = Words.refusal(message);
        if (refused == null) {
            asked.answer.complete(message);
        } else {
            asked.answer.completeExceptionally(refused);
        }
        return true;
    }

    private synchronized @Nullable Waiting take(@Nullable String transaction, boolean acknowledgement) {
        Waiting asked = transaction == null ? null : waiting.get(transaction);
        return asked != null && asked.acknowledged == acknowledgement && waiting.remove(transaction, asked) ? asked : null;
    }

    void failLate(long now) {
        fail(now, false);
    }

    void failAll() {
        fail(0, true);
    }

    private void fail(long now, boolean all) {
        List<Waiting> late = new ArrayList<>();
        synchronized (this) {
            waiting.values().removeIf(each -> (all || now - each.until >= 0) && late.add(each));
        }
        late.forEach(each -> each.answer.completeExceptionally(unavailable()));
    }
}
