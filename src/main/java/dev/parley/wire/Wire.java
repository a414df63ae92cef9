package dev.parley.wire;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * and past a window of unconfirmed bytes writes are asynchronous, with a time-out. A peer whose queue runs over is let go, and so is one
 * at whom a write hangs all the same: {@link Lifeguard} looks after that, and after threads on which the server itself hangs.
 *
 * <p>A wire ends once. From then on nothing is written, and it is closed by whoever is first: the other side, or a thread of its own that
 * waits until nobody writes any more, because the server cannot bear a close and a write at the same time.
 */
public final class Wire {
    private static final Logger LOG = Logger.getLogger(Wire.class.getName());
    /** What may wait for a peer, unless somebody who sends larger things asks for more. */
    public static final int MOST_BYTES = 1024 * 1024;
    private static final long SEND_TIMEOUT_MILLIS = 5_000;
    /** After a write has failed, the end that the other side made mostly arrives by itself. */
    private static final long ENDS_BY_ITSELF = 2_000_000_000;
    /** So long the end of a wire waits for its last write, which has a time-out and a lifeguard of its own. */
    private static final long LAST_WRITE = 7_000_000_000L;
    private static final long LOOK_AGAIN = 5_000_000;

    private final Session session;
    private final Waiting waiting;
    private final Window window = new Window();
    private final Writing writing = new Writing();
    private final Heartbeat heartbeat = new Heartbeat(System.nanoTime());
    private final AtomicLong accepted = new AtomicLong();
    /** Somebody writes, or will go on when a write is out. */
    private final AtomicBoolean busy = new AtomicBoolean();
    /** Nothing more is accepted. */
    private final AtomicBoolean closing = new AtomicBoolean();
    /** Nothing more is written. */
    private volatile boolean over;
    /** Closed by the other side, or about to be closed by us. */
    private final AtomicBoolean ended = new AtomicBoolean();
    private Runnable onConfirmed = () -> {};

    private volatile boolean goodbyeSaid;
    private volatile @Nullable Thread closer;
    /** A write has blocked before: from then on nobody writes to this one at once. */
    private volatile boolean slow;
    private volatile boolean pingWanted;

    /** Text that is made when it is written: by then nobody waits for it, and what nobody gets any more is never made. */
    public interface Sendable {
        String text();

        /** About how many bytes it keeps in memory while it waits. */
        int size();
    }

    /** Goes out as bytes; its text is for ways that carry nothing else. */
    public interface Binary extends Sendable {
        ByteBuffer bytes();
    }

    /** The last thing in a queue. */
    record Goodbye(CloseCode code, String reason) implements Sendable {
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
        this.waiting = new Waiting(mostBytes);
        session.getAsyncRemote().setSendTimeout(SEND_TIMEOUT_MILLIS);
        session.addMessageHandler(PongMessage.class, this::pong);
        Lifeguard.opened(this);
    }

    /** Called whenever more frames are known to have arrived; see {@link #confirmed}. */
    public void onConfirmed(Runnable listener) {
        onConfirmed = listener;
    }

    /** Puts a frame into the queue; {@link #flush} sends it. Never blocks. */
    public void put(Sendable frame) {
        if (closing.get()) {
            return;
        }
        accepted.incrementAndGet();
        if (!waiting.add(frame)) {
            abort(SocketCode.TOO_SLOW, "too slow: resume");
        } else if (over) {
            waiting.forget(); // It ended while this was put in.
        }
    }

    /** Sends what is in the queue, unless somebody is at it already. */
    public void flush() {
        if (hasWork() && busy.compareAndSet(false, true)) {
            write();
        }
    }

    /** The same on a thread of its own, for those on whom others wait. */
    public void flushAside() {
        if (hasWork() && !busy.get()) {
            var _ = Thread.startVirtualThread(this::flush);
        }
    }

    private boolean hasWork() {
        return !over && (pingWanted || !waiting.isEmpty());
    }

    /** After what is in the queue. */
    public void close(CloseCode code, String reason) {
        if (closing.compareAndSet(false, true)) {
            waiting.addLast(new Goodbye(code, reason));
            flushAside();
        }
    }

    /**
     * The same on the thread that reads. Only there the server lets go of a peer that goes on sending: closed from elsewhere, such a
     * connection may stay, neither read nor ended.
     */
    public void closeWhileReading(CloseCode code, String reason) {
        if (closing.compareAndSet(false, true)) {
            flush();
            over = true;
            awaitSilence(Writing.SLOW);
            end(code, reason);
        }
    }

    /** Whether the close frame is out; the server tells that a socket is closed before it has said so. */
    public boolean isGoodbyeSaid() {
        return goodbyeSaid;
    }

    /**
     * The other side is gone, or we have closed. The server writes its close frame on this very thread when this returns, and it cannot
     * bear two who write: so it waits here until our own writer is out.
     */
    public void closed() {
        closing.set(true);
        over = true;
        if (ended.compareAndSet(false, true)) {
            goodbyeSaid = true; // By the other side.
        }
        waiting.forget();
        Lifeguard.ended(this);
        if (!Thread.currentThread().equals(closer)) {
            awaitSilence(ENDS_BY_ITSELF);
        }
        Lifeguard.closing(Thread.currentThread());
    }

