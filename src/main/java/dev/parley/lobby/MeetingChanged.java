package dev.parley.lobby;

import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;

/** The meetings of a room were moved or called off. */
public record MeetingChanged(RoomId roomId, UserId by, boolean calledOff) {}
