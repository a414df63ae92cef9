package dev.parley.signalling;

import dev.parley.protocol.Ids;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.session.Visitor;
import dev.parley.signalling.Outgoing.Numbered;
import dev.parley.wire.SocketCode;
import dev.parley.wire.Wire;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one peer is told, numbered, from the first frame until nobody can come back to it any more. A line outlives its socket for the
 * resume window: what the socket may not have delivered is kept and told again to the next one.
 */
final class Line {
    private static final int MOST_FRAMES = 1_000;
    private static final int MOST_BYTES = 512 * 1024;

    final String peerId = Ids.fresh();
    final String resumeId = Ids.fresh();
    final Visitor visitor;
    /** The room that this peer entered last. */
    volatile @Nullable String roomId;
    /** The id of the join that is being answered; for the thread that handles it. */
    @Nullable Opaque joining;

    private final ArrayDeque<Wire.Frame> kept = new ArrayDeque<>(4);
    private int keptBytes;
    /** How many frames were dropped from {@link #kept}, and the number of the last one of them that had one. */
    private long dropped;
    private long droppedSeq;
    private long seq;
    private @Nullable Wire wire;
    /** Which frame the first one on the present wire would be, counted like {@link #dropped}. */
    private long wireStart;
    private int losses;
    private boolean ended;

    Line(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Takes over this socket, and tells again what came after the given number; false when that is no longer known or the line is over. */
    synchronized boolean attach(Wire next, long lastSeq) {
        if (ended || lastSeq < droppedSeq || lastSeq > seq) {
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

    synchronized void tell(Outgoing message) {
        if (!ended) {
            if (message.message instanceof Joined && joining != null) {
                keep(new Outgoing.Reply("ack", joining, ServerWords.data(message.message)));
            } else {
                keep(message.numbered(++seq));
            }
        }
    }

    void tell(ServerMessage message) {
        tell(new Outgoing(message));
        flush();
    }

    /** An answer has no number: it belongs to the frame that it answers. */
    synchronized void answer(Outgoing.Reply reply) {
        if (!ended) {
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
        if (ended || !gone.equals(wire)) {
            return Optional.empty();
        }
        wire = null;
        return Optional.of(++losses);
    }

    /** Nobody came back since that loss. */
    synchronized boolean endAfter(int loss) {
        if (ended || wire != null || losses != loss) {
            return false;
        }
        end();
        return true;
    }

    synchronized void end() {
        ended = true;
        wire = null;
        kept.clear();
    }

    synchronized boolean isLost() {
        return wire == null;
    }
}
