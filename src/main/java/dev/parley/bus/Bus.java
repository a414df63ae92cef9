package dev.parley.bus;

import dev.parley.problem.Problem;
import dev.parley.problem.Repeats;
import dev.parley.bus.Parcel.Kind;
import io.lettuce.core.RedisURI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Messages between nodes, over Redis. It promises order between two nodes, no duplicates, nothing older than two seconds, and a word about each gap.
 * It does not promise delivery: what did not arrive shows as a gap, and the layer above asks for a snapshot.
 */
public final class Bus implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Bus.class.getName());
    /** For all buses of this process, so that a node that begins a new life repeats no number of the one before. */
    private static final AtomicLong REQUESTS = new AtomicLong();
    /** No parcel older than this is delivered, and no answer is awaited for longer. */
    public static final Duration OLDEST = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final int MOST_DEAD = 1_000;
    private static final int LARGEST = 1024 * 1024;

    /** Called in the order in which one node sent, on a virtual thread of that node. */
    public interface Receiver {
        void told(String from, byte[] payload);

        CompletableFuture<byte[]> asked(String from, byte[] payload);

        /** Something from this node was lost. */
        void gap(String from);

        /** Called by the thread of the bus, so that it must return at once. */
        default void up() {}

        default void down() {}
    }

    /** The lag is how long this node's own signs of life were under way. */
    public record Count(long sent, long received, long gaps, long duplicates, long tooOld, long dropped, long p50Micros, long p99Micros) {}

    /** Another node. Its numbers are guarded by this object's lock. */
    private final class Peer {
        final String node;
        final String channel;
        final Numbers numbers = new Numbers(OLDEST.toNanos());
        final Departures departures = new Departures(id, numbers, batch -> publish(this, batch));
        final Serial arrivals = new Serial();

        Peer(String node) {
            this.node = node;
            this.channel = channel(node);
        }
    }

    private final String id;
    private final Receiver receiver;
    private final RedisWay way;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private final Set<String> dead = ConcurrentHashMap.newKeySet();
    private final Asks asks = new Asks();
    private final Answers answers = new Answers();
    private final Repeats repeats = new Repeats(LOG);
    private final Tally tally = new Tally();
    private final Thread thread = Thread.ofPlatform().daemon().name("parley-bus").unstarted(this::run);
    private volatile boolean up;
    private volatile boolean stopped;

    public Bus(RedisURI redis, String id, Receiver receiver) {
        this.id = id;
        this.receiver = receiver;
        this.way = new RedisWay(redis, channel(id), this::arrive);
    }

    /** Returns at once. While Redis is away nothing can be sent, and the rest goes on. */
    public void start() {
        thread.start();
        Thread.ofVirtual().name("parley-bus-patience").start(this::losePatience);
    }

    /** A node to exchange signs of life with. Nodes that send something are met by themselves. */
    public void meet(String node) {
        if (!node.equals(id) && !dead.contains(node)) {
            peers.computeIfAbsent(node, Peer::new);
        }
    }

    /** The node is dead, and its id never comes back. What it may still send is ignored. */
    public void forget(String node) {
        if (dead.size() >= MOST_DEAD) {
            dead.clear();
        }
        dead.add(node);
        peers.remove(node);
        asks.forget(node);
    }

    /** Whether this node hears its own signs of life through Redis. */
    public boolean isUp() {
        return up;
    }

    /** Whether that node was heard through Redis a moment ago. */
    public boolean isNear(String node) {
        Peer peer = peers.get(node);
        if (peer == null || !up) {
            return false;
        }
        synchronized (peer.numbers) {
            return peer.numbers.isNear(System.nanoTime());
        }
    }

    /** False if it was certainly not sent. Otherwise it arrives once, in order and within two seconds, or that node notices a gap. */
    public boolean tell(String node, byte[] payload) {
        return send(node, Kind.TELL, 0, payload);
    }

    /** An id for {@link #ask(String, long, byte[], Duration)}. */
    public static long newRequest() {
        return REQUESTS.incrementAndGet();
    }

    public CompletableFuture<byte[]> ask(String node, byte[] payload) {
        return ask(node, Kind.QUESTION, newRequest(), payload, OLDEST);
    }

    /** Asks again with the same id do nothing twice: that node remembers its answer for a few seconds. */
    public CompletableFuture<byte[]> ask(String node, long request, byte[] payload, Duration patience) {
        return ask(node, Kind.ASK, request, payload, patience);
    }

    private CompletableFuture<byte[]> ask(String node, Kind kind, long request, byte[] payload, Duration patience) {
        meet(node);
        if (!peers.containsKey(node)) {
            return CompletableFuture.failedFuture(Asks.unavailable());
        }
        CompletableFuture<byte[]> answer = asks.begin(node, request, patience);
        if (!answer.isDone() && !send(node, kind, request, payload)) {
            asks.fail(request);
        }
        return answer;
    }

    /** On a thread of its own, because the one that keeps the connections may wait for Redis. */
    private void losePatience() {
        while (!stopped) {
            LockSupport.parkNanos(ROUND.toNanos());
            asks.failLate(System.nanoTime());
        }
    }

    /** A future wraps the exception of the one before it. */
    private static @Nullable Throwable cause(@Nullable Throwable failed) {
        return failed instanceof CompletionException ? failed.getCause() : failed;
    }

    private boolean send(String node, Kind kind, long request, byte[] payload) {
        Peer peer = peers.get(node);
        return peer != null && up && payload.length <= LARGEST && peer.departures.add(new Parcel(kind, request, payload));
    }

    private void publish(Peer peer, Batch batch) {
        boolean published = false;
        try {
            published = way.publish(peer.channel, batch.bytes(), () -> unheard(peer, batch));
        } catch (RuntimeException failed) {
            repeats.log(Level.WARNING, "publish" + failed.getClass(), failed, () -> "Something could not be published on the bus");
        }
        (published ? tally.sent : tally.dropped).add(batch.parcels().size());
        if (!published) {
            failAll(batch);
        }
    }

    /** A node that was killed listens no more, long before its lease ends. On its own thread, because what fails may do more than this one may. */
    private void unheard(Peer peer, Batch batch) {
        synchronized (peer.numbers) {
            peer.numbers.goesDeaf();
        }
        if (!batch.parcels().isEmpty()) {
            peer.arrivals.add(0, () -> failAll(batch));
        }
    }

    private void failAll(Batch batch) {
        for (Parcel parcel : batch.parcels()) {
            if (parcel.kind() == Kind.ASK || parcel.kind() == Kind.QUESTION) {
                asks.fail(parcel.request());
            }
        }
    }

    /** On the thread of the Redis client, which may not be held up. */
    private void arrive(byte[] bytes) {
        try {
            Batch batch = Batch.of(bytes);
            if (batch.from().equals(id)) {
                tally.lag(way.heard(batch.mine()));
                return;
            }
            meet(batch.from());
            Peer peer = peers.get(batch.from());
            if (peer == null) {
                return;
            }
            synchronized (peer.numbers) {
                peer.numbers.hear(batch.mine(), System.nanoTime());
            }
            if (!peer.arrivals.add(bytes.length, () -> take(peer, batch))) {
                tally.dropped.add(batch.parcels().size());
            }
        } catch (RuntimeException bad) {
            repeats.log(Level.WARNING, "batch", bad, () -> "Something arrived on the bus that cannot be read");
        }
    }

    /** The age is judged here and not before, because a batch may also have waited for those before it. */
    private void take(Peer peer, Batch batch) {
        if (batch.parcels().isEmpty()) {
            boolean misses;
            synchronized (peer.numbers) {
                misses = peer.numbers.misses(batch.first(), batch.echo(), System.nanoTime());
            }
            if (misses) {
                guarded(peer, () -> missed(peer));
            }
        }
        long number = batch.first();
        for (Parcel parcel : batch.parcels()) {
            Numbers.Arrival arrival;
            synchronized (peer.numbers) {
                arrival = peer.numbers.arrives(number++, batch.echo(), System.nanoTime());
            }
            switch (arrival) {
                case DELIVER -> guarded(peer, () -> deliver(peer, parcel));
                case DELIVER_AFTER_GAP -> {
                    guarded(peer, () -> missed(peer));
                    guarded(peer, () -> deliver(peer, parcel));
                }
                case AGAIN -> tally.duplicates.increment();
                case TOO_OLD -> tally.tooOld.increment();
            }
        }
    }

    private void guarded(Peer peer, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failed) {
            repeats.log(Level.SEVERE, "receiver" + failed.getClass(), failed, () -> "A message of node " + peer.node + " could not be handled");
        }
    }

    private void missed(Peer peer) {
        tally.gaps.increment();
        receiver.gap(peer.node);
    }

    private void deliver(Peer peer, Parcel parcel) {
        tally.received.increment();
        switch (parcel.kind()) {
            case TELL -> receiver.told(peer.node, parcel.payload());
            case ASK -> {
                var _ = answers.of(peer.node, parcel.request(), () -> receiver.asked(peer.node, parcel.payload())).whenComplete((answer, failed) -> reply(peer, parcel.request(), answer, failed));
            }
            case QUESTION -> {
                var _ = asked(peer, parcel).whenComplete((answer, failed) -> reply(peer, parcel.request(), answer, failed));
            }
            case ANSWER, REFUSAL -> {
                CompletableFuture<byte[]> answer = asks.end(parcel.request());
                if (answer != null && parcel.kind() == Kind.ANSWER) {
                    answer.complete(parcel.payload());
                } else if (answer != null) {
                    answer.completeExceptionally(problem(parcel.payload()));
                }
            }
        }
    }

    private CompletableFuture<byte[]> asked(Peer peer, Parcel parcel) {
        try {
            return receiver.asked(peer.node, parcel.payload());
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    private void reply(Peer peer, long request, byte @Nullable [] answer, @Nullable Throwable failed) {
        boolean sent = answer != null ? send(peer.node, Kind.ANSWER, request, answer) : send(peer.node, Kind.REFUSAL, request, words(failed));
        if (!sent) {
            tally.dropped.increment();
        }
    }

    private byte[] words(@Nullable Throwable failed) {
        if (cause(failed) instanceof Problem problem) {
            return (problem.status() + "\n" + problem.code() + "\n" + problem.getMessage()).getBytes(StandardCharsets.UTF_8);
        }
        repeats.log(Level.SEVERE, "asked" + failed, failed, () -> "A request of another node failed");
        return "500\ninternal_error\nSomething went wrong on our side. Please try again.".getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the request may have been carried out although it failed. What the other node refused was not. */
    public static boolean isUnsure(Problem failed) {
        return failed.code().equals("unavailable") && failed.getCause() != null;
    }

    private static Problem problem(byte[] words) {
        String[] parts = new String(words, StandardCharsets.UTF_8).split("\n", 3);
        return parts[0].equals("503") ? Problem.unavailable(parts[1], parts[2], null) : new Problem(parts[1], Integer.parseInt(parts[0]), parts[2]);
    }

    private void run() {
        long ticked = System.nanoTime() - TICK.toNanos();
        while (!stopped) {
            try {
                way.keep();
                long now = System.nanoTime();
                if (now - ticked >= TICK.toNanos()) {
                    ticked = now;
                    way.publish(channel(id), new Batch(id, now, now, 0, List.of()).bytes(), () -> {});
                    peers.values().forEach(peer -> peer.departures.sign());
                }
                answers.forget(now);
                turn(way.isHeard());
            } catch (RuntimeException failed) {
                repeats.log(Level.WARNING, String.valueOf(failed.getClass()), failed, () -> "The bus between the nodes is disturbed");
            }
            LockSupport.parkNanos(ROUND.toNanos());
        }
    }

    private void turn(boolean heard) {
        if (heard == up) {
            return;
        }
        up = heard;
        LOG.log(heard ? Level.INFO : Level.WARNING, () -> heard ? "The bus between the nodes works" : "The bus between the nodes is down: Redis cannot be reached");
        if (heard) {
            receiver.up();
        } else {
            receiver.down();
        }
    }

    public Count count() {
        return tally.count();
    }

    static String channel(String node) {
        return "parley:node:" + node;
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(OLDEST.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        // Whoever asked before this node left still gets an answer.
        long end = System.nanoTime() + ROUND.toNanos();
        while (System.nanoTime() < end && peers.values().stream().anyMatch(peer -> peer.departures.isBusy())) {
            LockSupport.parkNanos(ROUND.toNanos() / 100);
        }
        way.close();
        asks.failAll();
    }
}
