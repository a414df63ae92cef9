package dev.parley.engineio;

import dev.parley.wire.Backlog;
import dev.parley.wire.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The way out over held requests: either messages wait for the next poll, or a poll waits for messages. */
final class Polling {
    private static final int MOST_FRAMES = 2_000;

    private final int mostBytes;
    private final Queue<Wire.Sendable> waiting = new ArrayDeque<>(4);
    private int bytes;
    private @Nullable Held held;

    Polling(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** False when there is no room, because the other side does not fetch its messages. */
    synchronized boolean put(Wire.Sendable packet) {
        if (waiting.size() >= MOST_FRAMES || bytes + packet.size() > mostBytes || Backlog.isTooMuch(bytes)) {
            return false;
        }
        putLast(packet);
        return true;
    }

    /** Adds a packet even when there is no room. */
    synchronized void putLast(Wire.Sendable packet) {
        waiting.add(packet);
        bytes += packet.size();
        Backlog.grows(packet.size());
    }

    /** Holds this poll. False when another one is held already. */
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

    /** Takes the held poll out, because this channel will not answer polls any more. */
    synchronized @Nullable Held release() {
        Held poll = held;
        held = null;
        return poll;
    }

    /** Takes out everything that waits. The caller is responsible for it from now on. */
    synchronized List<Wire.Sendable> drain() {
        List<Wire.Sendable> all = new ArrayList<>(waiting);
        waiting.clear();
        Backlog.shrinks(bytes);
        bytes = 0;
        return all;
    }

    /** Answers the held poll if there is something to send. Returns whether it did. */
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
