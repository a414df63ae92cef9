package dev.parley.lobby;

import dev.parley.live.LiveRooms;
import dev.parley.problem.Enduring;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Rooms;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Stores how many people are in each room, for lists that the database sorts, and says when one was opened. */
@ApplicationScoped
public class Headcount {
    private static final Duration EVERY = Duration.ofMillis(500);
    /** A room that has come from another node, or back after a restart, was opened before. */
    private static final Duration LATELY = Duration.ofSeconds(10);

    @Inject
    Rooms rooms;

    @Inject
    LiveRooms liveRooms;

    @Inject
    InstantSource clock;

    @Inject
    Event<RoomOpened> opened;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    private final Set<RoomId> toCount = new HashSet<>();
    /** Those with people, of which nobody has to be told again. */
    private final Set<RoomId> live = new HashSet<>();
    private boolean emptied;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("counting the people in rooms", this::count), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell(LiveRooms.Count count) {
        if (count.since() == null) {
            live.remove(count.roomId());
        } else if (live.add(count.roomId()) && count.since().isAfter(clock.instant().minus(LATELY))) {
            liveRooms.look(count.roomId()).flatMap(seen -> seen.participants().stream().findFirst()).ifPresent(first -> opened.fire(new RoomOpened(count.roomId(), new UserId(first.id()))));
        }
    }

    /** Runs on one thread at a time, because the next round is scheduled when this one has ended. */
    private void count() {
        if (!emptied) {
            if (!liveRooms.isShared()) {
                rooms.empty();
            }
            emptied = true;
        }
        toCount.addAll(liveRooms.changed());
        // Another node that owns the room by now counts for itself.
        toCount.removeIf(room -> !liveRooms.isHere(room));
        live.removeIf(room -> !liveRooms.isHere(room));
        if (!toCount.isEmpty()) {
            List<LiveRooms.Count> counts = toCount.stream().map(liveRooms::count).toList();
            rooms.count(counts);
            toCount.clear();
            counts.forEach(this::tell);
        }
    }
}
