package dev.parley.cluster;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.parley.problem.Repeats;
import dev.parley.protocol.Ids;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Which nodes are alive. Each renews a lease in the database and watches the others' leases. A death is decided by one compare-and-set on the lease
 * of the dead: either its next renewal arrives first, and it lives, or the mark does, and it can never renew again. So nobody takes anything from a
 * node that may still act.
 */
public final class Nodes implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Nodes.class.getName());
    private static final String COLLECTION = "nodes";
    private static final String BEAT = "beat";
    private static final long DEAD = -1;
    /** For so many leases the mark on a dead node stays, for operators to see. Nothing depends on it: without a lease a node is as dead. */
    private static final int KEPT = 60;
    /** Between two rounds, when the database is slow or a suspect is due. */
    private static final long SHORTEST = Duration.ofMillis(20).toNanos();

    private final MongoCollection<Lease> leases;
    private final String address;
    private final String version;
    private final Duration lease;
    private final LongSupplier nanoTime;
    private final Leases judgement;
    private final Repeats repeats = new Repeats(LOG);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Long> marked = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("parley-nodes").unstarted(this::run);
    private final String id = Ids.fresh();
    private volatile long renewed;
    private volatile boolean acting;
    private volatile boolean stopped;
    private volatile boolean hasRead;
    private volatile Set<String> alive = Set.of();

    /** As stored. The counter of a node that was judged dead is negative. */
    @Entity(COLLECTION)
    public record Lease(@Id String id, @Column Long beat, @Column String version, @Column String address) {}

    /** Called on the thread that renews the lease, so that it must return at once. */
    public interface Listener {
        default void joined(String node) {}

        default void died(String node) {}

        /** Others have judged this node dead. It owns nothing any more, and cannot come back under this id. */
        default void fenced() {}
    }

    public Nodes(MongoDatabase database, ClusterSettings settings, String version) {
        this(database, settings, version, System::nanoTime, settings.lease().dividedBy(3));
    }

    Nodes(MongoDatabase database, ClusterSettings settings, String version, LongSupplier nanoTime, Duration patience) {
        this.lease = settings.lease();
        this.leases = database.getCollection(COLLECTION, Lease.class).withTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        this.address = settings.address().orElse("");
        this.version = version;
        this.nanoTime = nanoTime;
        this.judgement = new Leases(lease, nanoTime);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Fails if the database does not answer, because a node without a lease cannot own anything. */
    public void start() {
        enter();
        thread.start();
    }

    void enter() {
        long started = nanoTime.getAsLong();
        leases.insertOne(new Lease(id, 0L, version, address));
        renewed = started;
        acting = true;
    }

    public String id() {
        return id;
    }

    /** Whether the others are known yet. */
    public boolean hasRead() {
        return hasRead;
    }

    /** The other nodes that were alive a moment ago. */
    public Set<String> others() {
        return alive;
    }

    /** False while the lease may run out before anybody hears of this node again. An owner asks before it acts. */
    public boolean mayAct() {
        return acting && nanoTime.getAsLong() - renewed <= lease.toNanos() / 3 * 2;
    }

    /** Asks the database whether this node is certainly dead. A node has a lease before it owns anything, so one without a lease is. */
    boolean isGone(String node) {
        Lease found = leases.find(eq(node)).first();
        return found == null || found.beat() < 0;
    }

    private void run() {
        while (!stopped) {
            long began = nanoTime.getAsLong();
            try {
                round();
            } catch (RuntimeException failed) {
                repeats.log(Level.WARNING, String.valueOf(failed.getClass()), failed, () -> "This node could not renew its lease");
            }
            LockSupport.parkNanos(untilNext(began));
        }
    }

    /** Comes back earlier to a node that is about to have stood still for too long: those who wait for its rooms wait no longer than they must. */
    private long untilNext(long began) {
        long now = nanoTime.getAsLong();
        return Math.max(SHORTEST, Math.min(lease.toNanos() / 6 - (now - began), judgement.nextSuspicion() - now));
    }

    /** One renewal and one reading, and another reading if it turned out that somebody is dead. The renewal counts from its start, because nobody knows when it arrived. */
    void round() {
        long started = nanoTime.getAsLong();
        if (acting) {
            if (leases.updateOne(and(eq(id), gte(BEAT, 0L)), inc(BEAT, 1L)).getMatchedCount() == 1) {
                renewed = started;
            } else {
                acting = false;
                LOG.severe("Other nodes have judged this node dead, because it could not renew its lease in time. It no longer owns any room");
                tell(Listener::fenced);
            }
        }
        if (read()) {
            read();
        }
    }

    /** Whether somebody was marked as dead, which the next reading shows. */
    private boolean read() {
        long reading = nanoTime.getAsLong();
        Map<String, Long> beats = new HashMap<>();
        for (Lease each : leases.find()) {
            if (each.beat() >= 0) {
                marked.remove(each.id());
                if (!each.id().equals(id)) {
                    beats.put(each.id(), each.beat());
                }
            } else {
                marked.putIfAbsent(each.id(), reading);
            }
        }
        Leases.Verdict verdict = judgement.read(reading, beats);
        alive = judgement.alive();
        hasRead = true;
        verdict.joined().forEach(node -> tell(listener -> listener.joined(node)));
        verdict.gone().forEach(node -> tell(listener -> listener.died(node)));
        boolean marks = mayAct();
        if (marks) {
            // Whoever renewed in the meantime is not marked.
            verdict.suspects().forEach((node, beat) -> leases.updateOne(and(eq(node), eq(BEAT, beat)), set(BEAT, DEAD)));
            sweep(reading);
        }
        return marks && !verdict.suspects().isEmpty();
    }

    private void sweep(long now) {
        marked.entrySet().removeIf(each -> now - each.getValue() > lease.toNanos() * KEPT
                && leases.deleteOne(and(eq(each.getKey()), eq(BEAT, DEAD))).wasAcknowledged());
    }

    private void tell(Consumer<Listener> news) {
        for (Listener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException failed) {
                repeats.log(Level.SEVERE, "listener", failed, () -> "Somebody could not take the news about a node");
            }
        }
    }

    /** Stops acting first: without its lease anybody may take what this node owns. */
    @Override
    public void close() {
        acting = false;
        stopped = true;
        LockSupport.unpark(thread);
        try {
            if (thread.isAlive()) {
                thread.join(lease.toMillis());
            }
            leases.deleteOne(eq(id));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            LOG.log(Level.WARNING, away, () -> "The lease of this node could not be given back. It runs out by itself");
        }
    }
}
