package dev.parley.wire;

import java.nio.ByteBuffer;

/**
 * Tracks how much of what was written is known to have arrived. Pings carry a count, and their pongs bring it back. Only as much is written
 * without confirmation as the buffers of any socket can hold. Only the writer counts and asks; any thread may confirm.
 */
final class Window {
    /** Less than the smallest kernel buffers of a sender and a receiver hold together. */
    private static final int BYTES = 48 * 1024;

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

    /** The content of a ping. */
    ByteBuffer asks() {
        bytesAsked = bytes;
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(frames).putLong(bytes).flip();
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
