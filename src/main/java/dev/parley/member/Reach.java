package dev.parley.member;

import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which rooms somebody may enter, as their standings say: those that they made or are a member of, and public ones that they are not banned from. */
public record Reach(UserId who, Set<RoomId> memberOf, Set<RoomId> banned) {

    static Reach of(UserId who, List<Standing> standings) {
        return new Reach(who, standings.stream().filter(Standing::belongs).map(Standing::roomId).collect(Collectors.toSet()),
                standings.stream().filter(Standing::banned).map(Standing::roomId).collect(Collectors.toSet()));
    }

    /** The same with rooms that they may enter for another reason, unless they are banned there. */
    public Reach with(Collection<RoomId> more) {
        return new Reach(who, Stream.concat(memberOf.stream(), more.stream()).collect(Collectors.toSet()), banned);
    }

    /** Those of these rooms, in one query. */
    public Map<RoomId, Room> among(Rooms rooms, Collection<RoomId> some, Rooms.Search search) {
        List<RoomId> open = some.stream().filter(room -> !banned.contains(room)).toList();
        Map<RoomId, Room> found = new LinkedHashMap<>();
        if (!open.isEmpty()) {
            rooms.visible(open, who, memberOf, search).forEach(room -> found.put(room.id(), room));
        }
        return found;
    }
}
