package dev.parley.spread;

import com.mongodb.client.MongoDatabase;
import dev.parley.bus.Bus;
import dev.parley.cluster.ClusterSettings;
import dev.parley.cluster.Nodes;
import dev.parley.cluster.Owner;
import dev.parley.cluster.Owners;
import dev.parley.line.Lines;
import dev.parley.live.Act;
import dev.parley.live.Fact;
import dev.parley.live.LiveRoom;
import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Count;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.live.LiveRooms.Seen;
import dev.parley.live.LiveRooms.Taken;
import dev.parley.live.Turn;
import dev.parley.live.Turn.Delivery;
import dev.parley.problem.Problem;
import dev.parley.problem.Problems;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.spread.Letter.CountAll;
import dev.parley.spread.Letter.Look;
import dev.parley.spread.Letter.Outcome;
import dev.parley.spread.Letter.Sight;
import dev.parley.spread.Letter.Take;
import dev.parley.spread.Letter.Tally;
import dev.parley.store.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** This node among the others, from the moment it has a lease until others judge it dead: which rooms it owns, and how it reaches those it does not. */
final class Life implements LiveRooms.Sharing, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** The nodes that keep a copy of a dead node's rooms go first. */
    private static final long KEEPERS_FIRST = Duration.ofSeconds(2).toNanos();
    private static final int TRIES = 3;

    final Nodes nodes;
    final Owners owners;
    final Bus bus;
    final Neighbours neighbours;
    final Handover handover;
    final Gate gate;
    final Lines lines;
    final LiveRooms liveRooms;
    final Figures figures;
    final Map<RoomId, Own> owned = new ConcurrentHashMap<>();
    /** Rooms that are being given back right now, with their epochs. */
    final Map<RoomId, Long> releasing = new ConcurrentHashMap<>();
    /** When this node heard of the deaths of others. */
    final Map<String, Long> deaths = new ConcurrentHashMap<>();
    /** Who waits for the answer to a join. */
    final Map<Long, Consumer<ServerMessage>> awaited = new ConcurrentHashMap<>();
    final Once once;
    private final Consumer<Fact.Banned> tellOfBan;
    private final Relays relays = new Relays(this);

    /** {@code fenced} is called when others have judged this node dead, {@code tellOfBan} when somebody is banned. */
    Life(MongoDatabase database, ClusterSettings settings, String version, Gate gate, LiveRooms liveRooms, Lines lines, Duration window, Figures figures, Once once,
            Consumer<Life> fenced, Consumer<Fact.Banned> tellOfBan) {
        this.tellOfBan = tellOfBan;
        this.figures = figures;
        this.once = once;
        this.gate = gate;
        this.lines = lines;
        this.liveRooms = liveRooms;
        this.nodes = new Nodes(database, settings, version);
        this.owners = new Owners(database, nodes);
        this.handover = new Handover(this);
        this.neighbours = new Neighbours(this, lines, window, fenced);
        this.bus = new Bus(settings.redis().orElseThrow(), nodes.id(), neighbours);
        nodes.listen(neighbours);
    }

    /** Fails if the database does not answer. */
    void begin() {
        try {
            nodes.start();
        } catch (RuntimeException away) {
            bus.close();
            throw away;
        }
        bus.start();
    }

    boolean hasMetEverybody() {
        return bus.isUp() && nodes.hasRead() && nodes.others().stream().allMatch(bus::isNear);
    }

    @Override
    public boolean owns(RoomId id) {
        Own own = owned.get(id);
        return own != null && own.leaving == null && nodes.mayAct();
    }

    @Override
    public Optional<CompletableFuture<Void>> take(Errand errand, Consumer<ServerMessage> answer) {
        Own leaving = owned.get(errand.room());
        CompletableFuture<Owner> next = leaving == null ? null : leaving.leaving;
        if (next != null) {
            return Optional.of(next.thenCompose(owner -> forward(owner, errand, answer, TRIES)));
        }
        Owner owner = owners.known(errand.room()).filter(known -> nodes.others().contains(known.node()))
                .orElseGet(() -> find(errand.room(), errand.view() != null));
        if (owner == null) {
            return Optional.of(notLive(errand));
        }
        return isMe(owner) ? Optional.empty() : Optional.of(forward(owner, errand, answer, TRIES));
    }

    private boolean isMe(Owner owner) {
        return owner.node().equals(nodes.id());
    }

    /** Nothing happens in a room that is not live. Only people who believe to be in it have to learn that. */
    private static CompletableFuture<Void> notLive(Errand errand) {
        return errand.act() instanceof Act.Says || errand.act() instanceof Act.DeleteChat
                ? CompletableFuture.failedFuture(new Problem("not_in_room", 409, "You are not in this room. Join it first."))
                : CompletableFuture.completedFuture(null);
    }

    /** Asks the database. Afterwards this node may be the owner, if nobody was and it wants to be. */
    private @Nullable Owner find(RoomId room, boolean wanted) {
        return gate.through(() -> {
            Optional<Owner> owner = wanted ? Optional.of(owners.claim(room)) : owners.current(room);
            if (owner.isPresent() && isMe(owner.get()) && !nodes.mayAct()) {
                throw unavailable();
            }
            return owner.map(one -> !isMe(one) ? living(room, one) : wanted || owned.containsKey(room) ? adopt(room, one) : null);
        }).orElse(null);
    }

    private Owner living(RoomId room, Owner owner) {
        return nodes.others().contains(owner.node()) ? owner : ofTheDead(room, owner);
    }

    private Owner ofTheDead(RoomId room, Owner dead) {
        Long died = deaths.get(dead.node());
        if (died != null && System.nanoTime() - died < KEEPERS_FIRST) {
            throw unavailable();
        }
        Owner owner = owners.takeOver(room, dead);
        return isMe(owner) ? neighbours.succession.adopt(room, dead, owner) : owner;
    }

    /** From now on this node acts as the owner. A claim that is being given back is raised first, so that it is not given back after all. */
    Owner adopt(RoomId room, Owner mine) {
        Long leaving = releasing.get(room);
        Owner sure = leaving == null || leaving != mine.epoch() ? mine : owners.handOver(room, mine, nodes.id()).orElseThrow(Life::unavailable);
        if (!handover.goOn(room, sure)) {
            owned.computeIfAbsent(room, _ -> new Own(room, sure, bus, lines::await));
        }
        return sure;
    }

    private CompletableFuture<Void> forward(Owner owner, Errand errand, Consumer<ServerMessage> answer, int tries) {
        long request = once.numberOf(errand, Bus::newRequest);
        boolean answered = errand.act().isAnswered();
        boolean relayed = Relays.isRelay(errand.act());
        byte[] letter = new Take(request, errand.marked(once.mark(request))).bytes();
        figures.forwarded.increment();
        if (answered) {
            awaited.put(request, answer);
        }
        // What is relayed is known by its mark, wherever it arrives. The rest is done once because the owner remembers its answer.
        CompletableFuture<byte[]> asked = relayed ? bus.ask(owner.node(), letter) : bus.ask(owner.node(), request, letter, PATIENCE);
        CompletableFuture<Void> done = asked.thenCompose(bytes -> {
            Outcome outcome = Letter.outcome(bytes);
            if (!outcome.elsewhere()) {
                return outcome.live() ? CompletableFuture.<Void>completedFuture(null) : notLive(errand);
            }
            return tries == 0 ? CompletableFuture.<Void>failedFuture(unavailable()) : again(owner, errand, answer, tries - 1);
        });
        return done.whenComplete((_, failed) -> {
            if (answered) {
                awaited.remove(request);
            }
            if (failed != null && cause(failed) instanceof Problem problem && (relayed ? problem.code().equals("unavailable") : Bus.isUnsure(problem))) {
                once.remember(errand, request);
            } else {
                once.forget(errand);
            }
        });
    }

    /** The room has another owner by now. On a thread of its own, because this one belongs to the bus and the database has to be asked. */
    private CompletableFuture<Void> again(Owner before, Errand errand, Consumer<ServerMessage> answer, int tries) {
        CompletableFuture<CompletableFuture<Void>> next = new CompletableFuture<>();
        Thread.ofVirtual().name("parley-forward").start(() -> {
            try {
                Owner owner = find(errand.room(), errand.view() != null);
                next.complete(owner == null ? notLive(errand)
                        : isMe(owner) ? liveRooms.takeHere(errand, answer).result().orElseGet(() -> notLive(errand))
                        : owner.equals(before) ? CompletableFuture.failedFuture(unavailable())
                        : forward(owner, errand, answer, tries));
            } catch (RuntimeException failed) {
                next.completeExceptionally(Problems.of(failed, "in room " + errand.room()));
            }
        });
        return next.thenCompose(done -> done);
    }

    /** Another node asks this one to take a turn. */
    CompletableFuture<byte[]> takeFor(String from, Take letter) {
        Errand errand = letter.errand();
        Own own = owned.get(errand.room());
        PeerId arrives = switch (errand.act()) {
            case Act.Enter enter -> enter.peer();
            case Act.Present present when present.here() && own != null && own.isLatest(present.peer(), present.presence()) -> present.peer();
            default -> null;
        };
        String before = null;
        if (own != null && arrives != null) {
            // Before the turn, which already tells this peer something.
            before = own.nodes.put(arrives, from);
        }
        Taken taken;
        try {
            taken = liveRooms.takeHere(errand, message -> bus.tell(from, new Letter.Reply(letter.ticket(), message).bytes()));
        } catch (RuntimeException refused) {
            if (own != null && arrives != null && before == null) {
                own.nodes.remove(arrives, from);
            }
            throw refused;
        }
        CompletableFuture<Owner> next = own == null ? null : own.leaving;
        if (taken.isElsewhere() && next != null) {
            return next.thenApply(owner -> Letter.back(new Outcome(true, owner, false)));
        }
        if (taken.isElsewhere()) {
            return back(new Outcome(true, owners.known(errand.room()).orElse(null), false));
        }
        Optional<CompletableFuture<Void>> result = taken.result();
        if (result.isEmpty()) {
            return back(new Outcome(false, null, false));
        }
        return result.get().thenApply(_ -> Letter.back(Outcome.TAKEN));
    }

    CompletableFuture<byte[]> lookFor(Look letter) {
        return back(owns(letter.room()) ? new Sight(false, liveRooms.look(letter.room()).orElse(null)) : new Sight(true, null));
    }

    static CompletableFuture<byte[]> back(Letter.Back back) {
        return CompletableFuture.completedFuture(Letter.back(back));
    }

    @Override
    public boolean wasDone(Errand errand) {
        return relays.wasDone(errand);
    }

    @Override
    public CompletableFuture<Void> taken(LiveRoom live, Errand errand, Turn turn) {
        Own own = owned.get(live.id());
        if (own == null) {
            return LiveRooms.STORED; // The lease ended during this turn, and with it the room.
        }
        own.stored = live.isStored();
        own.empty = live.isEmpty();
        own.emptySince = System.nanoTime();
        if (!own.nodes.isEmpty() && Relays.isRelay(errand.act()) && !turn.deliveries().isEmpty()) {
            return relays.pass(own, errand, turn.deliveries().getFirst());
        }
        if (!own.nodes.isEmpty()) {
            own.pass(turn.deliveries());
            tellOfBans(turn);
        }
        if (errand.act().changesSeats() && !nodes.others().isEmpty()) {
            own.keep(live, deputy(live.id()));
        }
        return LiveRooms.STORED;
    }

    /** A ban counts everywhere at once, also while the bus is cut and before anybody has noticed that it is. */
    private void tellOfBans(Turn turn) {
        for (Fact fact : turn.facts()) {
            if (fact instanceof Fact.Banned banned) {
                tellOfBan.accept(banned);
            }
        }
    }

    /** The same node for the same room, as long as the others are the same. */
    private @Nullable String deputy(RoomId room) {
        return nodes.others().stream().max(Comparator.comparingInt(node -> (node + room).hashCode())).orElse(null);
    }

    @Override
    public Optional<Seen> look(RoomId id) {
        for (int tries = 0; tries < TRIES; tries++) {
            Own own = owned.get(id);
            CompletableFuture<Owner> next = own == null ? null : own.leaving;
            if (next != null) {
                await(next.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).exceptionallyCompose(_ -> CompletableFuture.failedFuture(unavailable())));
            }
            Owner owner = tries == 0 ? owners.known(id).filter(known -> nodes.others().contains(known.node())).orElseGet(() -> find(id, false)) : find(id, false);
            if (owner == null) {
                return Optional.empty();
            }
            if (isMe(owner)) {
                return liveRooms.look(id);
            }
            Sight sight = await(bus.ask(owner.node(), new Look(id).bytes()).thenApply(bytes -> Letter.back(Sight.class, bytes)));
            if (!sight.elsewhere()) {
                return Optional.ofNullable(sight.seen());
            }
        }
        throw unavailable();
    }

    @Override
    public List<Count> counts() {
        List<CompletableFuture<Tally>> asked = nodes.others().stream()
                .map(node -> bus.ask(node, new CountAll().bytes()).thenApply(bytes -> Letter.back(Tally.class, bytes))).toList();
        List<Count> all = new ArrayList<>();
        asked.forEach(tally -> all.addAll(await(tally).counts()));
        return all;
    }

    /** Never longer than {@link Bus#ask} takes. */
    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Problem problem ? problem : failed;
        }
    }

    static @Nullable Throwable cause(Throwable failed) {
        return failed instanceof CompletionException ? failed.getCause() : failed;
    }

    static Problem unavailable() {
        return Problem.unavailable("unavailable", "The server that has this room cannot be reached. Please try again in a moment.", null);
    }

    @Override
    public void close() {
        bus.close();
        nodes.close();
    }
}
