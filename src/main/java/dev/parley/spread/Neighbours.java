package dev.parley.spread;

import dev.parley.cluster.Bus;
import dev.parley.cluster.Nodes;
import dev.parley.cluster.Owner;
import dev.parley.line.Lines;
import dev.parley.live.Act;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.live.Snapshot.Place;
import dev.parley.live.Turn.Delivery;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.spread.Copies.Copy;
import dev.parley.spread.Letter.CountAll;
import dev.parley.spread.Letter.Deliver;
import dev.parley.spread.Letter.Give;
import dev.parley.spread.Letter.GoOn;
import dev.parley.spread.Letter.Keep;
import dev.parley.spread.Letter.Look;
import dev.parley.spread.Letter.Moves;
import dev.parley.spread.Letter.Prepare;
import dev.parley.spread.Letter.Refresh;
import dev.parley.spread.Letter.Reply;
import dev.parley.spread.Letter.RollCall;
import dev.parley.spread.Letter.Take;
import dev.parley.spread.Letter.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What this node hears from the others and of them, and how it goes on with the rooms of those that died. */
final class Neighbours implements Bus.Receiver, Nodes.Listener {
    private static final Logger LOG = Logger.getLogger(Neighbours.class.getName());
    private static final Duration EMPTY_FOR = Duration.ofSeconds(30);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);
    private static final int SOME = 1_000;

    private final Life life;
    private final Lines lines;
    private final long window;
    private final Consumer<Life> fenced;
    private final Copies copies = new Copies();
    private final Roll roll;
    private final Links links;
    final Movers movers;
    /** Peers of dead nodes, and until when their seats are kept. */
    private final Map<PeerId, Cut> cut = new ConcurrentHashMap<>();
    private final Set<RoomId> takingOver = ConcurrentHashMap.newKeySet();
    private final Executor threads = task -> Thread.ofVirtual().name("parley-neighbours").start(guarded(task));
    final LongAdder takenOver = new LongAdder();
    private long swept = System.nanoTime();

    private record Cut(RoomId room, String node, long until) {}

    Neighbours(Life life, Lines lines, Duration window, Consumer<Life> fenced) {
        this.life = life;
        this.lines = lines;
        this.window = window.toNanos();
        this.fenced = fenced;
        this.roll = new Roll(life, lines, threads);
        this.links = new Links(life, lines);
        this.movers = new Movers(life, lines, threads);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException failed) {
                // Whatever it was is tried again at one of the next ticks.
                LOG.log(Level.WARNING, failed, () -> "A task among the nodes failed");
            }
        };
    }

    @Override
    public void told(String from, byte[] payload) {
        switch (Letter.of(payload)) {
            case Deliver deliver -> deliver(from, deliver);
            case Reply reply -> {
                var joining = life.awaited.get(reply.ticket());
                if (joining != null) {
                    joining.accept(reply.message());
                }
            }
            case Keep keep -> keep(from, keep);
            case Refresh refresh -> refresh(from, refresh.room());
            case Take _, Look _, CountAll _, RollCall _, Give _, Moves _, Prepare _, GoOn _ -> throw new IllegalArgumentException("this has to be asked");
        }
    }

    @Override
    public CompletableFuture<byte[]> asked(String from, byte[] payload) {
        return switch (Letter.of(payload)) {
            case Take take -> life.takeFor(from, take);
            case Look look -> life.lookFor(look);
            case CountAll _ -> Life.back(new Tally(life.liveRooms.countsHere()));
            case RollCall call -> Life.back(roll.answer(from, call));
            case Give give -> movers.give(from, give);
            case Moves moves -> movers.moves(moves);
            case Prepare prepare -> life.handover.prepare(prepare);
            case GoOn goOn -> life.handover.goOn(goOn);
            case Deliver _, Reply _, Keep _, Refresh _ -> throw new IllegalArgumentException("nobody answers this");
        };
    }

    /** Nothing from an earlier owner counts. */
    private boolean isOwner(RoomId room, String from, long epoch) {
        Owner said = new Owner(from, epoch);
        return life.owners.learn(room, said).equals(said);
    }

    private void deliver(String from, Deliver letter) {
        if (isOwner(letter.room(), from, letter.epoch())) {
            List<Delivery> deliveries = new ArrayList<>();
            letter.posts().forEach(post -> post.peers().forEach(peer -> deliveries.add(new Delivery(peer, post.message()))));
            lines.deliver(letter.room(), deliveries);
        }
    }

    private void keep(String from, Keep letter) {
        if (isOwner(letter.room(), from, letter.epoch()) && !copies.keep(new Owner(from, letter.epoch()), letter)) {
            life.bus.tell(from, new Refresh(letter.room()).bytes());
        }
    }

    /** Tells the peers of that node how the room is, and what it needs to go on with it. */
    private void refresh(String node, RoomId room) {
        Own own = life.owned.get(room);
        if (own == null) {
            return;
        }
        own.forget(node);
        Set<PeerId> there = new HashSet<>();
        own.nodes.forEach((peer, at) -> {
            if (at.equals(node)) {
                there.add(peer);
            }
        });
        life.liveRooms.takeHere(new Errand(room, null, true, new Act.Restate(there)), _ -> {});
    }

    @Override
    public void gap(String from) {
        Set<RoomId> touched = new HashSet<>(copies.of(from).keySet());
        lines.rooms().stream().filter(room -> life.owners.known(room).filter(owner -> owner.node().equals(from)).isPresent()).forEach(touched::add);
        touched.forEach(room -> life.bus.tell(from, new Refresh(room).bytes()));
    }

    @Override
    public void joined(String node) {
        life.bus.meet(node);
    }

    @Override
    public void died(String node) {
        life.bus.forget(node);
        life.deaths.put(node, System.nanoTime());
        threads.execute(() -> {
            lose(node);
            takeOver();
        });
    }

    @Override
    public void fenced() {
        threads.execute(() -> fenced.accept(life));
    }

    /** The people whose sockets were on that node are away for now. */
    private void lose(String node) {
        life.owned.forEach((room, own) -> cut(own, node));
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
                turn.execute(guarded(() -> {
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
        takenOver.increment();
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

    /** Every half second. Nothing here waits for another node. */
    void tick() {
        long now = System.nanoTime();
        takeOver();
        cut.forEach((peer, each) -> expire(peer, each, now));
        life.owned.forEach((_, own) -> {
            own.behind.removeIf(node -> {
                boolean near = life.bus.isNear(node) || !life.nodes.others().contains(node);
                if (near) {
                    refresh(node, own.room);
                }
                return near;
            });
            if (own.empty && now - own.emptySince > EMPTY_FOR.toNanos()) {
                release(own);
            }
        });
        if (now - swept > LEFT_ALONE.toNanos()) {
            swept = now;
            life.deaths.values().removeIf(at -> now - at > LEFT_ALONE.toNanos() * 6);
            threads.execute(this::adoptOrphans);
        }
        links.look();
        life.handover.tick(now);
        roll.tick(now);
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

    private void release(Own own) {
        boolean[] free = new boolean[1];
        life.liveRooms.hold(own.room, seen -> {
            free[0] = seen.isEmpty() && own.empty && life.owned.remove(own.room, own);
            if (free[0]) {
                life.releasing.put(own.room, own.owner.epoch());
            }
        });
        if (free[0]) {
            threads.execute(() -> {
                try {
                    life.owners.release(own.room, own.owner);
                    if (!own.stored) {
                        life.owners.sweep(own.room, own.owner.epoch());
                    }
                } finally {
                    life.releasing.remove(own.room, own.owner.epoch());
                }
            });
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

    int copies() {
        return copies.all().size();
    }

    @Nullable String id() {
        return life.nodes.id();
    }
}
