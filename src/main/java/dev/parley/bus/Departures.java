package dev.parley.bus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What goes to one node, in the order of its numbers. While one batch is being published, what comes meanwhile waits and goes in the next one. */
final class Departures {
    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 16 * 1024 * 1024;
    private static final int BATCH_BYTES = 256 * 1024;

    private final String id;
    /** Also the lock. */
    private final Numbers numbers;
    private final Consumer<Batch> publish;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean sign;
    private boolean running;

    /** A parcel, with this node's clock and the echo of the other's when it was made. */
    private record Waiting(Parcel parcel, long mine, long echo) {}

    Departures(String id, Numbers numbers, Consumer<Batch> publish) {
        this.id = id;
        this.numbers = numbers;
        this.publish = publish;
    }

    /** False if the other node would not take it, or if too much waits already. */
    boolean add(Parcel parcel) {
        synchronized (numbers) {
            long now = System.nanoTime();
            if (!numbers.isNear(now) || waiting.size() >= MOST || bytes + Batch.size(parcel) > MOST_BYTES) {
                return false;
            }
            waiting.add(new Waiting(parcel, now, numbers.echo()));
            bytes += Batch.size(parcel);
            begin();
            return true;
        }
    }

    void sign() {
        synchronized (numbers) {
            sign = true;
            begin();
        }
    }

    boolean isBusy() {
        synchronized (numbers) {
            return running;
        }
    }

    private void begin() {
        if (!running) {
            running = true;
            Thread.ofVirtual().name("parley-bus-sender").start(this::publishAll);
        }
    }

    private void publishAll() {
        for (Batch batch = next(); batch != null; batch = next()) {
            publish.accept(batch);
        }
    }

    private @Nullable Batch next() {
        synchronized (numbers) {
            if (waiting.isEmpty() && !sign) {
                running = false;
                return null;
            }
            sign = false;
            if (waiting.isEmpty()) {
                return new Batch(id, System.nanoTime(), numbers.echo(), numbers.next(0), List.of());
            }
            Waiting oldest = waiting.getFirst();
            List<Parcel> some = new ArrayList<>(waiting.size());
            int size = 0;
            do {
                Parcel parcel = waiting.removeFirst().parcel();
                some.add(parcel);
                size += Batch.size(parcel);
            } while (!waiting.isEmpty() && size + Batch.size(waiting.getFirst().parcel()) <= BATCH_BYTES);
            bytes -= size;
            return new Batch(id, oldest.mine(), oldest.echo(), numbers.next(some.size()), some);
        }
    }
}
