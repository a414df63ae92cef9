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
import dev.parley.lobby.Lobby;
import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.ClientMessage.CallJoin;
import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.DeleteChat;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Join;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.ClientMessage.Ping;
import dev.parley.protocol.ClientMessage.Publish;
import dev.parley.protocol.ClientMessage.React;
import dev.parley.protocol.ClientMessage.Resume;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.Resync;
import dev.parley.protocol.UserId;
import dev.parley.store.Gate;
import dev.parley.limits.Pace;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes each message to the room it is meant for. */
@Singleton
public class Switchboard {
    private static final String DONE = "{}";

    @Inject
    LiveRooms liveRooms;

    @Inject
    Admission admission;

    @Inject
    Lobby lobby;

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
            case Chat chat -> chat(connection.line(), chat, answer);
            case Publish publish -> publish(connection.line(), publish, answer);
            case React react when react.message() != null -> reactTo(connection.line(), react, react.message(), answer);
            case InRoom inRoom -> inRoom(connection.line(), inRoom, answer);
            case DeleteChat delete -> delete(connection.line(), delete, answer);
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

    /** What somebody wrote is said even if the message that it answers was deleted meanwhile, or was never in this room. */
    private void chat(Line line, Chat chat, Answer answer) {
        ledger.requireRoom(true);
        MessageId replyTo = chat.replyTo();
        inRoom(line, replyTo == null || authorOf(line, replyTo).isPresent() ? chat : new Chat(chat.text()), answer);
    }

    private void delete(Line line, DeleteChat delete, Answer answer) {
        ledger.requireRoom(true);
        UserId author = authorOf(line, delete.message()).orElseThrow(Lobby::noSuchMessage);
        answer(line, take(line, new Act.DeleteChat(line.peerId(), line.visitor().account(), null, delete.message(), author)), answer);
    }

    private void reactTo(Line line, React react, MessageId message, Answer answer) {
        ledger.requireRoom(true);
        var _ = authorOf(line, message).orElseThrow(Lobby::noSuchMessage);
        inRoom(line, react, answer);
    }

    /** Reads the database, so it has to be called before a turn and never inside one. */
    private Optional<UserId> authorOf(Line line, MessageId message) {
        RoomId room = Optional.ofNullable(line.roomId()).orElseThrow(Switchboard::notInRoom);
        return gate.inTurn(() -> lobby.authorOf(room, message));
    }

    private void inRoom(Line line, InRoom message, Answer answer) {
        if (message instanceof Moderation) {
            ledger.requireRoom(false);
        }
        RoomId room = line.roomId();
        CompletableFuture<Void> stored = take(line, new Act.Says(line.peerId(), message));
        answer(line, message instanceof Leave && room != null ? stored.thenRun(() -> line.leaves(room)) : stored, answer);
    }

    /** The media server answers, which takes a moment. Neither this thread nor the room waits for it. */
    private void publish(Line line, Publish publish, Answer answer) {
        RoomId room = Optional.ofNullable(line.roomId()).orElseThrow(Switchboard::notInRoom);
        CompletableFuture<Void> published = liveRooms.takeIfLive(room, new Act.Says(line.peerId(), publish), answered -> lines.answer(line, answer, answered))
                .orElseThrow(Switchboard::notInRoom);
        var _ = published.whenComplete((_, failed) -> {
            if (failed != null) {
                refuse(answer, failed);
            }
            var _ = Thread.startVirtualThread(line::flush);
        });
    }

    private CompletableFuture<Void> take(Line line, Act act) {
        return lines.take(line, act).orElseThrow(Switchboard::notInRoom);
    }

    private static void refuse(Answer answer, Throwable failed) {
        Problem problem = Ledger.problem(failed instanceof CompletionException ? failed.getCause() : failed);
        answer.error(problem.code(), String.valueOf(problem.getMessage()));
    }

    /**
     * The answer comes at once, unless something has to be stored. Then it comes when that is stored, and neither this thread nor the room waits
     * for it.
     */
    private static void answer(Line line, CompletableFuture<Void> stored, Answer answer) {
        if (stored.isDone() && !stored.isCompletedExceptionally()) {
            answer.ack(DONE);
            return;
        }
        var _ = stored.whenComplete((_, failed) -> {
            if (failed == null) {
                answer.ack(DONE);
            } else {
                refuse(answer, failed);
            }
            // On another thread, because the one that stores must not write to sockets.
            var _ = Thread.startVirtualThread(line::flush);
        });
    }

    private static Problem notInRoom() {
        return new Problem("not_in_room", 409, "You are not in this room. Join it first.");
    }

    private void join(Line line, Join join, Answer answer) {
        requirePace(line);
        Admission.Admitted entry = gate.inTurn(() -> admission.admit(join.roomId(), line.visitor().account(), join.invite()));
        enter(line, entry, null, join.muted(), joined -> lines.answer(line, answer, joined));
    }

    private void call(Line line, CallJoin call, Answer answer) {
        if (!call.userId().equals(line.visitor().account())) {
            throw new Problem("identity_mismatch", 403, "userId must be your own.");
        }
        requirePace(line);
        Admission.Admitted entry = gate.inTurn(() -> admission.admitToCall(call.meetingId(), line.visitor().account()));
        // In the words of calls, an event lists the people who are there.
        enter(line, entry, call.peerId(), true, peers -> lines.post(List.of(new Delivery(line.peerId(), peers))));
        answer.ack(DONE);
    }

    private void enter(Line line, Admission.Admitted entry, @Nullable String callId, boolean muted, Consumer<ServerMessage> answer) {
        RoomId before = line.roomId();
        RoomId room = new RoomId(entry.room().id());
        Act enter = new Act.Enter(line.peerId(), callId, entry.arrival(), line.presence().presence(), muted);
        if (entry.isStored()) {
            await(liveRooms.take(entry.room(), enter, answer));
        } else {
            await(liveRooms.takeInCall(entry.room(), enter, answer));
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

    /** What comes next needs to know whether the join succeeded. If another node decides that, its answer is waited for, which has a limit. */
    private static void await(CompletableFuture<Void> joined) {
        try {
            joined.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Problem problem ? problem : failed;
        }
    }

    /** A join costs a query or two, and a message to everybody in the room. */
    private void requirePace(Line line) {
        if (!joins.take(line.visitor().account().value(), System.nanoTime())) {
            throw new Problem("rate_limited", 429, "You have joined too often in the last minute. Please wait a little.");
        }
    }

    private void resume(Connection connection, Resume resume, Answer answer) {
        Line fresh = connection.line();
        Optional<PlainLine> old = lines.resumable(resume.resumeId(), connection.visitor)
                .or(() -> lines.fetch(resume.resumeId(), connection.visitor)).filter(line -> !line.equals(fresh));
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
