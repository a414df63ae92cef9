package dev.parley.signalling;

import dev.parley.line.Answer;
import dev.parley.line.Outgoing;
import dev.parley.line.PlainLine;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.ServerMessage.GoAway;
import dev.parley.session.Visitor;
import dev.parley.limits.Allowance;
import dev.parley.wire.Wire;
import dev.parley.words.ClientWords;
import dev.parley.words.Frame;
import dev.parley.words.ServerWords;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A socket with plain JSON frames. */
final class PlainConnection extends Connection {
    final Wire wire;
    private final Allowance allowance;
    private volatile PlainLine line;

    PlainConnection(Visitor visitor, Wire wire, Switchboard switchboard, Allowance allowance, PlainLine line) {
        super(visitor, switchboard);
        this.wire = wire;
        this.allowance = allowance;
        this.line = line;
    }

    @Override
    PlainLine line() {
        return line;
    }

    @Override
    boolean takeUp(PlainLine old, long lastSeq, Answer answer) {
        if (!old.takeUp(wire, visitor, lastSeq, () -> answer.ackOnce(ServerWords.resumed(old.peerId())))) {
            return false;
        }
        line = old;
        return true;
    }

    void receive(String text) {
        if (!isAllowed(() -> idOf(text))) {
            return;
        }
        try {
            Frame frame = Frame.read(text);
            if (frame.event().equals(ClientWords.RESUME)) {
                carryOut(frame); // A resume waits for another line, so it must not hold this one.
            } else {
                inTurn(frame, text);
            }
        } catch (Frame.Malformed bad) {
            refuse(null, "bad_frame", String.valueOf(bad.getMessage()));
        }
    }

    /** Whoever waits for an answer to this frame has to learn that there will be no other. */
    private static @Nullable Opaque idOf(String text) {
        try {
            return Frame.read(text).id();
        } catch (Frame.Malformed unreadable) {
            return null;
        }
    }

    private void inTurn(Frame frame, String text) {
        PlainLine mine = line;
        mine.inTurn(wire, () -> {
            if (frame.id() == null || mine.takes(frame.id(), text)) {
                carryOut(frame);
            } else {
                mine.flush();
            }
        });
    }

    private void carryOut(Frame frame) {
        handle(frame.event(), frame::data, answer(frame.id()));
    }

    /** Binary frames are not used here. Each part of one counts as a message. */
    void receiveBinary(boolean last) {
        if (isAllowed(() -> null) && last) {
            refuse(null, "bad_frame", "Frames must be text.");
        }
    }

    private boolean isAllowed(Supplier<@Nullable Opaque> id) {
        long now = System.nanoTime();
        wire.heard(now);
        if (allowance.take(now)) {
            return true;
        }
        if (allowance.isAbused()) {
            say(new GoAway(Closing.RATE_LIMITED.reason, 5_000L));
            wire.closeWhileReading(Closing.RATE_LIMITED.code, Closing.RATE_LIMITED.reason);
        } else {
            refuse(id.get(), "rate_limited", "You are sending too much at once. Please slow down.");
        }
        return false;
    }

    private void refuse(@Nullable Opaque id, String code, String message) {
        answer(id).error(code, message);
        line.flush();
    }

    private Answer answer(@Nullable Opaque id) {
        PlainLine asked = line;
        return new Answer() {
            @Override
            public boolean isAwaited() {
                return id != null;
            }

            @Override
            public void ack(String data) {
                if (isAwaited()) {
                    put("ack", data);
                }
            }

            @Override
            public void ackOnce(String data) {
                if (isAwaited()) {
                    wire.put(new Outgoing.Reply("ack", id, data));
                }
            }

            @Override
            public void error(String code, String message) {
                put("error", ServerWords.error(code, message));
            }

            @Override
            public void pong() {
                put("pong", "{}");
            }

            private void put(String event, String data) {
                asked.answer(new Outgoing.Reply(event, id, data));
            }
        };
    }

    @Override
    Optional<Long> lose() {
        return line.lose(wire);
    }

    @Override
    boolean beat(long now, long readUpTo, Duration silence, Duration patience) {
        return wire.beat(now, readUpTo, silence, patience);
    }

    @Override
    void close(Closing closing) {
        wire.close(closing.code, closing.reason);
    }

    @Override
    void abort() {
        wire.abort(CloseCodes.GOING_AWAY, "no answer");
    }

    @Override
    boolean isGoodbyeSaid() {
        return wire.isGoodbyeSaid();
    }
}
