package dev.parley.engineio;

import dev.parley.engineio.Speech.Malformed;
import dev.parley.limits.Allowance;
import dev.parley.wire.Heartbeat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What comes in over a channel: one packet after the other, even when somebody posts and uses a WebSocket at once. */
final class Reception {
    private static final Logger LOG = Logger.getLogger(Reception.class.getName());

    private final Channel channel;
    private final Heartbeat heartbeat;
    private final Allowance allowance;
    private final ReentrantLock receiving = new ReentrantLock();
    private final AtomicReference<@Nullable Post> posting = new AtomicReference<>();

    Reception(Channel channel, Heartbeat heartbeat, Terms terms) {
        this.channel = channel;
        this.heartbeat = heartbeat;
        this.allowance = new Allowance(terms.perSecond(), terms.burst(), System.nanoTime());
    }

    /** Whether nobody else posts now; to be followed by {@link #posted}. */
    boolean posts(Post post) {
        boolean only = posting.compareAndSet(null, post);
        if (!only) {
            channel.abort("overlapping posts");
        }
        return only;
    }

    void posted(Post post) {
        posting.compareAndSet(post, null);
    }

    /** Nothing is waited for any more. */
    void close() {
        Post unfinished = posting.get();
        if (unfinished != null) {
            unfinished.giveUp();
        }
    }

    /** What was in one request, or in one frame; whether all was understood. */
    boolean packets(List<String> packets) {
        return handle(() -> {
            for (String packet : packets) {
                if (isWelcome()) {
                    take(packet);
                }
            }
        });
    }

    boolean bytes(byte[] message) {
        return handle(() -> {
            if (isWelcome()) {
                channel.listener().binary(message);
            }
        });
    }

    private interface Receiving {
        void run() throws Malformed;
    }

    private boolean handle(Receiving what) {
        receiving.lock();
        try {
            what.run();
            return true;
        } catch (Malformed bad) {
            LOG.log(Level.FINE, bad, () -> "A packet could not be read");
            channel.abort("parse error");
            return false;
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, bug, () -> "A packet could not be handled");
            channel.abort("server error");
            return false;
        } finally {
            receiving.unlock();
        }
    }

    private void take(String packet) throws Malformed {
        switch (packet.isEmpty() ? ' ' : packet.charAt(0)) {
            case Packets.MESSAGE -> channel.listener().text(packet.substring(1));
            case Packets.BINARY -> channel.listener().binary(Packets.decode(packet.substring(1)));
            case Packets.PONG -> heartbeat.heard(System.nanoTime());
            case Packets.CLOSE -> channel.hungUp();
            default -> throw new Malformed("no such packet");
        }
    }

    private boolean isWelcome() {
        if (!allowance.take(System.nanoTime()) && allowance.isAbused()) {
            channel.abort("too much at once");
        }
        return channel.isOpen();
    }
}
