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

/** One open socket, in whichever framing: what comes in is handled one after the other, on the thread that it arrives on. */
abstract sealed class Connection permits PlainConnection, SocketIoConnection {
    final Visitor visitor;
    private final Switchboard switchboard;
    /** Until when the token holds that this socket was opened with, or its successor. */
    volatile Instant until;

    Connection(Visitor visitor, Switchboard switchboard) {
        this.visitor = visitor;
        this.switchboard = switchboard;
        this.until = visitor.until();
    }

    abstract Line line();

    /** From now on this line's socket, if it can be and what was missed is still known; what came over it before was of a line that nobody needs. */
    abstract boolean takeUp(PlainLine line, long lastSeq, Answer answer);

    /** The socket is gone. Answers which change of its line's presence this is, or nothing if it was not the line's socket any more. */
    abstract Optional<Long> lose();

    /** Whether the other side seems to be alive. After so long a silence it is asked for a sign of life. */
    abstract boolean beat(long now, Duration silence, Duration patience);

    /** After what was said. Whoever is not to come back by itself is told so, where the framing has a word for that. */
    abstract void close(Closing closing);

    abstract void abort();

    abstract boolean isGoodbyeSaid();

    final void handle(String event, Supplier<Fields> data, Answer answer) {
        try {
            switchboard.handle(this, ClientWords.read(event, data.get()), answer);
        } catch (RuntimeException thrown) {
            refuse(event, Problems.of(thrown, line().peerId().value()), answer);
        }
        line().flush();
    }

    /** Where an answer is awaited, it goes there. */
    private void refuse(String event, Problem problem, Answer answer) {
        String message = String.valueOf(problem.getMessage());
        if (!CallEvents.namesError(event, problem.code())) {
            answer.error(problem.code(), message);
        } else if (answer.isAwaited()) {
            answer.error(CallEvents.errorCode(event, problem.code()), message);
        } else {
            say(new CallError(message, CallEvents.errorCode(event, problem.code())));
        }
    }

    void say(ServerMessage message) {
        line().tell(message);
    }

    /** Says why and when to come back, and closes; not at all when there is no time given. Writes nothing on this thread. */
    void goAway(Closing closing, @Nullable Long reconnectIn) {
        say(new GoAway(closing.reason, reconnectIn));
        close(closing);
    }
}
