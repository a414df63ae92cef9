/**
 * One WebSocket, whatever is spoken on it: how much may come in, and the one writer that everything goes out through. The meaning of frames,
 * rooms and resuming do not belong here.
 *
 * <p>{@code Wire} is longer than a file should be, because writing, ending and being ended depend on the same few flags and are best read in one
 * piece. There are two files more than elsewhere: {@code HangUp} keeps apart what works on Open Liberty only, and {@code Arrivals} can be tested
 * alone.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.wire;
