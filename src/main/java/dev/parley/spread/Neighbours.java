package dev.parley.spread;

import dev.parley.bus.Bus;
import dev.parley.cluster.Nodes;
import dev.parley.cluster.Owner;
import dev.parley.line.Lines;
import dev.parley.live.Act;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.live.Turn.Delivery;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.spread.Letter.CountAll;
import dev.parley.spread.Letter.Deliver;
import dev.parley.spread.Letter.Give;
import dev.parley.spread.Letter.GoOn;
import dev.parley.spread.Letter.Keep;
import dev.parley.spread.Letter.Look;
import dev.parley.spread.Letter.Moves;
import dev.parley.spread.Letter.Noted;
import dev.parley.spread.Letter.Prepare;
import dev.parley.spread.Letter.Refresh;
import dev.parley.spread.Letter.Reply;
import dev.parley.spread.Letter.RollCall;
import dev.parley.spread.Letter.Take;
import dev.parley.spread.Letter.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What this node hears from the others and of them. */
final class Neighbours implements Bus.Receiver, Nodes.Listener {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Logger LOG = Logger.getLogger(Neighbours.class.getName());
    private static final Duration EMPTY_FOR = Duration.ofSeconds(30);

    private final Life life;
    private final Lines lines;
    private final Consumer<Life> fenced;
    private final Roll roll;
    final Links links;
    final Succession succession;
    final Movers movers;
    private final Executor threads = task -> Thread.ofVirtual().name("parley-neighbours").start(guarded(task));

    Neighbours(Life life, Lines lines, Duration window, Consumer<Life> fenced) {
        this.life = life;
        this.lines = lines;
        this.fenced = fenced;
        this.roll = new Roll(life, lines, threads);
        this.succession = new Succession(life, lines, window, threads);
        this.links = new Links(life, lines);
        this.movers = new Movers(life, lines, threads);
    }

    static Runnable guarded(Runnable task) {
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
            case Deliver deliver -> deliverOnce(from, deliver);
            case Reply _, Keep _, Refresh _ -> throw new IllegalArgumentException("nobody answers this");
        };
    }

    /** Nothing from an earlier owner counts. */
    private boolean isOwner(RoomId room, String from, long epoch) {
        Owner said = new Owner(from, epoch);
        boolean is = life.owners.learn(room, said).equals(said);
        if (!is) {
            life.figures.fenced.increment();
        }
        return is;
    }

    private boolean deliver(String from, Deliver letter) {
        boolean counts = isOwner(letter.room(), from, letter.epoch());
        if (counts) {
            List<Delivery> deliveries = new ArrayList<>();
            letter.posts().forEach(post -> post.peers().forEach(peer -> deliveries.add(new Delivery(peer, post.message()))));
            lines.deliver(letter.room(), deliveries);
        }
        return counts;
    }

    /** An earlier owner may have had this told already. */
    private CompletableFuture<byte[]> deliverOnce(String from, Deliver letter) {
        if (!life.once.isDone(String.valueOf(letter.mark()))) {
            if (!deliver(from, letter)) {
                return CompletableFuture.failedFuture(Life.unavailable());
            }
            life.once.done(String.valueOf(letter.mark()));
        }
        return Life.back(new Noted());
    }

    private void keep(String from, Keep letter) {
        if (isOwner(letter.room(), from, letter.epoch()) && !succession.copies.keep(new Owner(from, letter.epoch()), letter)) {
            life.bus.tell(from, new Refresh(letter.room()).bytes());
        }
    }

    /** The owner of this room has banned somebody. It said so over the bus as well; if that is cut, it shows a moment later. */
    void banned(RoomId room, UserId userId, Instant now) {
        Copies.Copy copy = succession.copies.all().get(room);
        if (copy != null && !life.owned.containsKey(room) && !staysNear(copy.owner().node())) {
            links.banned(room, userId, copy, now);
        }
    }

    private boolean staysNear(String node) {
        long end = System.nanoTime() + Bus.OLDEST.plus(PAUSE).toNanos();
        while (life.bus.isNear(node)) {
            if (System.nanoTime() >= end) {
                return true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
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
        Set<RoomId> touched = new HashSet<>(succession.copies.of(from).keySet());
        lines.rooms().stream().filter(room -> life.owners.known(room).filter(owner -> owner.node().equals(from)).isPresent()).forEach(touched::add);
        touched.forEach(room -> life.bus.tell(from, new Refresh(room).bytes()));
    }

    @Override
    public void joined(String node) {
        life.bus.meet(node);
        threads.execute(this::renew);
    }

    /** The copies of the rooms here may have to be on other nodes now. */
    private void renew() {
        life.owned.keySet().forEach(room -> life.liveRooms.takeHere(new Errand(room, null, true, new Act.Restate(Set.of())), _ -> {}));
    }

    @Override
    public void died(String node) {
        life.bus.forget(node);
        life.deaths.put(node, System.nanoTime());
        threads.execute(() -> succession.begin(node));
        threads.execute(this::renew);
    }

    @Override
    public void fenced() {
        threads.execute(() -> fenced.accept(life));
    }

    /** Every half second. Nothing here waits for another node. */
    void tick() {
        long now = System.nanoTime();
        succession.tick(now);
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
        links.look();
        life.handover.tick(now);
        roll.tick(now);
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
}
