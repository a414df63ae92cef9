package dev.parley.engineio;

import dev.parley.limits.Places;
import dev.parley.protocol.SessionId;
import dev.parley.session.Visitor;
import dev.parley.wire.Arrivals;
import dev.parley.wire.Ticker;
import dev.parley.wire.Wire;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.security.Principal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** All channels of one address: opens them, finds them again and checks that they are alive. */
public final class Engine {
    private static final Logger LOG = Logger.getLogger(Engine.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 18;
    /** A poll that was sent before its channel was closed may arrive afterwards. */
    static final Duration GRACE = Duration.ofMillis(250);
    /** A client that finishes its upgrade at once after the probe does so within this time. */
    static final Duration PATIENCE = Duration.ofMillis(100);
    private static final long LONGEST_TICK = 100;

    final Terms terms;
    final Executor aside;
    private final ScheduledExecutorService background;
    private final Function<@Nullable Principal, Optional<Visitor>> who;
    final Speech speech;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final Places places;
    private final Arrivals arrivals;
    private @Nullable Ticker ticker;
    private volatile boolean closed;

    /** The executor runs what may block; {@code readers} is where the server answers requests; {@code who} finds out whose request it is. */
    public Engine(Terms terms, Places places, ScheduledExecutorService background, Executor readers,
            Function<@Nullable Principal, Optional<Visitor>> who, Speech speech) {
        this.terms = terms;
        this.places = places;
        this.background = background;
        this.aside = this::runAside;
        this.arrivals = new Arrivals(readers, System.nanoTime());
        this.who = who;
        this.speech = speech;
    }

    /** Opens the address, given with its slashes. Only possible while the application starts. */
    public void open(ServletContext context, String path) throws ServletException {
        FilterRegistration.Dynamic filter = context.addFilter("engine.io at " + path, new EngineFilter(this, path));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, path + "*");
        ServletRegistration.Dynamic servlet = context.addServlet("polling at " + path, new PollingServlet(this));
        servlet.setAsyncSupported(true);
        servlet.addMapping(path + "*");
        ServerContainer sockets = (ServerContainer) context.getAttribute(ServerContainer.class.getName());
        try {
            sockets.addEndpoint(ServerEndpointConfig.Builder.create(EngineEndpoint.class, path).configurator(EngineEndpoint.of(this)).build());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
        ticker = Ticker.start("channels", Duration.ofMillis(Math.clamp(terms.pingTimeout().toMillis() / 8, 1, LONGEST_TICK)), this::tick);
    }

    /**
     * When the server stops, so does the executor. A request that is still held then would never be answered and would keep the server from
     * stopping.
     */
    private void runAside(Runnable what) {
        if (closed) {
            what.run();
        } else {
            background.execute(what);
        }
    }

    /** Closes all channels and opens no new ones. */
    public void close() {
        closed = true;
        if (ticker != null) {
            ticker.close();
        }
        channels.values().forEach(channel -> channel.close("server shutting down"));
    }

    public int count() {
        return channels.size();
    }

    /** An id that nobody can guess. */
    public static String freshId() {
        byte[] random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    Optional<Visitor> visitor(@Nullable Principal principal) {
        return who.apply(principal);
    }

    /** Whether there seems to be room for another channel; only {@link #open} makes sure. */
    boolean hasRoom(Visitor visitor) {
        return !closed && places.hasRoom(visitor.account());
    }

    /** Empty when this account, or all together, have too many. */
    Optional<Channel> open(Visitor visitor, @Nullable Wire wire) {
        if (closed || !places.take(visitor.account())) {
            return Optional.empty();
        }
        Channel channel = new Channel(this, visitor, wire);
        channels.put(channel.id, channel);
        return Optional.of(channel);
    }

    /** The first packet of a channel. */
    Packets.Text handshake(Channel channel, boolean upgradable) {
        return new Packets.Text("0{\"sid\":\"" + channel.id + "\",\"upgrades\":[" + (upgradable ? "\"websocket\"" : "") + "],\"pingInterval\":"
                + terms.pingInterval().toMillis() + ",\"pingTimeout\":" + terms.pingTimeout().toMillis() + ",\"maxPayload\":"
                + terms.maxPayload() + "}");
    }

    /** The channel with this id, if it belongs to this account. */
    Optional<Channel> find(@Nullable String sid, Visitor visitor) {
        Channel channel = sid == null ? null : channels.get(sid);
        if (channel == null || !channel.visitor().account().equals(visitor.account())) {
            return Optional.empty();
        }
        if (channel.isOverdue(arrivals.readUpTo(System.nanoTime()))) {
            channel.abort("ping timeout");
            return Optional.empty();
        }
        return Optional.of(channel);
    }

    void after(Duration time, Runnable what) {
        if (closed) {
            what.run();
        } else {
            var _ = background.schedule(what, time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void forget(Channel channel) {
        if (channels.remove(channel.id) != null) {
            places.free(channel.visitor().account());
        }
    }

    /** Closes the channels of a session that has ended, whatever is spoken over them. */
    public void close(SessionId session) {
        channels.values().stream().filter(channel -> channel.visitor().session().equals(session)).forEach(channel -> channel.close("signed out"));
    }

    private void tick(long now) {
        long readUpTo = arrivals.readUpTo(now);
        arrivals.look(now);
        for (Channel channel : channels.values()) {
            try {
                channel.tick(now, readUpTo);
            } catch (RuntimeException bug) {
                LOG.log(Level.SEVERE, bug, () -> "A channel could not be looked after");
            }
        }
    }
}
