package dev.parley.engineio;

import dev.parley.wire.Backlog;
import dev.parley.wire.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The way out over held requests: what waits for the next poll, or the poll that waits for something. */
final class Polling {
    private static final int MOST_FRAMES = 2_000;

    private final int mostBytes;
    private final Queue<Wire.Sendable> waiting = new ArrayDeque<>(4);
    private int bytes;
    private @Nullable Held held;

    Polling(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** False when there is no room: the other side does not fetch what it is told. */
    synchronized boolean put(Wire.Sendable packet) {
        if (waiting.size() >= MOST_FRAMES || bytes + packet.size() > mostBytes || Backlog.isTooMuch(bytes)) {
            return false;
        }
        putLast(packet);
        return true;
    }

    /** Whatever room there is. */
    synchronized void putLast(Wire.Sendable packet) {
        waiting.add(packet);
        bytes += packet.size();
        Backlog.grows(packet.size());
    }

    /** Whether this is the only poll now. */
    synchronized boolean hold(Held poll) {
        if (held != null) {
            return false;
        }
        held = poll;
        return true;
    }

    synchronized boolean isHolding() {
        return held != null;
    }

    /** Nobody polls any more. */
    synchronized @Nullable Held release() {
        Held poll = held;
        held = null;
        return poll;
    }

    /** Everything that waits; it is the caller's now. */
    synchronized List<Wire.Sendable> drain() {
        List<Wire.Sendable> all = new ArrayList<>(waiting);
        waiting.clear();
        Backlog.shrinks(bytes);
        bytes = 0;
        return all;
    }

    /** Answers the poll if there is one and something to answer; whether it did. */
    boolean flush() {
        Held poll;
        List<Wire.Sendable> packets;
        synchronized (this) {
            if (held == null || waiting.isEmpty()) {
                return false;
            }
            poll = held;
            held = null;
            packets = drain();
        }
        poll.answer(Packets.payload(packets));
        return true;
    }
}
