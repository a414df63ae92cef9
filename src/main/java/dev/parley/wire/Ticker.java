package dev.parley.wire;

import dev.parley.problem.Enduring;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Looks after all that is open, round after round, on a thread of its own: in a pool it would wait for its turn behind whatever a thousand
 * sockets have to do in the same moment. A round never writes to a socket: that may take as long as its other side likes.
 */
public final class Ticker implements AutoCloseable {
    private static final Set<Ticker> RUNNING = ConcurrentHashMap.newKeySet();

    private volatile long began = System.nanoTime();
    private volatile boolean closed;

    private Ticker() {}

    /** The round is told the {@link System#nanoTime}. */
    public static Ticker start(String what, Duration every, LongConsumer round) {
        Ticker ticker = new Ticker();
        Enduring enduring = new Enduring("looking after " + what, () -> {
            ticker.began = System.nanoTime();
            round.accept(ticker.began);
        });
        RUNNING.add(ticker);
        Thread.ofPlatform().daemon().name("parley-" + what).start(() -> {
            while (!ticker.closed) {
                enduring.run();
                LockSupport.parkNanos(every.toNanos());
            }
        });
        return ticker;
    }

    /** How long ago the last round began, of the one where that is longest ago. */
    public static Duration sinceLastRound() {
        long now = System.nanoTime();
        return Duration.ofNanos(RUNNING.stream().mapToLong(ticker -> now - ticker.began).max().orElse(0));
    }

    /** No further round begins. */
    @Override
    public void close() {
        closed = true;
        RUNNING.remove(this);
    }
}
