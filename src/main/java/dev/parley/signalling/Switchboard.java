package dev.parley.signalling;

import dev.parley.line.Answer;
import dev.parley.line.Line;
import dev.parley.line.Lines;
import dev.parley.line.PlainLine;
import dev.parley.line.SignallingSettings;
import dev.parley.live.Act;
import dev.parley.live.Turn.Delivery;
import dev.parley.live.LiveRooms;
import dev.parley.lobby.Admission;
import dev.parley.lobby.Ledger;
import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.ClientMessage.CallJoin;
import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Join;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.ClientMessage.Ping;
import dev.parley.protocol.ClientMessage.Resume;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.Resync;
import dev.parley.store.Gate;
import dev.parley.limits.Pace;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings each message to the room that it is meant for. */
@Singleton
public class Switchboard {
    private static final String DONE = "{}";

    @Inject
    LiveRooms liveRooms;

    @Inject
    Admission admission;

    @Inject
    Ledger ledger;

    @Inject
    Lines lines;

    @Inject
    Gate gate;

    @Inject
    SignallingSettings settings;

    private Pace joins = new Pace(1, Duration.ofMinutes(1));

    @PostConstruct
    void set() {
        joins = new Pace(settings.joinsPerMinute(), Duration.ofMinutes(1));
    }

    void handle(Connection connection, ClientMessage message, Answer answer) {
        switch (message) {
            case InRoom inRoom -> inRoom(connection.line(), inRoom, answer);
            case Join join -> join(connection.line(), join, answer);
            case CallJoin call -> {
                call(connection.line(), call, answer);
            }
            case Resume resume -> resume(connection, resume, answer);
            case Ping ping -> {
                if (ping.seq() != null && connection.line() instanceof PlainLine plain) {
                    plain.arrived(ping.seq());
                }
                answer.pong();
            }
        }
    }

    /** Answered at once, unless it is something to remember: then when it is stored, which neither this thread nor the room waits for. */
    private void inRoom(Line line, InRoom message, Answer answer) {
        if (message instanceof Chat || message instanceof Moderation) {
            ledger.requireRoom(message instanceof Chat);
        }
        CompletableFuture<Void> stored = lines.take(line, new Act.Says(line.peerId(), message)).orElseThrow(Switchboard::notInRoom);
        if (message instanceof Leave) {
            line.leaves();
        }
        if (stored.isDone() && !stored.isCompletedExceptionally()) {
            answer.ack(DONE);
            return;
        }
        var _ = stored.whenComplete((_, failed) -> {
            if (failed == null) {
                answer.ack(DONE);
            } else {
                Problem problem = Ledger.problem(failed);
                answer.error(problem.code(), String.valueOf(problem.getMessage()));
            }
            // The thread that stores writes to nobody's socket.
            var _ = Thread.startVirtualThread(line::flush);
        });
    }

    private static Problem notInRoom() {
        return new Problem("not_in_room", 409, "You are not in this room. Join it first.");
    }

    private void join(Line line, Join join, Answer answer) {
        requirePace(line);
        Admission.Admitted entry = gate.inTurn(() -> admission.admit(join.roomId(), line.visitor().account(), join.invite()));
        enter(line, entry, null, joined -> lines.answer(line, answer, joined));
    }

    private void call(Line line, CallJoin call, Answer answer) {
        if (!call.userId().equals(line.visitor().account())) {
            throw new Problem("identity_mismatch", 403, "userId must be your own.");
        }
        requirePace(line);
        Admission.Admitted entry = gate.inTurn(() -> admission.admitToCall(call.meetingId(), line.visitor().account()));
        // In the words of calls an event says who is there.
        enter(line, entry, call.peerId(), peers -> lines.post(List.of(new Delivery(line.peerId(), peers))));
        answer.ack(DONE);
    }

    private void enter(Line line, Admission.Admitted entry, @Nullable String callId, Consumer<ServerMessage> answer) {
        RoomId before = line.roomId();
        RoomId room = new RoomId(entry.room().id());
        Act enter = new Act.Enter(line.peerId(), callId, entry.guest(), line.presence().presence());
        if (entry.isStored()) {
            var _ = liveRooms.take(entry.room(), enter, answer);
        } else {
            var _ = liveRooms.takeInCall(entry.room(), enter, answer);
        }
        if (before != null && !before.equals(room)) {
            liveRooms.takeIfLive(before, new Act.Gone(line.peerId()));
        }
        line.enters(room);
        if (line.isLost()) {
            lines.showPresence(line);
        }
        if (!admission.isAsBefore(entry)) {
            gate.inTurn(() -> {
                admission.lookAgain(entry);
                return entry;
            });
        }
    }

    /** A join costs the database a question or two, and the room a word to everybody in it. */
    private void requirePace(Line line) {
        if (!joins.take(line.visitor().account().value(), System.nanoTime())) {
            throw new Problem("rate_limited", 429, "You joined too often in the last minute. Please wait a little.");
        }
    }

    private void resume(Connection connection, Resume resume, Answer answer) {
        Line fresh = connection.line();
        Optional<PlainLine> old = lines.resumable(resume.resumeId(), connection.visitor).filter(line -> !line.equals(fresh));
        if (old.isPresent() && connection.takeUp(old.get(), resume.lastSeq(), answer)) {
            PlainLine line = old.get();
            lines.end(fresh);
            lines.take(line, line.presence());
        } else {
            answer.ack(DONE);
            connection.say(new Resync(old.isPresent() ? "too_much_missed" : "window_over"));
        }
    }
}
