package dev.parley.spread;

import dev.parley.cluster.Owner;
import dev.parley.live.Snapshot;
import dev.parley.live.Snapshot.Place;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.spread.Copies.Copy;
import dev.parley.spread.Letter.GoOn;
import dev.parley.spread.Letter.Noted;
import dev.parley.spread.Letter.Prepare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Rooms that go from one living node to another. The next owner has the room before the database says that it is the owner, so that nobody ever finds it
 * empty. Until then what people do waits.
 */
final class Handover {
    private static final Logger LOG = Logger.getLogger(Handover.class.getName());
    /** A node that has just started, or is busy, may take a room a moment later. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final long PREPARED_FOR = Duration.ofSeconds(10).toNanos();

    private final Life life;
    private final Map<RoomId, Prepared> prepared = new ConcurrentHashMap<>();
    private volatile boolean draining;

    private record Prepared(Copy copy, long since) {}

    Handover(Life life) {
        this.life = life;
    }

    /** Gives every live room away. Returns when that is done, or when no other node takes them. */
    void all() {
        draining = true;
        long end = System.nanoTime() + PATIENCE.toNanos();
        life.owned.values().forEach(own -> {
            while (!own.empty && candidates(own).stream().noneMatch(node -> give(own, node))) {
                if (life.nodes.others().isEmpty() || System.nanoTime() - end > 0) {
                    LOG.warning(() -> "No other node takes room " + own.room);
                    return;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
    }

    private List<String> candidates(Own own) {
        List<String> others = new ArrayList<>(life.nodes.others());
        String most = own.mostAt(life.nodes.others());
        if (most != null) {
            others.remove(most);
            others.addFirst(most);
        }
        return others;
    }

    private boolean give(Own own, String to) {
        CompletableFuture<Owner> leaving = new CompletableFuture<>();
        Optional<Snapshot> seen = life.liveRooms.hold(own.room, live -> {
            if (live.isPresent()) {
                own.leaving = leaving;
            }
        });
        if (seen.isEmpty()) {
            return true;
        }
        try {
            Owner next = prepare(own, to, seen.get());
            life.owned.remove(own.room, own);
            life.liveRooms.drop(own.room);
            life.figures.drained.increment();
            LOG.info(() -> "Room " + own.room + " goes on at node " + to);
            // If this is lost, it goes on at the next thing that somebody does there.
            life.bus.ask(to, new GoOn(own.room).bytes()).whenComplete((_, _) -> leaving.complete(next)).join();
            return true;
        } catch (RuntimeException refused) {
            if (leaving.isDone()) {
                return true;
            }
            LOG.log(Level.INFO, refused, () -> "Node " + to + " does not take room " + own.room);
            own.leaving = null;
            leaving.completeExceptionally(Life.unavailable());
            return false;
        }
    }

    private Owner prepare(Own own, String to, Snapshot seen) {
        Map<PeerId, String> nodes = new HashMap<>();
        seen.places().stream().map(Place::peer).forEach(peer -> nodes.put(peer, own.nodes.getOrDefault(peer, life.nodes.id())));
        life.bus.ask(to, new Prepare(own.room, own.owner.epoch() + 1, seen, nodes).bytes()).join();
        return life.gate.through(() -> life.owners.handOver(own.room, own.owner, to)).orElseThrow(Life::unavailable);
    }

    CompletableFuture<byte[]> prepare(Prepare letter) {
        if (draining) {
            return CompletableFuture.failedFuture(Life.unavailable());
        }
        Owner owner = new Owner(life.nodes.id(), letter.epoch());
        prepared.put(letter.room(), new Prepared(new Copy(owner, 0, letter.snapshot(), letter.nodes()), System.nanoTime()));
        return Life.back(new Noted());
    }

    CompletableFuture<byte[]> goOn(GoOn letter) {
        Prepared ready = prepared.get(letter.room());
        if (ready != null) {
            life.owners.learn(letter.room(), ready.copy().owner());
            goOn(letter.room(), ready.copy().owner());
        }
        return Life.back(new Noted());
    }

    /** Whether the room was prepared for this: it goes on here now. */
    boolean goOn(RoomId room, Owner mine) {
        Prepared ready = prepared.get(room);
        if (ready == null || !ready.copy().owner().equals(mine) || !prepared.remove(room, ready)) {
            return false;
        }
        life.neighbours.succession.goOn(ready.copy(), mine);
        return true;
    }

    void tick(long now) {
        prepared.values().removeIf(each -> now - each.since() > PREPARED_FOR);
    }
}