    /** At once, whatever is in the queue. */
    public void abort(CloseCode code, String reason) {
        closing.set(true);
        over = true;
        waiting.forget();
        endAside(code, reason, 0);
    }

    /** How many frames were put in so far. */
    public long accepted() {
        return accepted.get();
    }

    /** How many frames are known to have reached the other side. */
    public long confirmed() {
        return window.framesConfirmed();
    }

    /** Something came in: whoever sends is alive. */
    public void heard(long now) {
        heartbeat.heard(now);
    }

    /** Asks whether the other side is alive when it has been silent for so long; false when it did not answer in time. Never blocks. */
    public boolean beat(long now, Duration silence, Duration patience) {
        if (heartbeat.isOverdue(now, patience)) {
            return false;
        }
        if (heartbeat.isDue(now, silence, patience)) {
            pingWanted = true;
            flushAside();
        }
        return true;
    }

    private void write() {
        do {
            try {
                if (writeSome()) {
                    return; // The rest follows when this one is out.
                }
            } catch (IOException | RuntimeException broken) {
                failed(broken);
            } catch (Error broken) {
                failed(broken);
                busy.set(false);
                throw broken;
            }
            busy.set(false);
        } while (hasWork() && busy.compareAndSet(false, true));
    }

    /** Whether a write is still going on. */
    private boolean writeSome() throws IOException {
        while (!over) {
            if (pingWanted || window.isHalfFull()) {
                ping();
            }
            Sendable next = waiting.poll();
            if (next == null) {
                return false;
            }
            if (next instanceof Goodbye goodbye) {
                over = true;
                waiting.forget();
                endAside(goodbye.code, goodbye.reason, 0);
                return false;
            }
            if (next instanceof Binary binary ? send(binary.bytes()) : send(next.text())) {
                return true;
            }
        }
        return false;
    }

    /** Counts what has come of a message that is not whole yet; false when there is no room for more of it. */
    boolean holds(int more) {
        return waiting.holds(more);
    }

    private boolean send(String text) throws IOException {
        // The server writes UTF-8; most of what is said has a byte for each character, and this is quick to find out.
        window.writes(text.getBytes(StandardCharsets.UTF_8).length);
        if (slow || window.isFull()) {
            session.getAsyncRemote().sendText(text, this::sent);
            return true;
        }
        writing.now(() -> session.getBasicRemote().sendText(text));
        return false;
    }

    private boolean send(ByteBuffer data) throws IOException {
        window.writes(data.remaining());
        if (slow || window.isFull()) {
            session.getAsyncRemote().sendBinary(data, this::sent);
            return true;
        }
        writing.now(() -> session.getBasicRemote().sendBinary(data));
        return false;
    }

    /** Whether a write hangs, at this {@link System#nanoTime}; one that only takes long is looked after. */
    boolean isStuck(long now) {
        if (!writing.blocks(now, Writing.SLOW)) {
            return false;
        }
        slow = true;
        writing.nudge();
        return writing.blocks(now, Writing.STUCK);
    }

    /** Lets go of a peer at whom a write hangs, and of the thread that hangs there, so that whose it is waits no longer. */
    void rescue() {
        closing.set(true);
        over = true;
        waiting.forget();
        writing.nudge();
        endAside(SocketCode.TOO_SLOW, "too slow: resume", 0);
    }

    private void sent(SendResult result) {
        if (!result.isOK()) {
            failed(result.getException());
        }
        write();
    }

    private void ping() throws IOException {
        pingWanted = false;
        ByteBuffer counts = window.asks();
        writing.now(() -> session.getBasicRemote().sendPing(counts));
    }

    private void pong(PongMessage pong) {
        heard(System.nanoTime());
        if (window.confirms(pong.getApplicationData())) {
            onConfirmed.run();
        }
    }

    private void failed(@Nullable Throwable why) {
        LOG.log(Level.FINE, why, () -> "A socket could not be written to");
        closing.set(true);
        over = true;
        waiting.forget();
        endAside(CloseReason.CloseCodes.GOING_AWAY, "lost", ENDS_BY_ITSELF);
    }

    /** On a thread of its own: closing waits for a peer that may be dead. */
    private void endAside(CloseCode code, String reason, long after) {
        var _ = Thread.startVirtualThread(() -> {
            LockSupport.parkNanos(after);
            awaitSilence(LAST_WRITE);
            end(code, reason);
        });
    }

    /** Until nobody writes any more, or for so long. */
    private void awaitSilence(long most) {
        long since = System.nanoTime();
        while (busy.get() && !writing.isMine() && System.nanoTime() - since < most) {
            if (System.nanoTime() - since > LOOK_AGAIN) {
                writing.nudge();
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    private void end(CloseCode code, String reason) {
        if (ended.compareAndSet(false, true)) {
            closer = Thread.currentThread();
            try {
                session.close(new CloseReason(code, reason));
            } catch (IOException | RuntimeException broken) {
                LOG.log(Level.FINE, broken, () -> "A socket was gone before it was closed");
            } finally {
                goodbyeSaid = true;
                Lifeguard.ended(this);
            }
        }
    }
}
