package dev.parley.lobby;

import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;

/** Somebody is the first to sit down in a room. */
public record RoomOpened(RoomId roomId, UserId by) {}
