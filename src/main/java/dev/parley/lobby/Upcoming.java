package dev.parley.lobby;

import dev.parley.member.Reach;
import dev.parley.member.Standings;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Cursor;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import dev.parley.schedule.Schedule;
import dev.parley.schedule.Schedules;
import dev.parley.store.Some;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms that will meet and that somebody can enter, the next meeting first. */
@ApplicationScoped
public class Upcoming {
    /** Looked at for one page. A page may have fewer rooms than it could, because the others are hidden; the list goes on all the same. */
    private static final int LOOKED_AT = 500;
    private static final int AT_ONCE = 100;

    @Inject
    Rooms rooms;

    @Inject
    Schedules schedules;

    @Inject
    Standings standings;

    Some<Room> of(UserId who, Rooms.Search search, @Nullable Cursor after, int limit) {
        Reach reach = standings.reach(who);
        List<Room> found = new ArrayList<>();
        Instant time = after == null ? null : after.time();
        RoomId id = after == null ? null : new RoomId(after.id());
        for (int looked = 0; looked < LOOKED_AT; looked += AT_ONCE) {
            List<Schedule> ahead = schedules.upcoming(time, id, AT_ONCE);
            Map<RoomId, Room> visible = reach.among(rooms, ahead.stream().map(Schedule::roomId).toList(), search);
            for (Schedule one : ahead) {
                time = one.nextAt();
                id = one.roomId();
                Optional.ofNullable(visible.get(id)).ifPresent(found::add);
                if (found.size() == limit) {
                    return new Some<>(found, cursor(time, id));
                }
            }
            if (ahead.size() < AT_ONCE) {
                return new Some<>(found, null);
            }
        }
        return new Some<>(found, cursor(time, id));
    }

    private static @Nullable String cursor(@Nullable Instant time, @Nullable RoomId id) {
        return time == null || id == null ? null : new Cursor(0, time, id.value()).text();
    }
}
