package dev.parley.signalling;

import dev.parley.protocol.Ids;
import dev.parley.session.Visitor;
import dev.parley.signalling.Outgoing.Numbered;
import dev.parley.wire.SocketCode;
import dev.parley.wire.Wire;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Over the plain socket: numbered, and what a socket may not have delivered is kept and told again to the next one. */
final class PlainLine extends Line {
    private static final int MOST_FRAMES = 1_000;
    private static final int MOST_BYTES = 512 * 1024;

    final String resumeId = Ids.fresh();

    private final ArrayDeque<Wire.Frame> kept = new ArrayDeque<>(4);
    private int keptBytes;
    /** How many frames were dropped from {@link #kept}, and the number of the last one of them that had one. */
    private long dropped;
    private long droppedSeq;
    private long seq;
    private @Nullable Wire wire;
    /** Which frame the first one on the present wire would be, counted like {@link #dropped}. */
    private long wireStart;

    PlainLine(Visitor visitor) {
        super(Ids.fresh(), visitor);
    }

    /** Takes over this socket, and tells again what came after the given number; false when that is no longer known or the line is over. */
    synchronized boolean attach(Wire next, long lastSeq) {
        if (isEnded() || lastSeq < droppedSeq || lastSeq > seq) {
            return false;
        }
        if (wire != null) {
            wire.abort(SocketCode.REPLACED, "resumed elsewhere");
        }
        drop(upTo(lastSeq));
        wire = next;
        wireStart = dropped - next.accepted();
        next.onConfirmed(() -> confirmed(next));
        kept.forEach(next::put);
        return true;
    }

    @Override
    synchronized void put(Outgoing outgoing) {
        keep(outgoing.numbered(++seq));
    }

    /** An answer has no number: it belongs to the frame that it answers. */
    synchronized void answer(Outgoing.Reply reply) {
        if (!isEnded()) {
            keep(reply);
        }
    }

    /** The other side says that it has everything up to this number. */
    synchronized void arrived(long lastSeq) {
        drop(upTo(lastSeq));
    }

    /** How many of the kept frames stand before the first that comes after this number. */
    private long upTo(long lastSeq) {
        long index = 0;
        long last = 0;
        for (Wire.Frame frame : kept) {
            index++;
            if (frame instanceof Numbered numbered && numbered.seq() <= lastSeq) {
                last = index;
            }
        }
        return last;
    }

    @Override
    void flush() {
        Wire present = wire();
        if (present != null) {
            present.flush();
        }
    }

    private synchronized @Nullable Wire wire() {
        return wire;
    }

    private void keep(Wire.Frame frame) {
        kept.add(frame);
        keptBytes += frame.size();
        while (kept.size() > MOST_FRAMES || keptBytes > MOST_BYTES) {
            drop(1);
        }
        if (wire != null) {
            wire.put(frame);
        }
    }

    private synchronized void confirmed(Wire by) {
        if (by.equals(wire)) {
            drop(wireStart + by.confirmed() - dropped);
        }
    }

    private void drop(long many) {
        for (long i = 0; i < many && !kept.isEmpty(); i++) {
            Wire.Frame gone = kept.remove();
            keptBytes -= gone.size();
            dropped++;
            droppedSeq = gone instanceof Numbered numbered ? numbered.seq() : droppedSeq;
        }
    }

    /** The socket is gone. Answers which loss this is, or nothing if it was not this line's socket any more. */
    synchronized Optional<Integer> lose(Wire gone) {
        return isEnded() || !gone.equals(wire) ? Optional.empty() : Optional.of(count());
    }

    @Override
    synchronized void end() {
        super.end();
        kept.clear();
    }

    @Override
    synchronized boolean isLost() {
        return wire == null;
    }

    @Override
    synchronized void detach() {
        wire = null;
    }
}
