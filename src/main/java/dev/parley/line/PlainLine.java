package dev.parley.line;

import dev.parley.line.Outgoing.Numbered;
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

/** Over the plain socket: numbered, and what a socket may not have delivered is kept and told again to the next one. */
public final class PlainLine extends Line {
    private static final int MOST_FRAMES = 1_000;
    private static final int MOST_BYTES = 512 * 1024;

    final String resumeId = Ids.fresh();
    /** Held by whoever carries out what came over this line's socket, and by whoever gives the line another socket. */
    private final ReentrantLock speaking = new ReentrantLock();

    private final ArrayDeque<Wire.Sendable> kept = new ArrayDeque<>(4);
    private int keptBytes;
    /** How many frames were dropped from {@link #kept}, and the number of the last one of them that had one. */
    private long dropped;
    private long droppedSeq;
    /** Whether an answer was dropped after that one, because there was no more room for it. */
    private boolean answerLost;
    private long seq;
    private @Nullable Wire wire;
    /** Which frame the first one on the present wire would be, counted like {@link #dropped}. */
    private long wireStart;
    /** How many frames were put into the present wire before those that are not kept, and how many these are. */
    private long behindAt;
    private long behindCount;
    private final Requests requests = new Requests();

    PlainLine(Visitor visitor, InstantSource clock) {
        super(new PeerId(Ids.fresh()), visitor, clock);
    }

    public String resumeId() {
        return resumeId;
    }

    /** Carries out what came over this socket, unless another one took its place: then the client says it again over that one. */
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

    /** Waits until what came over the old socket has been carried out, so that nothing happens twice or in another order. */
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
     * Takes over this socket, and tells again what came after the given number; false when that is no longer known or the line is over.
     * What has to be said behind that is not kept: told again to another socket it would be taken for an answer to what that one asked.
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

    /** Whether this request is new. One that came over an earlier socket already is answered again, and not carried out again. */
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

    /** An answer has no number: it belongs to the frame that it answers. */
    public synchronized void answer(Reply reply) {
        if (!isEnded()) {
            requests.answered(reply);
            keep(reply);
        }
    }

    /** The other side says that it has everything up to this number. */
    public synchronized void arrived(long lastSeq) {
        drop(upTo(lastSeq));
    }

    /** How many of the kept frames stand before the first that comes after this number. */
    private long upTo(long lastSeq) {
        long index = 0;
        long last = 0;
        for (Wire.Sendable frame : kept) {
            index++;
            if (frame instanceof Numbered numbered && numbered.seq() <= lastSeq) {
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

    private synchronized @Nullable Wire wire() {
        return wire;
    }

    private void keep(Wire.Sendable frame) {
        kept.add(frame);
        keptBytes += frame.size();
        Backlog.grows(frame.size());
        while (kept.size() > MOST_FRAMES || keptBytes > MOST_BYTES || Backlog.isTooMuch(keptBytes)) {
            boolean answer = kept.peek() instanceof Reply;
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
            Wire.Sendable gone = kept.remove();
            keptBytes -= gone.size();
            Backlog.shrinks(gone.size());
            dropped++;
            if (gone instanceof Numbered numbered) {
                droppedSeq = numbered.seq();
                answerLost = false;
            }
        }
    }

    /** The socket is gone. Answers which change of presence this is, or nothing if it was not this line's socket any more. */
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
