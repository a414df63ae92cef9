package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One sound within a connection to the media server.
 *
 * @param mid what the session description calls it
 * @param userId whose it is; missing where it is one's own
 */
public record Track(String mid, @Nullable UserId userId, Source source) {}
