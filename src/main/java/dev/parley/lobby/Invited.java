package dev.parley.lobby;

import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;

/**
 * Somebody was invited into a room by name.
 *
 * @param code of the invitation, which is theirs alone
 */
public record Invited(RoomId roomId, String code, UserId userId, UserId by) {}
