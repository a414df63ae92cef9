package dev.parley.bench;

import dev.parley.bench.Caller.Tally;
import dev.parley.harness.Until;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many callers in rooms of eight. */
record Callers(List<List<Caller>> rooms) {
    private static final int ROOM = 8;
    private static final Duration LONG = Duration.ofMinutes(3);

    /** The first so many of those who may come in, each in a room and in none of them yet. */
    static Callers of(ParleyServer server, int people, Tally tally) {
        List<String> tokens = server.tokens();
        List<List<Caller>> rooms = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            if (i % ROOM == 0) {
                rooms.add(new ArrayList<>());
            }
            String room = i % ROOM == 0 ? server.room(ROOM) : rooms.getLast().getFirst().room();
            rooms.getLast().add(new Caller(server.port, tokens.get(i), room, tally));
        }
        return new Callers(rooms);
    }

    /** All come in. */
    void open() throws IOException {
        for (Caller caller : all()) {
            caller.open();
            Until.holds("in", LONG, caller::isIn);
        }
    }

    List<Caller> all() {
        return rooms.stream().flatMap(List::stream).toList();
    }

    /** How many messages never came, of all that were sent. */
    long missing() {
        return rooms.stream().mapToLong(room -> room.stream().mapToLong(one -> others(room, one).stream().mapToLong(one::missing).sum()).sum()).sum();
    }

    static List<Caller> others(List<Caller> room, Caller one) {
        return room.stream().filter(other -> !other.equals(one)).toList();
    }
}
