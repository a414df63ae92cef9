package dev.parley.line;

import dev.parley.live.Act;
import dev.parley.live.Turn.Delivery;
import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Postbox;
import dev.parley.problem.Repeats;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.Session;
import dev.parley.session.Visitor;
import dev.parley.socketio.Remote;
import dev.parley.limits.Places;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** All lines, also those whose socket is gone and may come back. */
@Singleton
public class Lines implements Postbox {
    private static final Repeats REPEATS = new Repeats(Logger.getLogger(Lines.class.getName()));

    private final ConcurrentHashMap<PeerId, Line> byPeer = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, PlainLine> byResumeId = new ConcurrentHashMap<>();

    @Inject
    InstantSource clock;

    @Inject
    LiveRooms liveRooms;

    @Inject
    SignallingSettings settings;

    @Inject
    Places places;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    @PostConstruct
    void hear() {
        liveRooms.deliverTo(this);
    }

    /** Nothing when there are too many, of this account or in all. */
    public Optional<PlainLine> open(Visitor visitor) {
        if (!places.take(visitor.account())) {
            return Optional.empty();
        }
        PlainLine line = new PlainLine(visitor, clock);
        byPeer.put(line.peerId, line);
        byResumeId.put(line.resumeId, line);
        return Optional.of(line);
    }

    public SocketIoLine open(Remote remote) {
        SocketIoLine line = new SocketIoLine(remote, clock);
        byPeer.put(line.peerId, line);
        return line;
    }

    /** The line of this account that goes by this secret. */
    public Optional<PlainLine> resumable(String resumeId, Visitor visitor) {
        return Optional.ofNullable(byResumeId.get(resumeId)).filter(line -> line.visitor.account().equals(visitor.account()));
    }

    @Override
    public void post(List<Delivery> deliveries) {
        Outgoing outgoing = null;
        for (Delivery delivery : deliveries) {
            Line line = byPeer.get(delivery.peer());
            if (line != null) {
                outgoing = sameAs(outgoing, delivery.message());
                guarded(line, outgoing, Line::tell);
            }
        }
    }

    /** What cannot be said to one is no concern of the others, nor of whoever caused it. */
    private static <T> void guarded(Line line, T what, BiConsumer<Line, T> saying) {
        try {
            saying.accept(line, what);
        } catch (RuntimeException bug) {
            REPEATS.log(Level.SEVERE, bug.getClass().getName(), bug, () -> "Somebody could not be told what happened");
            line.cut();
        }
    }

    @SuppressWarnings("ReferenceEquality") // one message to many is one object, and is written once
    private Outgoing sameAs(@Nullable Outgoing last, ServerMessage message) {
        return last != null && last.message == message ? last : new Outgoing(message, clock.instant());
    }

    @Override
    public void send(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            Line line = byPeer.get(delivery.peer());
            if (line != null) {
                guarded(line, delivery, (each, _) -> each.flush());
            }
        }
    }

    /** The socket is gone, which changed the line's presence for so many times now: the seat is kept for the window. */
    public void lost(Line line, long presence) {
        if (line instanceof SocketIoLine && line.roomId == null) {
            end(line); // There is nothing to come back to.
            return;
        }
        showPresence(line);
        var _ = background.schedule(() -> expire(line, presence), settings.resumeWindow().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Shows in the room whether this line has a socket. Asked again after a join, whose socket may have got lost meanwhile. */
    public void showPresence(Line line) {
        take(line, line.presence());
        if (!byPeer.containsKey(line.peerId)) {
            take(line, new Act.Gone(line.peerId));
        }
    }

    private void expire(Line line, long presence) {
        if (line.endAfter(presence)) {
            forget(line);
        }
    }

    /** Nobody comes back to this line: its seat is free at once. */
    public void end(Line line) {
        line.end();
        forget(line);
    }

    private void forget(Line line) {
        boolean was = byPeer.remove(line.peerId) != null;
        if (line instanceof PlainLine plain && was) {
            byResumeId.remove(plain.resumeId);
            places.free(plain.visitor.account());
        }
        take(line, new Act.Gone(line.peerId));
    }

    /** Nobody comes back after signing out; {@code Connections} closes the sockets that are open. */
    void ended(@Observes Session.Ended session) {
        byPeer.values().stream().filter(line -> line.visitor.session().equals(session.id()) && line.isLost()).forEach(this::end);
    }

    /** A turn in the room that this line is in; nothing when there is none. */
    public Optional<CompletableFuture<Void>> take(Line line, Act act) {
        RoomId roomId = line.roomId;
        return roomId == null ? Optional.empty() : liveRooms.takeIfLive(roomId, act);
    }

    /** Says the answer to a join where it is awaited, and otherwise as an event. May be called inside a turn: it never throws. */
    public void answer(Line line, Answer answer, ServerMessage message) {
        Outgoing outgoing = new Outgoing(message, clock.instant());
        guarded(line, outgoing, (to, said) -> {
            if (answer.isAwaited()) {
                answer.ack(said.data());
            } else {
                to.tell(said);
            }
        });
    }

    /** How many there are, open or waiting for somebody to come back. */
    public int count() {
        return byPeer.size();
    }
}
