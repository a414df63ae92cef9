package dev.parley.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tracks how much of what was written is known to have arrived. Pings carry a count, and their pongs bring it back. Only as much is written
 * without confirmation as the buffers of any socket can hold. Only the writer counts and asks; any thread may confirm.
 */
final class Window {
    /** Less than the smallest kernel buffers of a sender and a receiver hold together. */
    private static final int BYTES = 48 * 1024;

    /** Outside of the heap. For a buffer on the heap, the server would allocate another one outside of it for each write. */
    private @Nullable ByteBuffer counts;
    private long frames;
    private long bytes;
    private volatile long bytesAsked;
    private volatile long bytesConfirmed;
    private volatile long framesConfirmed;

    void writes(int more) {
        frames++;
        bytes += more;
    }

    /** Whether another write might block. */
    boolean isFull() {
        return bytes - bytesConfirmed > BYTES;
    }

    /** Whether it is time to ask how much has arrived. */
    boolean isHalfFull() {
        return bytes - bytesAsked > BYTES / 2 && bytesAsked == bytesConfirmed;
    }

    /** The content of a ping. It must be written before this is called again. */
    ByteBuffer asks() {
        bytesAsked = bytes;
        if (counts == null) {
            counts = ByteBuffer.allocateDirect(2 * Long.BYTES);
        }
        return counts.clear().putLong(frames).putLong(bytes).flip();
    }

    /** Reads a pong and returns whether more is known to have arrived. A pong that nobody asked for must not open the window. */
    boolean confirms(ByteBuffer pong) {
        if (pong.remaining() != 2 * Long.BYTES) {
            return false;
        }
        long arrived = pong.getLong();
        long arrivedBytes = pong.getLong();
        if (arrivedBytes > bytesAsked || arrivedBytes < bytesConfirmed || arrived < framesConfirmed) {
            return false;
        }
        framesConfirmed = arrived;
        bytesConfirmed = arrivedBytes;
        return true;
    }

    long framesConfirmed() {
        return framesConfirmed;
    }
}
