package dev.parley.line;

import dev.parley.line.Outgoing.Brought;
import dev.parley.line.Outgoing.Kept;
import dev.parley.line.Outgoing.Reply;
import dev.parley.protocol.Ids;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.PeerId;
import dev.parley.session.Visitor;
import dev.parley.wire.Backlog;
import dev.parley.wire.SocketCode;
import dev.parley.wire.Wire;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The line of a plain socket. Its frames are numbered. Frames that may not have arrived are kept and sent again over the next socket. */
public final class PlainLine extends Line {
    private static final int MOST_FRAMES = 1_000;
    private static final int MOST_BYTES = 512 * 1024;

    final String resumeId;
    /** Held while a frame from this line's socket is carried out, and while the line gets another socket. */
    private final ReentrantLock speaking = new ReentrantLock();

    private final ArrayDeque<Kept> kept = new ArrayDeque<>(4);
    private int keptBytes;
    /** How many frames were dropped from {@link #kept}, and the number of the last of them that had one. */
    private long dropped;
    private long droppedSeq;
    /** Whether an answer was dropped after that one because there was no room for it. */
    private boolean answerLost;
    private long seq;
    private @Nullable Wire wire;
    /** The position of the first frame on the present wire, counted like {@link #dropped}. */
    private long wireStart;
    /** How many frames were put into the present wire before those that are not kept, and how many are not kept. */
    private long behindAt;
    private long behindCount;
    private final Requests requests = new Requests();

    PlainLine(Visitor visitor, InstantSource clock) {
        super(new PeerId(Ids.fresh()), visitor, clock);
        resumeId = Ids.fresh();
    }

    /** A line that was on another node until now. */
    PlainLine(Moving moving, Visitor visitor, InstantSource clock) {
        super(moving, visitor, clock);
        resumeId = moving.resumeId();
        seq = moving.seq();
        droppedSeq = moving.droppedSeq();
        answerLost = moving.answerLost();
        for (Moving.Frame frame : moving.kept()) {
            kept.add(new Brought(frame.text(), frame.seq(), frame.size()));
            keptBytes += frame.size();
        }
        Backlog.grows(keptBytes);
        requests.bring(moving.requests());
    }

    /**
     * Ends the line here and returns what another node needs to go on with it. It first waits until everything that came over its socket has been
     * carried out. Empty if it has ended.
     */
    Optional<Moving> moveAway() {
        speaking.lock();
        try {
            return leave();
        } finally {
            speaking.unlock();
        }
    }

    public synchronized boolean owesAnswers() {
        return requests.owesAnswers();
    }

    private synchronized Optional<Moving> leave() {
        if (isEnded()) {
            return Optional.empty();
        }
        Moving moving = new Moving(peerId, resumeId, roomId, presence().presence(), seq, droppedSeq, answerLost,
                kept.stream().map(frame -> new Moving.Frame(frame.text(), frame.seq(), frame.size())).toList(), requests.answered());
        if (wire != null) {
            wire.abort(SocketCode.REPLACED, "resumed elsewhere");
        }
        end();
        return Optional.of(moving);
    }

    public String resumeId() {
        return resumeId;
    }

    /** Carries out what came over this socket, unless another one has taken its place. In that case the client sends it again over the new one. */
    public void inTurn(Wire over, Runnable carryOut) {
        speaking.lock();
        try {
            if (isCarriedBy(over)) {
                carryOut.run();
            }
        } finally {
            speaking.unlock();
        }
    }

    /**
     * Moves the line to this socket. It first waits until everything that came over the old one has been carried out, so that nothing happens
     * twice or in a different order.
     */
    public boolean takeUp(Wire next, Visitor by, long lastSeq, Runnable behind) {
        speaking.lock();
        try {
            if (!attach(next, lastSeq, behind)) {
                return false;
            }
            visitor = by;
            return true;
        } finally {
            speaking.unlock();
        }
    }

