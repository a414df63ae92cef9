/**
 * One WebSocket, whatever is spoken on it: who may open it, how much may come in, and the one writer that everything goes out through.
 * Frames' meaning, rooms and resuming do not belong here.
 *
 * <p>{@code Wire} is longer than a file should be: how it writes, ends and is ended hangs on the same few flags, and is read in one piece.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.wire;
