package dev.parley.signalling;

import dev.parley.line.Answer;
import dev.parley.line.Line;
import dev.parley.line.PlainLine;
import dev.parley.line.SocketIoLine;
import dev.parley.problem.Problem;
import dev.parley.socketio.Event;
import dev.parley.socketio.Peer;
import dev.parley.socketio.Remote;
import dev.parley.words.Fields;
import dev.parley.words.ServerWords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Socket.IO client. The code that reads its packets also checks whether it is alive and how much it says. */
final class SocketIoConnection extends Connection implements Peer {
    private final Remote remote;
    private final SocketIoLine line;
    private final Connections connections;
    private final int largest;
    private volatile boolean closed;

    SocketIoConnection(Remote remote, SocketIoLine line, Connections connections) {
        super(remote.visitor(), connections.switchboard);
        this.remote = remote;
        this.line = line;
        this.connections = connections;
        this.largest = connections.settings.largest();
    }

    @Override
    Line line() {
        return line;
    }

    /** A client that comes back on Socket.IO has to join again. */
    @Override
    boolean takeUp(PlainLine old, long lastSeq, Answer answer) {
        return false;
    }

    @Override
    public void event(Event event) {
        handle(event.name(), () -> fields(event), answer(event.ack()));
    }

    private Fields fields(Event event) {
        if (event.arguments().stream().mapToInt(String::length).sum() > largest) {
            throw new Problem("too_large", 413, "This message is too large.");
        }
        if (!event.attachments().isEmpty()) {
            throw new Problem("bad_payload", 400, "Events with binary data are not supported.");
        }
        return Fields.read(event.arguments().isEmpty() ? "{}" : event.arguments().getFirst());
    }

    private Answer answer(Event.@Nullable Ack ack) {
        return new Answer() {
            @Override
            public boolean isAwaited() {
                return ack != null;
            }

            @Override
            public void ack(String data) {
                if (ack != null) {
                    ack.put(List.of(data), List.of());
                }
            }

            @Override
            public void ackOnce(String data) {
                ack(data);
            }

            @Override
            public void error(String code, String message) {
                if (ack == null) {
                    remote.emit("error", ServerWords.error(code, message));
                } else {
                    ack(ServerWords.failed(code, message));
                }
            }

            @Override
            public void pong() {
                if (ack == null) {
                    remote.emit("pong", "{}");
                } else {
                    ack("{}");
                }
            }
        };
    }

    @Override
    public void closed(String reason) {
        closed = true;
        connections.closed(this, reason.equals(LEFT));
    }

    @Override
    Optional<Long> lose() {
        return line.lose();
    }

    @Override
    boolean beat(long now, long readUpTo, Duration silence, Duration patience) {
        return true;
    }

    /** A client that the server disconnects does not reconnect by itself. A client whose transport closes does. */
    @Override
    void close(Closing closing) {
        if (!closing.welcomeBack) {
            remote.disconnect();
        }
        remote.close(closing.reason);
    }

    @Override
    void abort() {
        remote.close("no answer");
    }

    @Override
    boolean isGoodbyeSaid() {
        return closed;
    }
}
