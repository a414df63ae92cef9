package dev.parley.notice;

import dev.parley.member.Standings;
import dev.parley.notice.Notices.Notice;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nobody is told anything about a room that they may no longer see. */
@ApplicationScoped
class Discretion {
    @Inject
    Rooms rooms;

    @Inject
    Standings standings;

    /** The rooms of these notices that somebody may see. */
    Map<RoomId, Room> rooms(UserId userId, Stream<Notice> notices) {
        Set<RoomId> some = notices.map(Notice::room).filter(Objects::nonNull).collect(Collectors.toSet());
        return some.isEmpty() ? Map.of() : standings.reach(userId).among(rooms, some, Rooms.Search.ALL);
    }

    static boolean allows(Notice one, Map<RoomId, Room> rooms) {
        return one.room() == null || rooms.containsKey(one.room());
    }
}
