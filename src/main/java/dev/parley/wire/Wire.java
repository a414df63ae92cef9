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
 * The one way out to a WebSocket. A thread with a message puts it into the queue and flushes. The first thread to come writes for all the others
 * too, so that there is one writer at a time and nobody waits.
 *
 * <p>A blocking write is far cheaper here than handing each write to another thread, but a peer that has stopped reading would block the writer
 * for good. So only as many bytes are written this way as the buffers of any socket can hold. Pings in between ask how much has arrived, and
 * beyond a window of unconfirmed bytes writes are asynchronous, with a time-out. A peer whose queue overflows is closed, and so is one to which
 * a write hangs all the same. {@link Lifeguard} sees to that, and to threads on which the server itself hangs.
 *
 * <p>A wire ends once. From then on nothing is written. It is closed either by the other side or by a thread of its own, which waits until
 * nobody writes any more, because the server cannot handle a close and a write at the same time.
 */
public final class Wire {
    private static final Logger LOG = Logger.getLogger(Wire.class.getName());
    /** How many bytes may wait for a peer, unless the caller sets another limit. */
    public static final int MOST_BYTES = 1024 * 1024;
    private static final long SEND_TIMEOUT_MILLIS = 5_000;
    /** After a failed write, the close from the other side usually arrives by itself. */
    static final long ENDS_BY_ITSELF = 2_000_000_000;
    /** How long closing a wire waits for its last write, which has a time-out and a lifeguard of its own. */
    private static final long LAST_WRITE = 7_000_000_000L;
    private static final long LOOK_AGAIN = 5_000_000;

    private final Session session;
    private final Waiting waiting;
    private final Window window = new Window();
    private final Writing writing = new Writing();
    private final Heartbeat heartbeat = new Heartbeat(System.nanoTime());
    private final AtomicLong accepted = new AtomicLong();
    /** A thread is writing, or will go on when an asynchronous write is done. */
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
    /** A write has blocked before. From then on all writes to this peer are asynchronous. */
    private volatile boolean slow;
    private volatile boolean pingWanted;

    /** Text that is made only when it is written. No caller waits for that, and a text that is never sent is never made. */
    public interface Sendable {
        String text();

        /** About how many bytes of memory it takes while it waits. */
        int size();
    }

    /** It is sent as bytes. Its text is for transports that only carry text. */
    public interface Binary extends Sendable {
        ByteBuffer bytes();
    }

    /** The last entry in a queue. */
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

    /** The action is called whenever more frames are known to have arrived; see {@link #confirmed}. */
    public void onConfirmed(Runnable listener) {
        onConfirmed = listener;
    }

    /** Puts a frame into the queue. {@link #flush} sends it. Never blocks. */
    public void put(Sendable frame) {
        if (closing.get()) {
            return;
        }
        accepted.incrementAndGet();
        if (!waiting.add(frame)) {
            abort(SocketCode.TOO_SLOW, "too slow: resume");
        } else if (over) {
            waiting.forget(); // The wire ended while this was added.
        }
    }

    /** Sends what is in the queue, unless another thread is already doing so. */
    public void flush() {
        if (hasWork() && busy.compareAndSet(false, true)) {
            write();
        }
    }

    /** The same on a thread of its own, for callers that must not be held up. */
    public void flushAside() {
        if (hasWork() && !busy.get()) {
            var _ = Thread.startVirtualThread(this::flush);
        }
    }

    private boolean hasWork() {
        return !over && (pingWanted || !waiting.isEmpty());
    }

    /** Closes the socket after everything in the queue. */
    public void close(CloseCode code, String reason) {
        if (closing.compareAndSet(false, true)) {
            waiting.addLast(new Goodbye(code, reason));
            flushAside();
        }
    }

    /**
     * The same, on the thread that reads. Only there can the server get rid of a peer that goes on sending. If it is closed on another thread,
     * such a connection may stay open, without being read or ended, until the {@link Lifeguard} comes.
     */
    public void closeWhileReading(CloseCode code, String reason) {
        if (closing.compareAndSet(false, true)) {
            flush();
            over = true;
            awaitSilence(Writing.SLOW);
            end(code, reason);
        }
    }

    /** Whether the close frame has been sent. The server reports a socket as closed before it has sent that frame. */
    public boolean isGoodbyeSaid() {
        return goodbyeSaid;
    }

    /**
     * The other side is gone, or we have closed. The server writes its close frame on this thread when this method returns, and it cannot handle
     * two writers. So this method waits until our own writer has finished.
     */
    public void closed() {
        closing.set(true);
        over = true;
        if (ended.compareAndSet(false, true)) {
            goodbyeSaid = true; // The other side has already closed.
        }
        waiting.forget();
        Lifeguard.ended(this);
        Lifeguard.left(session);
        if (!Thread.currentThread().equals(closer)) {
            awaitSilence(ENDS_BY_ITSELF);
        }
        Lifeguard.closing(Thread.currentThread());
    }

    /** Closes the socket at once, whatever is in the queue. */
    public void abort(CloseCode code, String reason) {
        closing.set(true);
        over = true;
        waiting.forget();
        endAside(code, reason, 0);
    }

    /** How many frames have been put in so far. */
    public long accepted() {
        return accepted.get();
    }

    /** How many frames are known to have reached the other side. */
    public long confirmed() {
        return window.framesConfirmed();
    }

    /** Something came in, so the other side is alive. */
    public void heard(long now) {
        heartbeat.heard(now);
    }

    /** Pings the other side when it has been silent for this long. Returns false if it did not answer in time. Never blocks. */
    public boolean beat(long now, long readUpTo, Duration silence, Duration patience) {
        if (heartbeat.isOverdue(readUpTo, patience)) {
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
                    return; // The rest follows when this write is done.
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

    /** Counts the parts of a message that is not complete yet. False when there is no room for more. */
    boolean holds(int more) {
        return waiting.holds(more);
    }

    private boolean send(String text) throws IOException {
        // The server writes UTF-8. Most messages have one byte for each character, which is quick to check.
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

    /** Whether a write hangs, at this {@link System#nanoTime}. A write that only takes long is dealt with here too. */
    boolean isStuck(long now) {
        if (!writing.blocks(now, Writing.SLOW)) {
            return false;
        }
        slow = true;
        writing.nudge();
        return writing.blocks(now, Writing.STUCK);
    }

    /** Closes a peer to which a write hangs and frees the thread that hangs there, so that its owner can go on. */
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

    /** On a thread of its own, because closing waits for a peer that may be dead. */
    private void endAside(CloseCode code, String reason, long after) {
        var _ = Thread.startVirtualThread(() -> {
            LockSupport.parkNanos(after);
            awaitSilence(LAST_WRITE);
            end(code, reason);
        });
    }

    /** Waits until nobody writes any more, but at most for this long. */
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