    /**
     * Moves the line to this socket and sends again what came after the given number. Returns false if that is no longer known or the line has
     * ended. What {@code behind} says is not kept: on yet another socket it would be taken for the answer to a request from there.
     */
    public synchronized boolean attach(Wire next, long lastSeq, Runnable behind) {
        if (isEnded() || lastSeq < droppedSeq || lastSeq > seq || (answerLost && lastSeq == droppedSeq)) {
            return false;
        }
        if (wire != null) {
            wire.abort(SocketCode.REPLACED, "resumed elsewhere");
        }
        drop(upTo(lastSeq));
        wire = next;
        comesBack();
        wireStart = dropped - next.accepted();
        next.onConfirmed(() -> confirmed(next));
        kept.forEach(next::put);
        behindAt = next.accepted();
        behind.run();
        behindCount = next.accepted() - behindAt;
        return true;
    }

    private synchronized boolean isCarriedBy(Wire by) {
        return by.equals(wire);
    }

    @Override
    synchronized void put(Outgoing outgoing) {
        keep(outgoing.numbered(++seq));
    }

    /** Whether this request is new. A request that already came over an earlier socket gets the same answer again and is not carried out again. */
    public synchronized boolean takes(Opaque id, String text) {
        Requests.Known known = wire == null ? null : requests.take(id, text, wire);
        if (known == null) {
            return true;
        }
        if (known.answer() != null) {
            keep(known.answer());
        }
        return false;
    }

    /** Sends an answer. It has no number, because it belongs to the frame that it answers. */
    public synchronized void answer(Reply reply) {
        if (!isEnded()) {
            requests.answered(reply);
            keep(reply);
        }
    }

    /** The other side has received everything up to this number. */
    public synchronized void arrived(long lastSeq) {
        drop(upTo(lastSeq));
    }

    /** How many of the kept frames come before the first one after this number. */
    private long upTo(long lastSeq) {
        long index = 0;
        long last = 0;
        for (Kept frame : kept) {
            index++;
            if (frame.seq() > 0 && frame.seq() <= lastSeq) {
                last = index;
            }
        }
        return last;
    }

    @Override
    public void flush() {
        Wire present = wire();
        if (present != null) {
            present.flush();
        }
    }

    @Override
    void flushAside() {
        Wire present = wire();
        if (present != null) {
            present.flushAside();
        }
    }

    private synchronized @Nullable Wire wire() {
        return wire;
    }

    private void keep(Kept frame) {
        kept.add(frame);
        keptBytes += frame.size();
        Backlog.grows(frame.size());
        while (kept.size() > MOST_FRAMES || keptBytes > MOST_BYTES || Backlog.isTooMuch(keptBytes)) {
            boolean answer = kept.element().seq() == 0;
            drop(1);
            answerLost |= answer;
        }
        if (wire != null) {
            wire.put(frame);
        }
    }

    private synchronized void confirmed(Wire by) {
        if (by.equals(wire)) {
            long confirmed = by.confirmed();
            drop(wireStart + confirmed - (confirmed > behindAt ? behindCount : 0) - dropped);
        }
    }

    private void drop(long many) {
        for (long i = 0; i < many && !kept.isEmpty(); i++) {
            Kept gone = kept.remove();
            keptBytes -= gone.size();
            Backlog.shrinks(gone.size());
            dropped++;
            if (gone.seq() > 0) {
                droppedSeq = gone.seq();
                answerLost = false;
            }
        }
    }

    /** The socket is gone. Returns the number of this change of presence, or empty if it was no longer this line's socket. */
    public synchronized Optional<Long> lose(Wire gone) {
        return isEnded() || !gone.equals(wire) ? Optional.empty() : Optional.of(comesToBeLost());
    }

    @Override
    synchronized void end() {
        super.end();
        Backlog.shrinks(keptBytes);
        keptBytes = 0;
        kept.clear();
    }

    @Override
    public synchronized boolean isLost() {
        return wire == null;
    }

    @Override
    synchronized void detach() {
        wire = null;
    }

    @Override
    synchronized void cut() {
        if (wire != null) {
            wire.abort(CloseCodes.UNEXPECTED_CONDITION, "lost");
        }
    }
}
