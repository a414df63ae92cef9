package dev.parley.line;

import dev.parley.live.Act;
import dev.parley.live.Turn.Delivery;
import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Postbox;
import dev.parley.problem.Repeats;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.Resync;
import dev.parley.protocol.ServerMessage.RoomClosed;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All lines, including those that have lost their socket and may get another. */
@Singleton
public class Lines implements Postbox {
    private static final Repeats REPEATS = new Repeats(Logger.getLogger(Lines.class.getName()));

    private final ConcurrentHashMap<PeerId, Line> byPeer = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, PlainLine> byResumeId = new ConcurrentHashMap<>();

    private final Early early = new Early();
    private volatile Elsewhere elsewhere = new Elsewhere() {};

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

    /** Empty when this account, or all together, have too many. */
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

    /** The line with this secret, if it belongs to the same account. */
    public Optional<PlainLine> resumable(String resumeId, Visitor visitor) {
        return resumable(resumeId, visitor.account());
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

    /** If one peer cannot be told something, neither the others nor the person who caused it may suffer. */
    private static <T> void guarded(Line line, T what, BiConsumer<Line, T> saying) {
        try {
            saying.accept(line, what);
        } catch (RuntimeException bug) {
            REPEATS.log(Level.SEVERE, bug.getClass().getName(), bug, () -> "A message could not be passed on to a peer, whose socket is closed now");
            line.cut();
        }
    }

    @SuppressWarnings("ReferenceEquality") // one message to many is one object, and is written once
    private Outgoing sameAs(@Nullable Outgoing last, ServerMessage message) {
        return last != null && last.message == message ? last : new Outgoing(message, clock.instant());
    }

    @Override
    public void send(List<Delivery> deliveries) {
        send(deliveries, Line::flush);
    }

    @Override
    public void sendAside(List<Delivery> deliveries) {
        send(deliveries, Line::flushAside);
    }

    private void send(List<Delivery> deliveries, Consumer<Line> how) {
        for (Delivery delivery : deliveries) {
            Line line = byPeer.get(delivery.peer());
            if (line != null) {
                guarded(line, how, (each, flushing) -> flushing.accept(each));
            }
        }
    }

    /** The lines of other nodes. */
    public interface Elsewhere {
        /** Takes this line from its node, if it belongs to this account. May wait for the other nodes. */
        default Optional<Moving> fetch(String resumeId, UserId account) {
            return Optional.empty();
        }

        /** The line is here now. {@code begin} makes it hear what is said in its room. */
        default void arrives(PlainLine line, Runnable begin) {
            begin.run();
        }
    }

    public void fetchFrom(Elsewhere nodes) {
        elsewhere = nodes;
    }

    /** Brings a line here from another node. It waits for a socket as one that lost it here. */
    public Optional<PlainLine> fetch(String resumeId, Visitor visitor) {
        Optional<Moving> moving = elsewhere.fetch(resumeId, visitor.account());
        if (moving.isEmpty() || !places.take(visitor.account())) {
            return Optional.empty();
        }
        PlainLine line = new PlainLine(moving.get(), visitor, clock);
        elsewhere.arrives(line, () -> begin(line));
        long presence = line.presence().presence();
        var _ = background.schedule(() -> expire(line, presence), settings.resumeWindow().toMillis(), TimeUnit.MILLISECONDS);
        return Optional.of(line);
    }

    private void begin(PlainLine line) {
        synchronized (early) {
            early.take(line.peerId).forEach(delivery -> line.tell(new Outgoing(delivery.message(), clock.instant())));
            byPeer.put(line.peerId, line);
            byResumeId.put(line.resumeId, line);
        }
    }

    /** The other way round: nobody here is told that it leaves. Called when its room knows where it goes. */
    public Optional<Moving> give(PlainLine line) {
        Optional<Moving> moving = line.moveAway();
        if (moving.isPresent() && byPeer.remove(line.peerId, line)) {
            byResumeId.remove(line.resumeId);
            places.free(line.visitor.account());
        }
        return moving;
    }

    /** The line with this secret, if it belongs to this account. */
    public Optional<PlainLine> resumable(String resumeId, UserId account) {
        return Optional.ofNullable(byResumeId.get(resumeId)).filter(line -> line.visitor.account().equals(account));
    }

    /** What is said to a peer whose line has not arrived yet. */
    public void await(Delivery delivery) {
        synchronized (early) {
            Line line = byPeer.get(delivery.peer());
            if (line == null) {
                early.add(delivery, System.nanoTime());
            } else {
                guarded(line, new Outgoing(delivery.message(), clock.instant()), Line::tell);
            }
        }
    }

    /** What the owner of a room on another node says to peers of this one. */
    public void deliver(RoomId room, List<Delivery> deliveries) {
        Outgoing outgoing = null;
        for (Delivery delivery : deliveries) {
            Line line = byPeer.get(delivery.peer());
            if (line == null) {
                await(delivery);
                continue;
            }
            outgoing = sameAs(outgoing, delivery.message());
            guarded(line, outgoing, Line::tell);
            if (delivery.message() instanceof Removed || delivery.message() instanceof RoomClosed) {
                line.leaves(room);
            }
        }
        sendAside(deliveries);
    }

    /** The peers that believe to be in a room, by room. */
    public Map<RoomId, List<Act.Present>> peers() {
        Map<RoomId, List<Act.Present>> peers = new HashMap<>();
        byPeer.values().forEach(line -> {
            RoomId room = line.roomId;
            if (room != null) {
                peers.computeIfAbsent(room, _ -> new ArrayList<>(4)).add(line.presence());
            }
        });
        return peers;
    }

    /** The rooms that peers of this node believe to be in. */
    public Set<RoomId> rooms() {
        return byPeer.values().stream().map(Line::roomId).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    public void tell(RoomId room, ServerMessage message) {
        Outgoing outgoing = new Outgoing(message, clock.instant());
        byPeer.values().stream().filter(line -> room.equals(line.roomId)).forEach(line -> guarded(line, outgoing, (to, said) -> {
            to.tell(said);
            to.flushAside();
        }));
    }

    /** This peer has no seat where it believes to be, so it has to join again. */
    public void startAnew(PeerId peer) {
        Line line = byPeer.get(peer);
        if (line != null && line.roomId != null) {
            line.leaves();
            line.tell(new Resync("seat_lost"));
            line.flushAside();
        }
    }

    /** The socket is gone. The seat is kept for the resume window. {@code presence} is the number of this change. */
    public void lost(Line line, long presence) {
        if (line instanceof SocketIoLine && line.roomId == null) {
            end(line); // There is nothing to come back to.
            return;
        }
        showPresence(line);
        var _ = background.schedule(() -> expire(line, presence), settings.resumeWindow().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells the room whether this line has a socket. Called again after a join, because the socket may have been lost in the meantime. */
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

    /** Nobody will come back to this line. Its seat is free at once. */
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

    /** Nobody may come back after signing out. {@code Connections} closes the sockets that are still open. */
    void ended(@Observes Session.Ended session) {
        byPeer.values().stream().filter(line -> line.visitor.session().equals(session.id()) && line.isLost()).forEach(this::end);
    }

    /** Takes a turn in the room that this line is in. Empty when it is in none. */
    public Optional<CompletableFuture<Void>> take(Line line, Act act) {
        RoomId roomId = line.roomId;
        return roomId == null ? Optional.empty() : liveRooms.takeIfLive(roomId, act);
    }

    /**
     * Answers a join: as an acknowledgement if the client waits for one, otherwise as an event. It never throws, so it may be called inside a
     * turn.
     */
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

    /** How many lines that are in a room could still go to another node. */
    public long movable() {
        return byResumeId.values().stream().filter(line -> line.roomId != null).count();
    }

    /** How many lines there are, with a socket or waiting for one. */
    public int count() {
        return byPeer.size();
    }
}
