package dev.parley.signalling;

import dev.parley.media.IceServers;
import dev.parley.protocol.ServerMessage.Welcome;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import dev.parley.session.Visitor;
import dev.parley.wire.Allowance;
import dev.parley.wire.SocketCode;
import dev.parley.wire.Wire;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** All open sockets: sees that each is alive and still allowed, and says goodbye to them. */
@ApplicationScoped
public class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class.getName());
    private static final Duration TICK = Duration.ofMillis(250);
    private static final List<String> FEATURES = List.of("resume", "stage", "chat", "reactions", "moderation");
    /** When the database cannot say whether a token was renewed, it is asked again after this time. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Clock clock = Clock.systemUTC();

    @Inject
    Lines lines;

    @Inject
    Switchboard switchboard;

    @Inject
    SignallingSettings settings;

    @Inject
    Sessions sessions;

    @Inject
    IceServers iceServers;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    private @Nullable Future<?> ticking;
    private volatile boolean stopping;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        ticking = background.scheduleAtFixedRate(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.cancel(false);
        }
    }

    Connection open(jakarta.websocket.Session session, Visitor visitor) {
        Wire wire = new Wire(session);
        Line line = lines.open(visitor);
        Connection connection = new Connection(visitor, wire, switchboard,
                new Allowance(settings.perSecond(), settings.burst(), System.nanoTime()), line);
        line.attach(wire, 0);
        connection.say(new Welcome(line.peerId, line.resumeId, settings.resumeWindow().toMillis(), settings.pingInterval().toMillis(), FEATURES,
                iceServers.of(visitor.account())));
        open.add(connection);
        if (stopping) {
            sayGoodbye(connection);
        }
        return connection;
    }

    void closed(Connection connection) {
        open.remove(connection);
        connection.wire.closed();
        lines.lost(connection.line(), connection.wire);
    }

    public int count() {
        return open.size();
    }

    private void tick() {
        long now = System.nanoTime();
        Instant instant = clock.instant();
        // A tick early, so that what is promised holds although it is looked at only now and then.
        long silence = settings.pingInterval().minus(TICK).toNanos();
        long patience = settings.pingTimeout().minus(TICK).toNanos();
        for (Connection connection : open) {
            try {
                if (!connection.wire.beat(now, silence, patience)) {
                    dead(connection);
                } else if (!instant.isBefore(connection.until)) {
                    connection.until = instant.plus(AGAIN);
                    background.execute(() -> renew(connection));
                }
            } catch (RuntimeException bug) {
                LOG.log(Level.SEVERE, bug, () -> "A socket could not be looked after");
            }
        }
    }

    /** Shown as away at once: closing the socket of a peer that is gone may take its time. */
    private void dead(Connection connection) {
        open.remove(connection);
        lines.lost(connection.line(), connection.wire);
        connection.wire.abort(CloseCodes.GOING_AWAY, "no answer");
    }

    /** The socket stays open if its session has got a newer token meanwhile. */
    private void renew(Connection connection) {
        Optional<Instant> until = sessions.accessUntil(connection.visitor.session());
        if (until.filter(clock.instant()::isBefore).isPresent()) {
            connection.until = until.get();
        } else {
            connection.goAway("token_expired", null, SocketCode.SIGNED_OUT);
        }
    }

    /** Signing out means leaving. */
    void ended(@Observes Session.Ended session) {
        for (Connection connection : open) {
            if (connection.visitor.session().equals(session.id())) {
                connection.goAway("signed_out", null, SocketCode.SIGNED_OUT);
                lines.end(connection.line());
            }
        }
    }

    /** The server stops: returns when everybody has been told and is gone, or has had the time for it. */
    public void goAway() {
        stopping = true;
        List<Connection> all = List.copyOf(open);
        all.forEach(Connections::sayGoodbye);
        long end = System.nanoTime() + GOODBYE.toNanos();
        while (System.nanoTime() < end && !all.stream().allMatch(connection -> connection.wire.isGoodbyeSaid())) {
            LockSupport.parkNanos(TICK.toNanos() / 10);
        }
    }

    /** Not all are to come back in the same moment. */
    private static void sayGoodbye(Connection connection) {
        connection.goAway("server_stopping", 500L + ThreadLocalRandom.current().nextLong(2_500), CloseCodes.GOING_AWAY);
    }
}
