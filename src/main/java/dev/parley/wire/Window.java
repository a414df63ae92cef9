package dev.parley.wire;

import java.nio.ByteBuffer;

/**
 * How much of what was written is known to have arrived. Pings carry the counts, and their pongs bring them back: so much is written at once
 * as any socket's buffers take in. Only the writer counts and asks; any thread may confirm.
 */
final class Window {
    /** Less than the kernel buffers of a sender and a receiver hold together at their smallest. */
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

    /** Whether it is time to ask what has arrived. */
    boolean isHalfFull() {
        return bytes - bytesAsked > BYTES / 2 && bytesAsked == bytesConfirmed;
    }

    /** What a ping carries. */
    ByteBuffer asks() {
        bytesAsked = bytes;
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(frames).putLong(bytes).flip();
    }

    /** What a pong brought back; whether more is known to have arrived. A pong that nobody asked for must not open the window. */
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
