package dev.parley.lobby;

import dev.parley.protocol.UserId;
import dev.parley.room.Room;
import dev.parley.schedule.Schedule;
import java.util.List;

/**
 * The meetings of a room were moved or called off.
 *
 * @param schedule as it is now, or with the meetings called off if the room has none any more
 * @param people who come, as far as they had said so
 * @param gone whether the room was deleted
 */
public record MeetingChanged(Room room, Schedule schedule, UserId by, List<UserId> people, boolean gone) {
    public boolean calledOff() {
        return schedule.cancelled();
    }
}
