package dev.parley.wire;

import dev.parley.problem.Enduring;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Looks after all open connections, round after round, on a thread of its own. In a pool it would have to wait behind the work of a thousand
 * sockets. A round never writes to a socket, because the other side decides how long that takes.
 */
public final class Ticker implements AutoCloseable {
    private static final Set<Ticker> RUNNING = ConcurrentHashMap.newKeySet();

    private volatile long began = System.nanoTime();
    private volatile boolean closed;

    private Ticker() {}

    /** Each round gets the {@link System#nanoTime}. */
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

    /** How long ago the last round began, for the ticker where that is longest ago. */
    public static Duration sinceLastRound() {
        long now = System.nanoTime();
        return Duration.ofNanos(RUNNING.stream().mapToLong(ticker -> now - ticker.began).max().orElse(0));
    }

    /** Begins no further round. */
    @Override
    public void close() {
        closed = true;
        RUNNING.remove(this);
    }
}
