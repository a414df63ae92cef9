package dev.parley.signalling;

import dev.parley.live.LiveRoom;
import dev.parley.live.LiveRooms;
import dev.parley.live.Turn;
import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.ClientMessage.CallJoin;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Join;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Ping;
import dev.parley.protocol.ClientMessage.Resume;
import dev.parley.protocol.ServerMessage.Resync;
import dev.parley.room.Admission;
import dev.parley.room.Ledger;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

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

    private final Clock clock = Clock.systemUTC();

    void handle(Connection connection, ClientMessage message, Answer answer) {
        switch (message) {
            case InRoom inRoom -> {
                inRoom(connection.line(), inRoom);
                answer.ack(DONE);
            }
            case Join join -> join(connection.line(), join, answer);
            case CallJoin call -> {
                call(connection.line(), call);
                answer.ack(DONE);
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

    private void inRoom(Line line, InRoom message) {
        Instant now = clock.instant();
        if (lines.inRoom(line, live -> live.on(line.peerId, message, now)).isEmpty()) {
            throw new Problem("not_in_room", 409, "You are not in this room. Join it first.");
        }
        if (message instanceof Leave) {
            line.roomId = null;
        }
    }

    private void join(Line line, Join join, Answer answer) {
        Admission.Entry entry = admission.admit(join.roomId(), line.visitor.account(), join.invite());
        Instant now = clock.instant();
        line.joining = answer;
        try {
            enter(line, entry, live -> live.join(line.peerId, entry.guest(), now));
        } finally {
            line.joining = null;
        }
    }

    private void call(Line line, CallJoin call) {
        if (!call.userId().equals(line.visitor.account())) {
            throw new Problem("identity_mismatch", 403, "userId must be your own.");
        }
        Admission.Entry entry = admission.admitToCall(call.meetingId(), line.visitor.account());
        Instant now = clock.instant();
        enter(line, entry, live -> live.call(line.peerId, call.peerId(), entry.guest(), now));
    }

    private void enter(Line line, Admission.Entry entry, Function<LiveRoom, Turn> turn) {
        String before = line.roomId;
        String room = entry.room().id();
        if (entry.isStored()) {
            liveRooms.in(entry.room(), ledger.noting(turn));
        } else {
            liveRooms.inCall(entry.room(), turn);
        }
        if (before != null && !before.equals(room)) {
            liveRooms.inLive(before, ledger.noting(live -> live.gone(line.peerId)));
        }
        line.roomId = room;
        if (line.isLost()) {
            lines.leaveEmpty(line);
        }
        admission.lookAgain(entry);
    }

    private void resume(Connection connection, Resume resume, Answer answer) {
        Line fresh = connection.line();
        Optional<PlainLine> old = lines.resumable(resume.resumeId(), connection.visitor).filter(line -> !line.equals(fresh));
        if (old.isPresent() && connection.takeUp(old.get(), resume.lastSeq())) {
            PlainLine line = old.get();
            lines.end(fresh);
            answer.ack("{\"peerId\":\"" + line.peerId + "\"}");
            lines.inRoom(line, live -> live.back(line.peerId));
        } else {
            answer.ack(DONE);
            connection.say(new Resync(old.isPresent() ? "too_much_missed" : "window_over"));
        }
    }
}
