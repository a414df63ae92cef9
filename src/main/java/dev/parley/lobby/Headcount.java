package dev.parley.lobby;

import dev.parley.live.LiveRooms;
import dev.parley.problem.Enduring;
import dev.parley.protocol.RoomId;
import dev.parley.room.Rooms;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Stores how many people are in each room, for lists that the database sorts. */
@ApplicationScoped
public class Headcount {
    private static final Duration EVERY = Duration.ofMillis(500);

    @Inject
    Rooms rooms;

    @Inject
    LiveRooms liveRooms;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    private final Set<RoomId> toCount = new HashSet<>();
    private boolean emptied;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("counting the people in rooms", this::count), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
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
        if (!toCount.isEmpty()) {
            rooms.count(toCount.stream().map(liveRooms::count).toList());
            toCount.clear();
        }
    }
}
