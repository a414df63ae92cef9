package dev.parley.notice;

import dev.parley.member.Invites;
import dev.parley.member.Standings;
import dev.parley.notice.Notices.Notice;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nobody is told anything about a room that they may no longer see. An invitation that can still be accepted shows its room. */
@ApplicationScoped
class Discretion {
    @Inject
    Rooms rooms;

    @Inject
    Standings standings;

    @Inject
    Invites invites;

    /** What somebody may see, and the codes of invitations that they can accept. */
    record Seen(Map<RoomId, Room> rooms, Set<String> invitations) {
        boolean shows(Notice one) {
            return one.room() == null || rooms.containsKey(one.room());
        }
    }

    /** Of what these notices are about. */
    Seen seen(UserId userId, Stream<Notice> notices) {
        List<Notice> all = notices.filter(one -> one.room() != null).toList();
        if (all.isEmpty()) {
            return new Seen(Map.of(), Set.of());
        }
        Map<String, RoomId> open = invites.open(all.stream().map(Notice::code).filter(Objects::nonNull).collect(Collectors.toSet()));
        return new Seen(standings.reach(userId).with(open.values()).among(rooms, all.stream().map(Notice::room).filter(Objects::nonNull).collect(Collectors.toSet()), Rooms.Search.ALL),
                open.keySet());
    }
}
