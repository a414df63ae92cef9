package dev.parley.live;

import dev.parley.live.Turn.Delivery;
import dev.parley.problem.Problem;
import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.Participant;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one place where live rooms are read and changed. A turn has its room to itself. It hands over what follows before it ends, so that
 * everybody hears things in the order in which they happened, and it removes the room when nobody is left in it. If another node owns the room,
 * the turn is taken there.
 *
 * <p>A singleton, like everything that each message passes through, because calls through the proxy of an application-scoped bean are reflective
 * in Open Liberty.
 */
@Singleton
public class LiveRooms {
    /** Receives what people are to be told. */
    public interface Postbox {
        /**
         * Queues these messages in this order. It is called inside the turn, when the room has already changed, so it must not block, take
         * another turn or throw.
         */
        void post(List<Delivery> deliveries);

        /** Sends what was queued. Called when the turn is over. */
        default void send(List<Delivery> deliveries) {}

        /** The same on other threads, for callers that many rooms share and that must not be held up by one peer. */
        default void sendAside(List<Delivery> deliveries) {
            send(deliveries);
        }
    }

    /** Stores what has to outlive a live room. */
    public interface Memory {
        /**
         * Takes these facts in this order. It is called inside the turn, with the same restrictions as above. The result completes when they are
         * stored, and fails with the {@link dev.parley.problem.Problem} that says why they cannot be.
         */
        CompletableFuture<Void> keep(List<Fact> facts);

        /** What waits to be stored may contradict what others have decided since: it is refused. */
        default void forget() {}
    }

    /** The other nodes. A node that is alone owns every room. */
    public interface Sharing {
        /** Whether this node owns the room and may act. Called inside the turn, so it must not wait. */
        default boolean owns(RoomId id) {
            return true;
        }

        /** Whether what was decided here may be stored now: not while others may be about to go on with the rooms of this node. */
        default boolean mayStore() {
            return true;
        }

        /** Has the owner take this turn. Empty if that is this node by now. It may wait for the database, but not for the owner. */
        default Optional<CompletableFuture<Void>> take(Errand errand, Consumer<ServerMessage> answer) {
            return Optional.empty();
        }

        /** Whether this was carried out before, and only the answer was lost. Called inside the turn, so it must not wait. */
        default boolean wasDone(Errand errand) {
            return false;
        }

        /**
         * What follows from a turn of a room that this node owns. It is called inside the turn, so it must not wait. The result completes when the
         * nodes that have to know of it do.
         */
        default CompletableFuture<Void> taken(LiveRoom live, Errand errand, Turn turn) {
            return STORED;
        }

        default Optional<Seen> look(RoomId id) {
            return Optional.empty();
        }

        /** Whether rooms may belong to other nodes. */
        default boolean isShared() {
            return false;
        }

        /** The counts of the other nodes. */
        default List<Count> counts() {
            return List.of();
        }
    }

    public static final CompletableFuture<Void> STORED = CompletableFuture.completedFuture(null);
    private static final int TRIES = 3;

    private final ConcurrentHashMap<RoomId, LiveRoom> rooms = new ConcurrentHashMap<>();
    private final LongAdder turns = new LongAdder();
    private final Set<RoomId> changed = ConcurrentHashMap.newKeySet();

    @Inject
    InstantSource clock;

    private volatile Postbox postbox = _ -> {};
    private volatile Memory memory = _ -> STORED;
    private volatile Carriers.Sizes sizes = Carriers.Sizes.ANY;
    private volatile Forwarding forwarding = new Forwarding() {};
    private volatile Sharing sharing = new Sharing() {};

    /** From now on this postbox gets what follows from each turn. */
    public void deliverTo(Postbox lines) {
        postbox = lines;
    }

    /** From now on this memory stores what has to outlive a live room. */
    public void rememberIn(Memory ledger) {
        memory = ledger;
    }

    /** From now on no mesh holds more people than {@code limit}; with more than {@code up}, a room moves to a media server, and with {@code back} back. */
    public void limitTo(int limit, int up, int back) {
        sizes = new Carriers.Sizes(limit, up, back);
    }

    /** From now on these media servers carry the rooms that are too large for a mesh. */
    public void forwardBy(Forwarding mediaServers) {
        forwarding = mediaServers;
    }

    /** From now on rooms may belong to other nodes. */
    public void shareWith(Sharing nodes) {
        sharing = nodes;
    }

    /** A live room at one moment. */
    public record Seen(RoomView room, List<Participant> participants, List<CallParticipant> callers, boolean stored) {}

    /** How many people are in a room, and since when it has not been empty. */
    public record Count(RoomId roomId, int people, @Nullable Instant since) {}

