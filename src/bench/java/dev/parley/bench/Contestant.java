package dev.parley.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server, and how it is spoken to. */
record Contestant(String name, Server server, Dialect dialect) {
    private static final Duration CEILING = Duration.ofMinutes(2);

    /** How many sockets are opened at once. */
    private static final int AT_ONCE = 50;

    /** So many people in rooms of that size, all of them in when this returns. The first of them is this one. */
    Crowd gather(Loop loop, int people, int perRoom) throws IOException {
        return gather(loop, people, perRoom, rooms(people, perRoom));
    }

    /** Rooms for so many people, with nobody in them yet. */
    List<String> rooms(int people, int perRoom) throws IOException {
        List<String> rooms = new ArrayList<>();
        for (int i = 0; i < people; i += perRoom) {
            rooms.add(server.room(perRoom));
        }
        return rooms;
    }

    Crowd gather(Loop loop, int people, int perRoom, List<String> rooms) throws IOException {
        Crowd crowd = new Crowd(loop, perRoom, rooms);
        crowd.open(people, AT_ONCE, i -> peer(loop, i, rooms.get(i / perRoom)), CEILING);
        return crowd;
    }

    /** So many who are in no room. */
    Crowd idle(Loop loop, int people) throws IOException {
        Crowd crowd = new Crowd(loop, 1, List.of());
        crowd.open(people, AT_ONCE, i -> peer(loop, i, null), CEILING);
        return crowd;
    }

    private Peer peer(Loop loop, int number, @org.jspecify.annotations.Nullable String room) throws IOException {
        return new Peer(loop, server.port, dialect, server.tokens().get(number % server.tokens().size()), room);
    }
}
