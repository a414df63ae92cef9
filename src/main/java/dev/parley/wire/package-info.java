/**
 * One WebSocket, whatever is spoken on it: who may open it, how much may come in, and the one writer that everything goes out through.
 * Frames' meaning, rooms and resuming do not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.wire;