    /**
     * A turn to take.
     *
     * @param view the room, which is opened if it is not live; without it nothing happens then
     * @param stored whether it is a stored room and not an ad-hoc call
     * @param mark the same for a request that is sent again; null while it has not left its node
     */
    public record Errand(RoomId room, @Nullable RoomView view, boolean stored, Act act, @Nullable String mark) {
        public Errand(RoomId room, @Nullable RoomView view, boolean stored, Act act) {
            this(room, view, stored, act, null);
        }

        public Errand marked(String with) {
            return new Errand(room, view, stored, act, with);
        }
    }

    /**
     * Takes a turn in this room, which is opened if it is not live. Returns when the turn is over, if this node owns the room; the result completes
     * when what it decided is stored.
     */
    public CompletableFuture<Void> take(RoomView stored, Act act) {
        return take(stored, act, _ -> {});
    }

    /**
     * The same, with an answer that its peer hears before anything else. The answer is given inside the turn, with the restrictions of a
     * {@link Postbox}.
     */
    public CompletableFuture<Void> take(RoomView stored, Act act, Consumer<ServerMessage> answer) {
        return anywhere(new Errand(new RoomId(stored.id()), stored, true, act), answer).orElse(STORED);
    }

    /** Takes a turn in this ad-hoc call, which begins now if it has not begun yet. */
    public CompletableFuture<Void> takeInCall(RoomView call, Act act, Consumer<ServerMessage> answer) {
        return anywhere(new Errand(new RoomId(call.id()), call, false, act), answer).orElse(STORED);
    }

    /** Takes a turn in this room, if it is live. */
    public Optional<CompletableFuture<Void>> takeIfLive(RoomId id, Act act) {
        return takeIfLive(id, act, _ -> {});
    }

    public Optional<CompletableFuture<Void>> takeIfLive(RoomId id, Act act, Consumer<ServerMessage> answer) {
        return anywhere(new Errand(id, null, true, act), answer);
    }

    private Optional<CompletableFuture<Void>> anywhere(Errand errand, Consumer<ServerMessage> answer) {
        for (int tries = 0; tries < TRIES; tries++) {
            Taken taken = takeIfOwner(errand, answer);
            if (!taken.elsewhere) {
                postbox.send(taken.deliveries());
                return taken.result();
            }
            Optional<CompletableFuture<Void>> there = sharing.take(errand, answer);
            if (there.isPresent()) {
                return there;
            }
        }
        throw Problem.unavailable("unavailable", "This room is being moved to another server. Please try again in a moment.", null);
    }

    /** Takes this turn if this node owns the room. It waits for nobody, so that threads that many rooms share may call it. */
    public Taken takeHere(Errand errand, Consumer<ServerMessage> answer) {
        Taken taken = takeIfOwner(errand, answer);
        postbox.sendAside(taken.deliveries());
        return taken;
    }

    private Taken takeIfOwner(Errand errand, Consumer<ServerMessage> answer) {
        Taken taken = new Taken();
        rooms.compute(errand.room(), (id, live) -> {
            if (!sharing.owns(id)) {
                taken.elsewhere = true;
                return live;
            }
            if (sharing.wasDone(errand)) {
                taken.done = true;
                return live;
            }
            RoomView view = errand.view();
            LiveRoom here = live != null || view == null ? live : (errand.stored() ? new LiveRoom(view) : LiveRoom.adHoc(view)).limitedTo(sizes);
            return here == null ? null : take(here, errand, answer, taken);
        });
        return taken;
    }

    /** Takes the same turn in every live room of this node, one after the other. */
    public void takeInEvery(Act act) {
        rooms.keySet().forEach(id -> takeHere(new Errand(id, null, true, act), _ -> {}));
    }

    public Optional<Seen> look(RoomId id) {
        Seen[] seen = new Seen[1];
        boolean[] elsewhere = new boolean[1];
        rooms.compute(id, (_, live) -> {
            elsewhere[0] = !sharing.owns(id);
            seen[0] = live == null ? null : new Seen(live.view(), live.participants(), live.callers(), live.isStored());
            return live;
        });
        return elsewhere[0] ? sharing.look(id) : Optional.ofNullable(seen[0]);
    }

    /** How many people are in how many live rooms. */
    public List<Count> counts() {
        return Stream.concat(countsHere().stream(), sharing.counts().stream()).toList();
    }

    /** The same, for the rooms of this node only. */
    public List<Count> countsHere() {
        return rooms.keySet().stream().map(this::count).toList();
    }

    /** How many people are in a room, if this node owns it. */
    public Count count(RoomId id) {
        return count(new Count(id, 0, null));
    }

