package dev.parley.signalling;

import dev.parley.problem.Problem;
import dev.parley.problem.Problems;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.GoAway;
import dev.parley.session.Visitor;
import dev.parley.wire.Allowance;
import dev.parley.wire.Wire;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One open socket: reads frames and answers them, one after the other, on the thread that they arrive on. */
final class Connection {
    final Visitor visitor;
    final Wire wire;
    private final Switchboard switchboard;
    private final Allowance allowance;
    private volatile Line line;
    /** Until when the token holds that this socket was opened with, or its successor. */
    volatile Instant until;

    Connection(Visitor visitor, Wire wire, Switchboard switchboard, Allowance allowance, Line line) {
        this.visitor = visitor;
        this.wire = wire;
        this.switchboard = switchboard;
        this.allowance = allowance;
        this.line = line;
        this.until = visitor.until();
    }

    Line line() {
        return line;
    }

    /** From now on another line's socket: what came over it before was of a line that nobody needs. */
    void moveTo(Line resumed) {
        line = resumed;
    }

    void receive(String text) {
        if (!isAllowed()) {
            return;
        }
        Frame frame;
        try {
            frame = Frame.read(text);
        } catch (Frame.Malformed bad) {
            refuse(null, new Problem("bad_frame", 400, String.valueOf(bad.getMessage())));
            return;
        }
        try {
            ClientMessage message = ClientWords.read(frame.event(), frame.data());
            switchboard.handle(this, message, frame.id());
        } catch (RuntimeException thrown) {
            refuse(frame.id(), Problems.of(thrown, line.peerId));
        }
    }

    /** There are none here; a part of one counts like a message. */
    void receiveBinary(boolean last) {
        if (isAllowed() && last) {
            refuse(null, new Problem("bad_frame", 400, "Frames are text."));
        }
    }

    private boolean isAllowed() {
        long now = System.nanoTime();
        wire.heard(now);
        if (allowance.take(now)) {
            return true;
        }
        if (allowance.isAbused()) {
            line.tell(new GoAway("rate_limited", 5_000L));
            wire.closeWhileReading(CloseReason.CloseCodes.VIOLATED_POLICY, "rate_limited");
        } else {
            refuse(null, new Problem("rate_limited", 429, "That was too much at once. Please slow down."));
        }
        return false;
    }

    void ack(@Nullable Opaque id, String data) {
        if (id != null) {
            answer("ack", id, data);
        }
    }

    void answer(String event, @Nullable Opaque id, String data) {
        line.answer(new Outgoing.Reply(event, id, data));
        line.flush();
    }

    void say(ServerMessage message) {
        line.tell(message);
    }

    private void refuse(@Nullable Opaque id, Problem problem) {
        answer("error", id, ServerWords.error(problem.code(), String.valueOf(problem.getMessage())));
    }

    /** Says why and when to come back, and closes; not at all when there is no time given. */
    void goAway(String reason, @Nullable Long reconnectIn, CloseCode code) {
        line.tell(new GoAway(reason, reconnectIn));
        wire.close(code, reason);
    }
}
