package dev.parley.wire;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one way out to a WebSocket. Whoever has something to say puts it into the queue and flushes; whoever comes first writes, for all
 * others too, so that there is one writer at a time and nobody waits.
 *
 * <p>Writing at once and blocking is far cheaper here than handing each write to another thread, but a peer that has stopped reading
 * would block the writer for good. So as much is written at once as any socket's buffers take in: pings ask in between what has arrived,
 * and past a window of unconfirmed bytes writes are asynchronous, with a time-out. A peer whose queue runs over is let go.
 */
public final class Wire {
    private static final Logger LOG = Logger.getLogger(Wire.class.getName());
    /** Less than the kernel buffers of a sender and a receiver hold together at their smallest. */
    private static final int WINDOW = 48 * 1024;
    private static final int MOST_FRAMES = 2_000;
    /** What may wait for a peer, unless somebody who sends larger things asks for more. */
    public static final int MOST_BYTES = 1024 * 1024;
    private static final long STUCK = 1_000_000_000;
    private static final long SEND_TIMEOUT_MILLIS = 5_000;
    /** Outside of the heap, because the server copies what is inside to a buffer that it allocates outside for each write. */
    private static final ThreadLocal<ByteBuffer> PING = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(2 * Long.BYTES));

    private final Session session;
    private final int mostBytes;
    private final Queue<Frame> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queuedFrames = new AtomicInteger();
    private final AtomicInteger queuedBytes = new AtomicInteger();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private Runnable onConfirmed = () -> {};

    private volatile boolean goodbyeSaid;
    private volatile @Nullable Thread writer;
    private volatile long writingSince;

    // Only the writer touches these two.
    private long frames;
    private long bytes;
    private volatile long bytesAsked;
    private volatile long bytesConfirmed;
    private volatile long framesConfirmed;
    private volatile boolean pingWanted;
    private volatile long heardAt = System.nanoTime();
    /** When the oldest unanswered ping was asked for; 0 when none is. */
    private volatile long pingedAt;

    /** Text that is made when it is written: by then nobody waits for it, and what nobody gets any more is never made. */
    public interface Frame {
        String text();

        /** About how many bytes it keeps in memory while it waits. */
        int size();
    }

    /** Goes out as bytes; its text is for ways that carry nothing else. */
    public interface Binary extends Frame {
        ByteBuffer bytes();
    }

    /** The last thing in a queue. */
    private record Goodbye(CloseCode code, String reason) implements Frame {
        @Override
        public String text() {
            return reason;
        }

        @Override
        public int size() {
            return reason.length();
        }
    }

    public Wire(Session session) {
        this(session, MOST_BYTES);
    }

    public Wire(Session session, int mostBytes) {
        this.session = session;
        this.mostBytes = mostBytes;
        session.getAsyncRemote().setSendTimeout(SEND_TIMEOUT_MILLIS);
        session.addMessageHandler(PongMessage.class, this::pong);
    }

    /** Called whenever more frames are known to have arrived; see {@link #confirmed}. */
    public void onConfirmed(Runnable listener) {
        onConfirmed = listener;
    }

    /** Puts a frame into the queue; {@link #flush} sends it. Never blocks. */
    public void put(Frame frame) {
        if (closing.get()) {
            return;
        }
        accepted.incrementAndGet();
        if (queuedFrames.incrementAndGet() > MOST_FRAMES || queuedBytes.addAndGet(frame.size()) > mostBytes) {
            abort(SocketCode.TOO_SLOW, "too slow: resume");
            return;
        }
        queue.add(frame);
    }

    /** Sends what is in the queue, unless somebody is at it already. */
    public void flush() {
        if ((pingWanted || !queue.isEmpty()) && writing.compareAndSet(false, true)) {
            write();
        }
    }

    /** After what is in the queue. */
    public void close(CloseCode code, String reason) {
        if (closing.compareAndSet(false, true)) {
            queue.add(new Goodbye(code, reason));
            flush();
        }
    }

    /**
     * The same on the thread that reads. Only there the server lets go of a peer that goes on sending: closed from elsewhere, such a
     * connection may stay, neither read nor ended.
     */
    public void closeWhileReading(CloseCode code, String reason) {
        if (closing.compareAndSet(false, true)) {
            flush();
            end(code, reason);
        }
    }

    /** Whether the close frame is out; the server tells that a socket is closed before it has said so. */
    public boolean isGoodbyeSaid() {
        return goodbyeSaid;
    }

    /** The other side is gone: nothing is written any more. */
    public void closed() {
        closing.set(true);
        if (ended.compareAndSet(false, true)) {
            goodbyeSaid = true; // By the other side.
        }
        queue.clear();
    }

    /** At once, whatever is in the queue. */
    public void abort(CloseCode code, String reason) {
        closing.set(true);
        queue.clear();
        endAside(code, reason);
    }

    /** How many frames were put in so far. */
    public long accepted() {
        return accepted.get();
    }

    /** How many frames are known to have reached the other side. */
    public long confirmed() {
        return framesConfirmed;
    }

    /** Something came in: whoever sends is alive. */
    public void heard(long now) {
        heardAt = now;
    }

    /** Asks whether the other side is alive when it has been silent for so long; false when it did not answer in time. */
    public boolean beat(long now, long silence, long patience) {
        nudge();
        long asked = pingedAt;
        if (asked != 0 && now - asked > patience && heardAt - asked < 0) {
            return false;
        }
        if (asked != 0 && heardAt - asked >= 0) {
            pingedAt = 0;
        }
        if (pingedAt == 0 && now - heardAt >= silence) {
            pingedAt = now;
            pingWanted = true;
            flush();
        }
        return true;
    }

    private void write() {
        do {
            try {
                if (writeSome()) {
                    return; // The rest follows when this one is out.
                }
            } catch (IOException | IllegalStateException broken) {
                failed(broken);
            }
            writing.set(false);
        } while ((pingWanted || !queue.isEmpty()) && writing.compareAndSet(false, true));
    }

    /** Whether a write is still going on. */
    private boolean writeSome() throws IOException {
        while (true) {
            if (pingWanted || (bytes - bytesAsked > WINDOW / 2 && bytesAsked == bytesConfirmed)) {
                ping();
            }
            Frame next = queue.poll();
            if (next == null) {
                return false;
            }
            if (next instanceof Goodbye goodbye) {
                endAside(goodbye.code, goodbye.reason);
                continue;
            }
            queuedFrames.decrementAndGet();
            queuedBytes.addAndGet(-next.size());
            frames++;
            if (next instanceof Binary binary ? send(binary.bytes()) : send(next.text())) {
                return true;
            }
        }
    }

    private boolean send(String text) throws IOException {
        bytes += text.length();
        if (bytes - bytesConfirmed > WINDOW) {
            session.getAsyncRemote().sendText(text, this::sent);
            return true;
        }
        now(() -> session.getBasicRemote().sendText(text));
        return false;
    }

    private boolean send(ByteBuffer data) throws IOException {
        bytes += data.remaining();
        if (bytes - bytesConfirmed > WINDOW) {
            session.getAsyncRemote().sendBinary(data, this::sent);
            return true;
        }
        now(() -> session.getBasicRemote().sendBinary(data));
        return false;
    }

    private interface Write {
        void write() throws IOException;
    }

    private void now(Write write) throws IOException {
        writingSince = System.nanoTime();
        writer = Thread.currentThread();
        try {
            write.write();
        } finally {
            synchronized (this) {
                writer = null;
            }
            if (System.nanoTime() - writingSince > STUCK) {
                Thread.interrupted(); // It may have been nudged; whoever lent this thread must not notice.
            }
        }
    }

    /**
     * The server can miss that a write may go on, when the other side ends the connection in that very moment; interrupted, it looks
     * again. Whose thread this is does not wait for a peer for longer.
     */
    private synchronized boolean nudge() {
        Thread stuck = writer;
        if (stuck == null || System.nanoTime() - writingSince < STUCK) {
            return false;
        }
        stuck.interrupt();
        return true;
    }

    private void sent(SendResult result) {
        if (!result.isOK()) {
            failed(result.getException());
        }
        write();
    }

    private void ping() throws IOException {
        pingWanted = false;
        bytesAsked = bytes;
        // Written when this returns, so the next ping of this thread may use the same buffer.
        session.getBasicRemote().sendPing(PING.get().clear().putLong(frames).putLong(bytes).flip());
    }

    private void pong(PongMessage pong) {
        heard(System.nanoTime());
        ByteBuffer data = pong.getApplicationData();
        if (data.remaining() == 2 * Long.BYTES) {
            long arrived = data.getLong();
            long arrivedBytes = data.getLong();
            // A pong nobody asked for must not open the window.
            if (arrivedBytes <= bytesAsked && arrivedBytes >= bytesConfirmed && arrived >= framesConfirmed) {
                framesConfirmed = arrived;
                bytesConfirmed = arrivedBytes;
                onConfirmed.run();
            }
        }
    }

    private void failed(@Nullable Throwable why) {
        LOG.log(Level.FINE, why, () -> "A socket could not be written to");
        abort(CloseReason.CloseCodes.GOING_AWAY, "lost");
    }

    /** On a thread of its own: closing waits for a peer that may be dead. */
    private void endAside(CloseCode code, String reason) {
        var _ = Thread.startVirtualThread(() -> {
            end(code, reason);
            for (int i = 0; i < 100 && nudge(); i++) {
                LockSupport.parkNanos(STUCK / 2);
            }
        });
    }

    private void end(CloseCode code, String reason) {
        if (ended.compareAndSet(false, true)) {
            try {
                session.close(new CloseReason(code, reason));
            } catch (IOException | IllegalStateException gone) {
                LOG.log(Level.FINE, gone, () -> "A socket was gone before it was closed");
            } finally {
                goodbyeSaid = true;
            }
        }
    }
}