    /** How many people are in a room. If another node owns it, the answer is what was stored a moment ago. */
    public Count count(Count stored) {
        Count[] count = {new Count(stored.roomId(), 0, null)};
        rooms.compute(stored.roomId(), (id, live) -> {
            count[0] = !sharing.owns(id) ? stored : live == null ? count[0] : new Count(id, live.count(), live.since());
            return live;
        });
        return count[0];
    }

    /** How many turns this node has taken since its start. */
    public long turns() {
        return turns.sum();
    }

    /** The rooms that somebody has entered or left since the last call. The caller looks at the rooms afterwards. */
    public Set<RoomId> changed() {
        // Each room is taken out before the caller looks at it, so that a change in between puts it back.
        return Set.copyOf(changed).stream().filter(changed::remove).collect(Collectors.toSet());
    }

    /** The room of another node goes on here. Everybody in it is told how it is. {@code begin} makes this node the owner. */
    public void restore(Snapshot saved, Runnable begin) {
        Set<PeerId> everybody = saved.places().stream().map(Snapshot.Place::peer).collect(Collectors.toSet());
        rooms.compute(saved.id(), (_, _) -> {
            begin.run();
            return everybody.isEmpty() ? null : LiveRoom.of(saved).limitedTo(sizes);
        });
        recount(saved.id());
        takeHere(new Errand(saved.id(), null, true, new Act.Restate(everybody)), _ -> {});
    }

    /** The number of people in this room may be stored wrongly. */
    public void recount(RoomId id) {
        changed.add(id);
    }

    public boolean isShared() {
        return sharing.isShared();
    }

    /** Whether this node may store what was decided here. Otherwise it waits until it may, or is forgotten. */
    public boolean mayStore() {
        return sharing.mayStore();
    }

    /** Whether this node owns the room. */
    public boolean isHere(RoomId id) {
        return sharing.owns(id);
    }

    /** Looks at a live room of this node with nobody changing it. Empty if it is not live. What is done with it must not wait. */
    public Optional<Snapshot> hold(RoomId id, Consumer<Optional<Snapshot>> done) {
        Snapshot[] seen = new Snapshot[1];
        rooms.compute(id, (_, live) -> {
            seen[0] = live == null ? null : live.snapshot();
            done.accept(Optional.ofNullable(seen[0]));
            return live;
        });
        return Optional.ofNullable(seen[0]);
    }

    /** This node owns the room no longer, and somebody else goes on with it. */
    public void drop(RoomId id) {
        rooms.remove(id);
        forwarding.letGo(id);
    }

    /** This node owns nothing any longer, and others have gone on with its rooms. */
    public void dropAll() {
        rooms.keySet().forEach(this::drop);
        memory.forget();
    }

    private @Nullable LiveRoom take(LiveRoom live, Errand errand, Consumer<ServerMessage> answer, Taken taken) {
        int before = live.count();
        boolean carried = live.withMediaServer(forwarding.isUp()).isCarried();
        Turn turn = live.take(errand.act(), clock.instant());
        turns.increment();
        taken.turn = turn;
        if (!turn.facts().isEmpty()) {
            taken.stored = memory.keep(turn.facts());
        }
        if (turn.answer() != null) {
            answer.accept(turn.answer());
        }
        postbox.post(turn.deliveries());
        CompletableFuture<Void> told = sharing.taken(live, errand, turn);
        taken.stored = told.isDone() && !told.isCompletedExceptionally() ? taken.stored : CompletableFuture.allOf(told, taken.stored);
        forward(live, turn, errand, answer, taken, carried);
        if (live.isStored() && live.count() != before) {
            changed.add(live.id());
        }
        return live.isEmpty() ? null : live;
    }

    /** Has the media server follow. */
    private void forward(LiveRoom live, Turn turn, Errand errand, Consumer<ServerMessage> answer, Taken taken, boolean carried) {
        turn.later().forEach(later -> forwarding.later(live.id(), later));
        if (!live.isCarried() || live.isEmpty()) {
            if (carried) {
                forwarding.end(live.id());
            }
            return;
        }
        if (errand.act().changesSeats()) {
            forwarding.carry(live.wish());
        }
        Forwarding.Request request = turn.request();
        if (request != null) {
            taken.stored = CompletableFuture.allOf(taken.stored, forwarding.ask(request, answer));
        }
    }

    /** What a turn returns from inside the map. */
    public static final class Taken {
        private @Nullable Turn turn;
        private boolean elsewhere;
        private boolean done;
        private CompletableFuture<Void> stored = STORED;

        /** Whether another node owns the room, or nobody. */
        public boolean isElsewhere() {
            return elsewhere;
        }

        private List<Delivery> deliveries() {
            return turn == null ? List.of() : turn.deliveries();
        }

        /** Empty if the room is not live. */
        public Optional<CompletableFuture<Void>> result() {
            return turn == null && !done ? Optional.empty() : Optional.of(stored);
        }
    }
}
