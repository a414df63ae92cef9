package dev.parley.room;

import dev.parley.protocol.RoomId;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what is decided about rooms. Whoever reads the count before the database, and finds it unchanged after somebody has come in, need
 * not read the database again. It is counted after the decision can be read, and before the live room is told of it.
 */
@Singleton
public class Decisions {
    /** Rooms share a counter with a few others: a decision elsewhere costs no more than another look. */
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
