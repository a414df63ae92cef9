package dev.parley.signalling;

import dev.parley.line.Line;
import dev.parley.line.Lines;
import dev.parley.line.PlainLine;
import dev.parley.line.SignallingSettings;
import dev.parley.line.SocketIoLine;
import dev.parley.media.IceServers;
import dev.parley.protocol.Ids;
import dev.parley.protocol.ServerMessage.CallIceServers;
import dev.parley.protocol.ServerMessage.IceServer;
import dev.parley.protocol.ServerMessage.Welcome;
import dev.parley.room.Capacity;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import dev.parley.session.Visitor;
import dev.parley.socketio.Remote;
import dev.parley.limits.Allowance;
import dev.parley.wire.Arrivals;
import dev.parley.wire.Lifeguard;
import dev.parley.wire.Ticker;
import dev.parley.wire.Wire;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** All open sockets: checks that each is alive and still allowed, and closes them properly. */
@ApplicationScoped
public class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class.getName());
    private static final Duration TICK = Duration.ofMillis(250);
    private static final List<String> FEATURES = List.of("resume", "stage", "chat", "reactions", "moderation", "calls");
    /** When the database cannot say whether a token was renewed, it is asked again after this pause. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** Between two sockets that are asked to move. */
    private static final Duration EACH_MOVE = Duration.ofMillis(5);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    @Inject
    InstantSource clock;

    @Inject
    Lines lines;

    @Inject
    Switchboard switchboard;

    @Inject
    SignallingSettings settings;

    @Inject
    Capacity capacity;

    @Inject
    Sessions sessions;

    @Inject
    IceServers iceServers;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    @Resource
    ManagedExecutorService readers;

    private volatile boolean stopping;
    private @Nullable Ticker ticker;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        Arrivals arrivals = new Arrivals(readers, System.nanoTime());
        ticker = Ticker.start("sockets", TICK, now -> tick(now, arrivals));
    }

    @PreDestroy
    void stop() {
        if (ticker != null) {
            ticker.close();
        }
    }

    /** Empty when this account, or all together, have too many. */
    Optional<PlainConnection> open(jakarta.websocket.Session session, Visitor visitor) {
        Optional<PlainLine> place = lines.open(visitor);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        PlainLine line = place.get();
        Wire wire = new Wire(session);
        PlainConnection connection = new PlainConnection(visitor, wire, switchboard,
                new Allowance(settings.perSecond(), settings.burst(), System.nanoTime()), line);
        line.attach(wire, 0, () -> {});
        connection.say(welcome(line, line.resumeId(), FEATURES, iceServers.of(visitor.account())));
        wire.flush();
        opened(connection);
        return Optional.of(connection);
    }

    SocketIoConnection open(Remote remote) {
        SocketIoLine line = lines.open(remote);
        SocketIoConnection connection = new SocketIoConnection(remote, line, this);
        List<IceServer> servers = iceServers.of(line.visitor().account());
        // Socket.IO clients cannot resume, so this id opens nothing.
        connection.say(welcome(line, Ids.fresh(), FEATURES.stream().filter(feature -> !feature.equals("resume")).toList(), servers));
        connection.say(new CallIceServers(servers));
        opened(connection);
        return connection;
    }

    private void opened(Connection connection) {
        open.add(connection);
        if (stopping) {
            sayGoodbye(connection);
        } else if (sessions.hasJustEnded(connection.visitor.session())) {
            signedOut(connection);
        }
    }

    private Welcome welcome(Line line, String resumeId, List<String> features, List<IceServer> servers) {
        return new Welcome(line.peerId(), resumeId, settings.resumeWindow().toMillis(), settings.pingInterval().toMillis(), features, servers,
                capacity.limits());
    }

    void closed(PlainConnection connection) {
        connection.wire.closed();
        lost(connection);
    }

    /** A client that says goodbye leaves the room. */
    void closed(SocketIoConnection connection, boolean leaves) {
        if (leaves) {
            open.remove(connection);
            lines.end(connection.line());
        } else {
            lost(connection);
        }
    }

    private void lost(Connection connection) {
        open.remove(connection);
        connection.lose().ifPresent(presence -> lines.lost(connection.line(), presence));
    }

    public int count() {
        return open.size();
    }

    /** How many lines are open or can be resumed. Any further open sockets belong to nobody. */
    public int lines() {
        return lines.count();
    }

    private void tick(long now, Arrivals arrivals) {
        Lifeguard.look(now);
        long readUpTo = arrivals.readUpTo(now);
        arrivals.look(now);
        Instant instant = clock.instant();
        // One tick early, so that the promised time is kept although it is only checked from time to time.
        Duration silence = settings.pingInterval().minus(TICK);
        Duration patience = settings.pingTimeout().minus(TICK);
        open.forEach(connection -> {
            try {
                look(connection, now, readUpTo, instant, silence, patience);
            } catch (RuntimeException bug) {
                open.remove(connection);
                LOG.log(Level.SEVERE, bug, () -> "A socket could not be checked and is skipped this time");
            }
        });
    }

    private void look(Connection connection, long now, long readUpTo, Instant instant, Duration silence, Duration patience) {
        if (!connection.beat(now, readUpTo, silence, patience)) {
            open.remove(connection);
            // Shown as away at once, because it may take a while to close the socket of a peer that is gone.
            background.execute(() -> {
                lost(connection);
                connection.abort();
            });
        } else if (!instant.isBefore(connection.until)) {
            connection.until = instant.plus(AGAIN);
            background.execute(() -> renew(connection));
        }
    }

    /** The socket stays open if its session has got a newer token in the meantime. */
    private void renew(Connection connection) {
        Optional<Instant> until = sessions.accessUntil(connection.visitor.session());
        if (until.filter(clock.instant()::isBefore).isPresent()) {
            connection.until = until.get();
        } else {
            connection.goAway(Closing.TOKEN_EXPIRED, null);
        }
    }

    /** Signing out means leaving. */
    void ended(@Observes Session.Ended session) {
        for (Connection connection : open) {
            if (connection.visitor.session().equals(session.id())) {
                signedOut(connection);
            }
        }
    }

    private void signedOut(Connection connection) {
        connection.goAway(Closing.SIGNED_OUT, null);
        lines.end(connection.line());
    }

    /** The server stops. Returns when everybody has been told and is gone, or when the time for that is over. */
    public void goAway() {
        stopping = true;
        List<Connection> all = List.copyOf(open);
        all.forEach(Connections::sayGoodbye);
        long end = System.nanoTime() + GOODBYE.toNanos();
        while (System.nanoTime() < end && !all.stream().allMatch(Connection::isGoodbyeSaid)) {
            LockSupport.parkNanos(TICK.toNanos() / 10);
        }
    }

    /**
     * The server stops and others are there to go on. Its sockets move a few at a time, so that no node is overrun, and this node waits until their
     * lines have followed them. Returns after this time at the latest.
     */
    public void moveAway(Duration deadline) {
        stopping = true;
        long end = System.nanoTime() + deadline.toNanos();
        List<Connection> all = new ArrayList<>(open);
        Collections.shuffle(all);
        long pause = Math.min(EACH_MOVE.toNanos(), deadline.toNanos() / 2 / Math.max(1, all.size()));
        for (Connection connection : all) {
            connection.goAway(Closing.SERVER_STOPPING, ThreadLocalRandom.current().nextLong(200));
            LockSupport.parkNanos(pause);
        }
        while (System.nanoTime() < end && lines.movable() > 0) {
            LockSupport.parkNanos(TICK.toNanos() / 10);
        }
    }

    /** Spread out, so that they do not all come back at the same moment. */
    private static void sayGoodbye(Connection connection) {
        connection.goAway(Closing.SERVER_STOPPING, 500L + ThreadLocalRandom.current().nextLong(2_500));
    }
}
