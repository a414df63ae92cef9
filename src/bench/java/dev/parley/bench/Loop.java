package dev.parley.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One thread for all clients. */
final class Loop {
    private static final long NAP = 20_000;

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 14);
    private Peer.Ear ear = (_, _, _, _) -> {};

    /** Does what is due; whether anything was. */
    interface Schedule {
        boolean run(long now) throws IOException;
    }

    Loop() throws IOException {
        selector = Selector.open();
    }

    SelectionKey register(SocketChannel channel, Peer peer) throws IOException {
        return channel.register(selector, SelectionKey.OP_CONNECT, peer);
    }

    ByteBuffer buffer() {
        return buffer;
    }

    ByteBuffer out() {
        return out;
    }

    Peer.Ear ear() {
        return ear;
    }

    void listen(Peer.Ear next) {
        ear = next;
    }

    /** Sockets that were closed are given back only now. */
    void letGo() throws IOException {
        selector.selectNow();
    }

    /** Until something holds, or this {@link System#nanoTime} has come; whether it held. */
    boolean until(BooleanSupplier done, long end) throws IOException {
        return until(done, end, _ -> false);
    }

    boolean until(BooleanSupplier done, long end, Schedule schedule) throws IOException {
        while (true) {
            long now = System.nanoTime();
            if (done.getAsBoolean()) {
                return true;
            }
            if (now - end >= 0) {
                return false;
            }
            boolean worked = schedule.run(now);
            int ready = selector.selectNow();
            if (ready > 0) {
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid()) {
                        ((Peer) key.attachment()).ready();
                    }
                }
                selector.selectedKeys().clear();
                worked = true;
            }
            if (!worked) {
                LockSupport.parkNanos(NAP);
            }
        }
    }
}
