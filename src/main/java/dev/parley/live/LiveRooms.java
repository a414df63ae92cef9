package dev.parley.live;

import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.Participant;
import dev.parley.protocol.RoomView;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
    private final ConcurrentHashMap<String, LiveRoom> rooms = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    private volatile Postbox postbox = Postbox.NOBODY;

    /** From now on what follows from a turn is told to these. */
    public void tell(Postbox lines) {
        postbox = lines;
    }

    /** A live room at one moment. */
    public record Seen(RoomView room, List<Participant> participants, List<CallParticipant> callers, boolean stored) {}

    /** How many are in a room, and since when anybody is. */
    public record Count(String roomId, int people, @Nullable Instant since) {}

    /** A turn in this room, which is opened for it if it is not live. */
    public Turn in(RoomView stored, Function<LiveRoom, Turn> turn) {
        return open(stored.id(), () -> new LiveRoom(stored), turn);
    }

    /** A turn in this ad-hoc call, which begins with it if it has not yet. */
    public Turn inCall(RoomView call, Function<LiveRoom, Turn> turn) {
        return open(call.id(), () -> LiveRoom.adHoc(call), turn);
    }

    private Turn open(String id, Supplier<LiveRoom> opening, Function<LiveRoom, Turn> turn) {
        Turn[] taken = new Turn[1];
        rooms.compute(id, (_, live) -> take(live == null ? opening.get() : live, turn, taken));
        postbox.send(taken[0].deliveries());
        return taken[0];
    }

    /** A turn in this room, if it is live. */
    public Optional<Turn> inLive(String id, Function<LiveRoom, Turn> turn) {
        Turn[] taken = new Turn[1];
        rooms.computeIfPresent(id, (_, live) -> take(live, turn, taken));
        if (taken[0] != null) {
            postbox.send(taken[0].deliveries());
        }
        return Optional.ofNullable(taken[0]);
    }

    /** The same turn in every live room, one after the other. */
    public void inEvery(Function<LiveRoom, Turn> turn) {
        rooms.keySet().forEach(id -> inLive(id, turn));
    }

    public Optional<Seen> look(String id) {
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

    public Count count(String id) {
        Count[] count = {new Count(id, 0, null)};
        rooms.computeIfPresent(id, (_, live) -> {
            count[0] = new Count(id, live.count(), live.since());
            return live;
        });
        return count[0];
    }

    /** The rooms that somebody entered or left since this was asked for the last time. Who asks looks at the rooms afterwards. */
    public Set<String> changed() {
        // Each leaves the set before its room is looked at: a change that comes in between puts it back.
        return Set.copyOf(changed).stream().filter(changed::remove).collect(Collectors.toSet());
    }

    private @Nullable LiveRoom take(LiveRoom live, Function<LiveRoom, Turn> turn, @Nullable Turn[] taken) {
        int before = live.count();
        Turn now = turn.apply(live);
        taken[0] = now;
        postbox.post(now.deliveries());
        if (live.isStored() && live.count() != before) {
            changed.add(live.id());
        }
        return live.isEmpty() ? null : live;
    }
}
