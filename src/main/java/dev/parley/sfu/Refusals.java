package dev.parley.sfu;

import dev.parley.problem.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What peers are told that ask for what cannot be done. */
final class Refusals {
    private Refusals() {}

    static <T> CompletableFuture<T> outOfOrder() {
        return CompletableFuture.failedFuture(new Problem("out_of_order", 409, "The media server does not wait for this. Please begin again."));
    }

    static Problem stale() {
        return new Problem("stale_epoch", 409, "The media server no longer carries the room in this way. Please begin again.");
    }

    static <T> CompletableFuture<T> tooLong() {
        return CompletableFuture.failedFuture(new Problem("too_large", 413, "This description or candidate is too long."));
    }

    static CompletableFuture<Void> tooManyCandidates() {
        return CompletableFuture.failedFuture(Problem.tooMany("You are sending too many candidates.", Duration.ofSeconds(10)));
    }

    static Throwable cause(Throwable failed) {
        return failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
    }

    static Problem problem(Throwable failed) {
        return switch (cause(failed)) {
            case Problem problem -> problem;
            case Words.Refused refused when refused.isDescription() -> new Problem("bad_payload", 400, "The media server does not understand this description.");
            case Throwable other -> Problem.unavailable("unavailable", "The media server could not do this. Please try again in a moment.", other);
        };
    }
}
