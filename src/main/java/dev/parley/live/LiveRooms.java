package dev.parley.live;

import dev.parley.live.Turn.Delivery;
import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.Participant;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one place where live rooms are touched. A turn has its room for itself, hands over what follows in the same breath, so that
 * everybody hears things in the order in which they happened, and takes the room away when nobody is left in it.
 *
 * <p>A singleton, as all that each message passes through: a call through the proxy of an application-scoped bean is reflective here.
 */
@Singleton
public class LiveRooms {
    /** Takes what people hear. */
    public interface Postbox {
        /** Queues it in its order. Called inside the turn, so it must not block, take another turn, or throw: the room has changed already. */
        void post(List<Delivery> deliveries);

        /** Sends what was queued, when the turn is over. */
        default void send(List<Delivery> deliveries) {}
    }

    /** Keeps what has to outlive a room. */
    public interface Memory {
        /**
         * Takes these facts in their order; called inside the turn, as above. Done when they are stored; fails with the
         * {@link dev.parley.problem.Problem} that says why they cannot be.
         */
        CompletableFuture<Void> keep(List<Fact> facts);
    }

    private static final CompletableFuture<Void> STORED = CompletableFuture.completedFuture(null);

    private final ConcurrentHashMap<RoomId, LiveRoom> rooms = new ConcurrentHashMap<>();
    private final Set<RoomId> changed = ConcurrentHashMap.newKeySet();

    @Inject
    InstantSource clock;

    private volatile Postbox postbox = _ -> {};
    private volatile Memory memory = _ -> STORED;

    /** From now on this is told what follows from a turn. */
    public void deliverTo(Postbox lines) {
        postbox = lines;
    }

    /** From now on this keeps what has to outlive a room. */
    public void rememberIn(Memory ledger) {
        memory = ledger;
    }

    /** A live room at one moment. */
    public record Seen(RoomView room, List<Participant> participants, List<CallParticipant> callers, boolean stored) {}

    /** How many are in a room, and since when anybody is. */
    public record Count(RoomId roomId, int people, @Nullable Instant since) {}

    /** A turn in this room, which is opened for it if it is not live. Returns when it is over; done when what it decided is stored. */
    public CompletableFuture<Void> take(RoomView stored, Act act) {
        return take(stored, act, _ -> {});
    }

    /** The same; the answer comes before whatever else its peer hears. It is called inside the turn, as a {@link Postbox} is. */
    public CompletableFuture<Void> take(RoomView stored, Act act, Consumer<ServerMessage> answer) {
        return open(new RoomId(stored.id()), () -> new LiveRoom(stored), act, answer);
    }

    /** A turn in this ad-hoc call, which begins with it if it has not yet. */
    public CompletableFuture<Void> takeInCall(RoomView call, Act act, Consumer<ServerMessage> answer) {
        return open(new RoomId(call.id()), () -> LiveRoom.adHoc(call), act, answer);
    }

    private CompletableFuture<Void> open(RoomId id, Supplier<LiveRoom> opening, Act act, Consumer<ServerMessage> answer) {
        Taken taken = new Taken();
        rooms.compute(id, (_, live) -> take(live == null ? opening.get() : live, act, answer, taken));
        return taken.over();
    }

    /** A turn in this room, if it is live. */
    public Optional<CompletableFuture<Void>> takeIfLive(RoomId id, Act act) {
        Taken taken = new Taken();
        rooms.computeIfPresent(id, (_, live) -> take(live, act, _ -> {}, taken));
        return taken.turn == null ? Optional.empty() : Optional.of(taken.over());
    }

    /** The same turn in every live room, one after the other. */
    public void takeInEvery(Act act) {
        rooms.keySet().forEach(id -> takeIfLive(id, act));
    }

    public Optional<Seen> look(RoomId id) {
        Seen[] seen = new Seen[1];
        rooms.computeIfPresent(id, (_, live) -> {
            seen[0] = new Seen(live.view(), live.participants(), live.callers(), live.isStored());
            return live;
        });
        return Optional.ofNullable(seen[0]);
    }

    /** How many people are in how many live rooms. */
    public List<Count> counts() {
        return rooms.keySet().stream().map(this::count).toList();
    }

    public Count count(RoomId id) {
        Count[] count = {new Count(id, 0, null)};
        rooms.computeIfPresent(id, (_, live) -> {
            count[0] = new Count(id, live.count(), live.since());
            return live;
        });
        return count[0];
    }

    /** The rooms that somebody entered or left since this was asked for the last time. The caller looks at the rooms afterwards. */
    public Set<RoomId> changed() {
        // Each leaves the set before its room is looked at: a change that comes in between puts it back.
        return Set.copyOf(changed).stream().filter(changed::remove).collect(Collectors.toSet());
    }

    private @Nullable LiveRoom take(LiveRoom live, Act act, Consumer<ServerMessage> answer, Taken taken) {
        int before = live.count();
        Turn turn = live.take(act, clock.instant());
        taken.turn = turn;
        if (!turn.facts().isEmpty()) {
            taken.stored = memory.keep(turn.facts());
        }
        if (turn.answer() != null) {
            answer.accept(turn.answer());
        }
        postbox.post(turn.deliveries());
        if (live.isStored() && live.count() != before) {
            changed.add(live.id());
        }
        return live.isEmpty() ? null : live;
    }

    /** What a turn hands out of the map. */
    private final class Taken {
        @Nullable Turn turn;
        CompletableFuture<Void> stored = STORED;

        CompletableFuture<Void> over() {
            if (turn != null) {
                postbox.send(turn.deliveries());
            }
            return stored;
        }
    }
}
