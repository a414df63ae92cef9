package dev.parley.signalling;

import dev.parley.line.Answer;
import dev.parley.line.Line;
import dev.parley.line.PlainLine;
import dev.parley.problem.Problem;
import dev.parley.problem.Problems;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.CallError;
import dev.parley.protocol.ServerMessage.GoAway;
import dev.parley.session.Visitor;
import dev.parley.words.CallEvents;
import dev.parley.words.ClientWords;
import dev.parley.words.Fields;
import java.time.Instant;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One open socket, in either framing. Its messages are handled one after the other, on the thread that they arrive on. */
abstract sealed class Connection permits PlainConnection, SocketIoConnection {
    final Visitor visitor;
    private final Switchboard switchboard;
    /** Until when the token of this socket, or its successor, is valid. */
    volatile Instant until;

    Connection(Visitor visitor, Switchboard switchboard) {
        this.visitor = visitor;
        this.switchboard = switchboard;
        this.until = visitor.until();
    }

    abstract Line line();

    /**
     * Makes this socket the one of the old line, if that is possible and what was missed is still known. The line that the socket had until now
     * is no longer needed.
     */
    abstract boolean takeUp(PlainLine line, long lastSeq, Answer answer);

    /** The socket is gone. Returns the number of this change of the line's presence, or empty if it was no longer the line's socket. */
    abstract Optional<Long> lose();

    /** Whether the other side seems to be alive. When it has been silent for this long, it is asked for a sign of life. */
    abstract boolean beat(long now, long readUpTo, Duration silence, Duration patience);

    /** Closes the socket after everything that was queued. A client that should not reconnect is told so, if the framing allows it. */
    abstract void close(Closing closing);

    abstract void abort();

    abstract boolean isGoodbyeSaid();

    final void handle(String event, Supplier<Fields> data, Answer answer) {
        try {
            switchboard.handle(this, ClientWords.read(event, data.get()), new Later(event, answer));
        } catch (RuntimeException thrown) {
            refuse(event, Problems.of(thrown, line().peerId().value()), answer);
        }
        line().flush();
    }

    private void refuse(String event, Problem problem, Answer answer) {
        refuse(event, problem.code(), String.valueOf(problem.getMessage()), answer);
    }

    /** Sends the error as the answer if the client waits for one. */
    private void refuse(String event, String code, String message, Answer answer) {
        if (!CallEvents.namesError(event, code)) {
            answer.error(code, message);
        } else if (answer.isAwaited()) {
            answer.error(CallEvents.errorCode(event, code), message);
        } else {
            say(new CallError(message, CallEvents.errorCode(event, code)));
        }
    }

    /** An answer that may come when the frame has been handled. A refusal then is in the same words as one that comes at once. */
    private final class Later implements Answer {
        private final String event;
        private final Answer answer;

        Later(String event, Answer answer) {
            this.event = event;
            this.answer = answer;
        }

        @Override
        public boolean isAwaited() {
            return answer.isAwaited();
        }

        @Override
        public void ack(String data) {
            answer.ack(data);
        }

        @Override
        public void ackOnce(String data) {
            answer.ackOnce(data);
        }

        @Override
        public void error(String code, String message) {
            refuse(event, code, message, answer);
        }

        @Override
        public void pong() {
            answer.pong();
        }
    }

    void say(ServerMessage message) {
        line().tell(message);
    }

    /**
     * Tells the client why it is closed and when to come back, then closes. Without a time, the client is not to come back. Writes nothing on
     * this thread.
     */
    void goAway(Closing closing, @Nullable Long reconnectIn) {
        say(new GoAway(closing.reason, reconnectIn));
        close(closing);
    }
}
