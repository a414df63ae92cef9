package dev.parley.room;

import dev.parley.protocol.RoomId;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the decisions about rooms. A join reads the count before it reads the database. If the count is the same after the join, the database
 * need not be read again. A decision is counted once it can be read, and before the live room hears of it.
 */
@Singleton
public class Decisions {
    /** Several rooms share a counter. A decision about another room only costs one more look at the database. */
    private final AtomicLongArray counts = new AtomicLongArray(1024);

    public long of(RoomId roomId) {
        return counts.get(place(roomId));
    }

    public void made(RoomId roomId) {
        counts.incrementAndGet(place(roomId));
    }

    private int place(RoomId roomId) {
        return Math.floorMod(roomId.hashCode(), counts.length());
    }
}
