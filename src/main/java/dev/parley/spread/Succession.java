package dev.parley.spread;

import dev.parley.cluster.Owner;
import dev.parley.line.Lines;
import dev.parley.live.Act;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.live.Snapshot.Place;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.spread.Copies.Copy;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** How this node goes on after others died: with the rooms that they owned, and with the seats of the people whose sockets they held. */
final class Succession {
    private static final Logger LOG = Logger.getLogger(Succession.class.getName());
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);
    private static final int SOME = 1_000;

    private final Life life;
    private final Lines lines;
    private final long window;
    private final Executor threads;
    final Copies copies = new Copies();
    /** Peers of dead nodes, and until when their seats are kept. */
    private final Map<PeerId, Cut> cut = new ConcurrentHashMap<>();
    private final Set<RoomId> takingOver = ConcurrentHashMap.newKeySet();
    private long swept = System.nanoTime();

    private record Cut(RoomId room, String node, long until) {}

    Succession(Life life, Lines lines, Duration window, Executor threads) {
        this.life = life;
        this.lines = lines;
        this.window = window.toNanos();
        this.threads = threads;
    }

    void tick(long now) {
        takeOver();
        cut.forEach((peer, each) -> expire(peer, each, now));
        if (now - swept > LEFT_ALONE.toNanos()) {
            swept = now;
            life.deaths.values().removeIf(at -> now - at > LEFT_ALONE.toNanos() * 6);
            threads.execute(this::adoptOrphans);
        }
    }

    /** The people whose sockets were on that node are away for now. */
    void begin(String node) {
        life.owned.forEach((_, own) -> cut(own, node));
        takeOver();
    }

    private void cut(Own own, String node) {
        Set<PeerId> gone = new HashSet<>();
        own.nodes.forEach((peer, at) -> {
            if (at.equals(node)) {
                gone.add(peer);
                cut.put(peer, new Cut(own.room, node, System.nanoTime() + window));
            }
        });
        if (!gone.isEmpty()) {
            life.liveRooms.takeHere(new Errand(own.room, null, true, new Act.Cut(gone)), _ -> {});
        }
    }

    private void takeOver() {
        copies.all().forEach((room, copy) -> {
            if (life.deaths.containsKey(copy.owner().node()) && takingOver.add(room)) {
                // Whoever has people in the room goes first.
                Executor turn = lines.rooms().contains(room) ? threads : CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS, threads);
                turn.execute(Neighbours.guarded(() -> {
                    try {
                        takeOver(room, copy);
                    } finally {
                        takingOver.remove(room);
                    }
                }));
            }
        });
    }

    private void takeOver(RoomId room, Copy copy) {
        Owner owner = life.gate.through(() -> life.owners.takeOver(room, copy.owner()));
        copies.forget(room, copy);
        if (!owner.node().equals(life.nodes.id()) || life.owned.containsKey(room)) {
            return;
        }
        life.figures.reclaimed.increment();
        goOn(copy, owner);
    }

    /** The room of another node goes on here. */
    void goOn(Copy copy, Owner mine) {
        RoomId room = copy.snapshot().id();
        Own own = new Own(room, mine, life.bus, lines::await);
        Set<PeerId> lost = new HashSet<>();
        for (Place place : copy.snapshot().places()) {
            String node = copy.nodes().getOrDefault(place.peer(), copy.owner().node());
            if (!node.equals(life.nodes.id())) {
                own.nodes.put(place.peer(), node);
            }
            if (life.deaths.containsKey(node)) {
                lost.add(place.peer());
            }
        }
        life.liveRooms.restore(copy.snapshot(), () -> life.owned.put(room, own));
        LOG.info(() -> "Room " + room + " goes on here, with " + copy.snapshot().places().size() + " people, " + lost.size() + " of them away");
        lost.stream().map(own.nodes::get).distinct().toList().forEach(node -> cut(own, String.valueOf(node)));
    }

    /** This node owns a room that a dead node had. What is known of it goes on. */
    Owner adopt(RoomId room, Owner dead, Owner mine) {
        Copy copy = copies.all().get(room);
        if (copy != null && copy.owner().equals(dead)) {
            copies.forget(room, copy);
            life.figures.reclaimed.increment();
            goOn(copy, mine);
            return mine;
        }
        return life.adopt(room, mine);
    }

    /** The seat of somebody who did not come back becomes free. */
    private void expire(PeerId peer, Cut each, long now) {
        Own own = life.owned.get(each.room());
        if (own == null || !own.isAt(peer, each.node())) {
            cut.remove(peer, each);
        } else if (now - each.until() >= 0) {
            cut.remove(peer, each);
            life.liveRooms.takeHere(new Errand(each.room(), null, true, new Act.Gone(peer)), _ -> {});
        }
    }

    /** Rooms of dead nodes that nobody went on with are empty now, which the lists of rooms have to show. */
    private void adoptOrphans() {
        Set<String> living = new HashSet<>(life.nodes.others());
        living.add(life.nodes.id());
        Map<RoomId, Owner> orphans = new HashMap<>(life.owners.notOf(living, SOME));
        orphans.keySet().removeAll(copies.all().keySet());
        orphans.forEach((room, dead) -> {
            Owner owner = life.owners.takeOver(room, dead);
            if (owner.node().equals(life.nodes.id())) {
                life.adopt(room, owner);
                life.liveRooms.recount(room);
            }
        });
    }
}
