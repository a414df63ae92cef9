package dev.parley.signalling;

import dev.parley.live.LiveRooms;
import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Join;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Ping;
import dev.parley.protocol.ClientMessage.Resume;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.ServerMessage.Resync;
import dev.parley.room.Admission;
import dev.parley.room.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings each message to the room that it is meant for. */
@ApplicationScoped
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

    void handle(Connection connection, ClientMessage message, @Nullable Opaque id) {
        switch (message) {
            case InRoom inRoom -> {
                inRoom(connection.line(), inRoom);
                connection.ack(id, DONE);
            }
            case Join join -> join(connection.line(), join, id);
            case Resume resume -> resume(connection, resume, id);
            case Ping ping -> {
                connection.line().arrived(ping.seq() == null ? 0 : ping.seq());
                connection.answer("pong", id, DONE);
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

    private void join(Line line, Join join, @Nullable Opaque id) {
        Admission.Entry entry = admission.admit(join.roomId(), line.visitor.account(), join.invite());
        String before = line.roomId;
        Instant now = clock.instant();
        line.joining = id;
        try {
            liveRooms.in(entry.room(), ledger.noting(live -> live.join(line.peerId, entry.guest(), now)));
        } finally {
            line.joining = null;
        }
        if (before != null && !before.equals(join.roomId())) {
            liveRooms.inLive(before, ledger.noting(live -> live.gone(line.peerId)));
        }
        line.roomId = join.roomId();
        if (line.isLost()) {
            lines.leaveEmpty(line);
        }
        admission.lookAgain(entry);
    }

    private void resume(Connection connection, Resume resume, @Nullable Opaque id) {
        Line fresh = connection.line();
        Optional<Line> old = lines.resumable(resume.resumeId(), connection.visitor).filter(line -> !line.equals(fresh));
        if (old.isPresent() && old.get().attach(connection.wire, resume.lastSeq())) {
            Line line = old.get();
            connection.moveTo(line);
            lines.end(fresh);
            connection.ack(id, "{\"peerId\":\"" + line.peerId + "\"}");
            lines.inRoom(line, live -> live.back(line.peerId));
            line.flush();
        } else {
            connection.ack(id, DONE);
            connection.say(new Resync(old.isPresent() ? "too_much_missed" : "window_over"));
        }
    }
}
