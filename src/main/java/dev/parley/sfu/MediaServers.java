package dev.parley.sfu;

import dev.parley.live.Forwarding.Wish;
import dev.parley.problem.Problem;
import dev.parley.problem.Repeats;
import dev.parley.protocol.Leg;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Picture;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.Track;
import dev.parley.wire.Ticker;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** All media servers, and the rooms that this node has there. Nothing here waits for a room, a peer or a server. */
@Singleton
public class MediaServers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(MediaServers.class.getName());
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_LEFT = 1_000;
    private static final int LONGEST_CANDIDATE = 4_096;
    private static final int LONGEST_DESCRIPTION = 256 * 1024;

    private final List<Server> servers;
    private final int mostListeners;
    private final Executor threads;
    private final LongSupplier clock;
    private final Map<RoomId, Carried> rooms = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /** What could not be freed yet. It is tried again every second, for a server that is down and for one that did not answer. */
    private final ConcurrentLinkedQueue<Place> left = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Repeats repeats = new Repeats(LOG);
    private final @Nullable Ticker ticker;
    private volatile BooleanSupplier mayAct = () -> true;
    private long second;

    /** How one media server is. */
    public record State(String name, String state, int rooms, int publishers, int subscribers) {}

    /** Is told what becomes of rooms, on any thread and one thing after the other for each room. It must return at once. */
    public interface Listener {
        /** Another node can go on with the room from this text. It has secrets in it. */
        default void placed(RoomId room, long epoch, String place) {}

        /**
         * A listener has to answer this, or else begins anew after ten seconds.
         *
         * @param tracks all that are in it now
         * @param first it begins a new connection, and the one before is of no use any more
         */
        default void offer(PeerId peer, RoomId room, long epoch, String sdp, List<Track> tracks, boolean first) {}

        default void candidate(PeerId peer, RoomId room, long epoch, Leg leg, String candidateJson) {}

        /** The media server has lost this connection. A speaker has to publish anew; a listener gets a new offer within seconds. */
        default void lost(PeerId peer, RoomId room, long epoch, Leg leg) {}

        /** The room can be published to. */
        default void up(RoomId room, long epoch) {}

        /** Nothing of the room works any longer. It comes up again by itself when there is a media server. */
        default void down(RoomId room, long epoch) {}

        /** A media server can be used again. */
        default void back() {}
    }

    @Inject
    public MediaServers(JanusSettings settings) {
        this(settings, settings.urls().isEmpty() ? Link.Dialler.NONE : Link.Socket.dialler(), Thread::startVirtualThread, System::nanoTime, true);
    }

    MediaServers(JanusSettings settings, Link.Dialler dialler, Executor threads, LongSupplier clock, boolean ticks) {
        this.threads = threads;
        this.clock = clock;
        this.servers = settings.urls().stream().map(url -> new Server(url, settings.secret(), dialler, threads, clock, this::isBack)).toList();
        this.mostListeners = settings.listeners();
        this.second = clock.getAsLong();
        ticker = ticks && isConfigured() ? Ticker.start("media-servers", ROUND, _ -> tick()) : null;
    }

    public boolean isConfigured() {
        return !servers.isEmpty();
    }

    /** At least one can take a room now. */
    public boolean isUp() {
        return servers.stream().anyMatch(Server::isUp);
    }

    public void tell(Listener listener) {
        listeners.add(listener);
    }

    /** While this says no, nothing is done for any room, because another node may own it. */
    public void actWhile(BooleanSupplier allowed) {
        mayAct = allowed;
    }

    /** What this room needs from now on. It replaces the last wish, unless that is of a later epoch. */
    public void carry(Wish wish) {
        rooms.computeIfAbsent(wish.room(), _ -> new Carried(this, new Carried.Turns(threads, waiting), wish)).wants(wish);
    }

    /** Frees everything of the room at once, if it is of this epoch or an older one. */
    public void end(RoomId room, long epoch) {
        end(room, epoch, true);
    }

    /** Another node commands the room now. What it has on the media server stays. */
    public void forget(RoomId room, long epoch) {
        end(room, epoch, false);
    }

    private void end(RoomId room, long epoch, boolean freed) {
        rooms.computeIfPresent(room, (_, carried) -> {
            if (carried.wish().epoch() > epoch) {
                return carried;
            }
            carried.end(freed);
            return null;
        });
    }

    /** The answer. A peer that publishes again renegotiates its connection. */
    public CompletableFuture<String> publish(RoomId room, long epoch, PeerId peer, String offerSdp, List<Track> tracks) {
        return offerSdp.length() > LONGEST_DESCRIPTION ? Refusals.tooLong() : take(room, epoch, legs -> legs.publish(peer, offerSdp, tracks));
    }

    public CompletableFuture<Void> subscribed(RoomId room, long epoch, PeerId peer, String answerSdp) {
        return answerSdp.length() > LONGEST_DESCRIPTION ? Refusals.tooLong() : take(room, epoch, legs -> legs.subscribed(peer, answerSdp));
    }

    /**
     * A way to the peer. One that comes before the media server can take it is kept until then.
     *
     * @param candidate as the browser made it, or {@code null} after the last one
     */
    public CompletableFuture<Void> candidate(RoomId room, long epoch, PeerId peer, Leg leg, String candidate) {
        if (candidate.length() > LONGEST_CANDIDATE) {
            return Refusals.tooLong();
        }
        return Words.candidate(candidate).map(json -> take(room, epoch, legs -> legs.candidate(peer, leg, json)))
                .orElseGet(() -> CompletableFuture.failedFuture(new Problem("bad_payload", 400, "icecandidate must be an object or null.")));
    }

    /** Which pictures a listener is sent from now on, also those that come later. */
    public CompletableFuture<Void> watch(RoomId room, long epoch, PeerId peer, List<Picture> pictures) {
        return take(room, epoch, legs -> legs.watch(peer, pictures));
    }

    /** A listener gets an offer over a new way. What a speaker has published is freed, so that it can begin anew. */
    public CompletableFuture<Void> restart(RoomId room, long epoch, PeerId peer, Leg leg) {
        return take(room, epoch, legs -> legs.restart(peer, leg));
    }

    public List<State> states() {
        return servers.stream().map(server -> {
            int[] counts = new int[3];
            server.each(stay -> {
                counts[0] += stay.isHome() ? 1 : 0;
                counts[1] += stay.isHome() ? stay.room.legs().publishers() : 0;
                counts[2] += stay.listeners();
            });
            return new State(server.name(), server.isUp() ? "up" : "down", counts[0], counts[1], counts[2]);
        }).toList();
    }

    private <T> CompletableFuture<T> take(RoomId room, long epoch, Function<Legs, CompletableFuture<T>> act) {
        Carried carried = rooms.get(room);
        if (carried == null) {
            return CompletableFuture.failedFuture(Refusals.stale());
        }
        try {
            return carried.take(epoch, act).exceptionallyCompose(failed -> CompletableFuture.failedFuture(Refusals.problem(failed)));
        } catch (Problem full) {
            return CompletableFuture.failedFuture(full);
        }
    }

    // What rooms need.

    long now() {
        return clock.getAsLong();
    }

    boolean mayAct() {
        return mayAct.getAsBoolean();
    }

    @Nullable Server named(String name) {
        return servers.stream().filter(server -> server.name().equals(name)).findFirst().orElse(null);
    }

    boolean takesMore(Server server) {
        return server.listeners() < mostListeners;
    }

    /** For a new room. When all have as many listeners as they should, one takes more. Null if none is up. */
    @Nullable Server leastLoaded() {
        Server free = leastLoaded(this::takesMore);
        return free == null ? leastLoaded(_ -> true) : free;
    }

    /** The one with the fewest rooms and people of those that are up and that this is true of. */
    @Nullable Server leastLoaded(Predicate<Server> one) {
        return states().stream().filter(each -> each.state.equals("up") && one.test(Objects.requireNonNull(named(each.name))))
                .min(Comparator.comparingInt(each -> each.rooms + each.publishers + each.subscribers)).map(each -> named(each.name)).orElse(null);
    }

    void tellAll(Consumer<Listener> news) {
        for (Listener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException failed) {
                repeats.log(Level.SEVERE, "listener", failed, () -> "Somebody could not take the news about a room on a media server");
            }
        }
    }

    /** Frees what a room has on a media server, as soon as that is possible. */
    void free(Place place) {
        Server there = named(place.server());
        if (there != null && there.isUp()) {
            var _ = place.free(there).exceptionally(failed -> {
                repeats.log(Level.WARNING, place.server(), null, () -> "The media server " + place.server() + " did not free a room: " + failed.getMessage());
                keep(place);
                return null;
            });
        } else if (there != null) {
            keep(place);
        }
    }

    private void keep(Place place) {
        if (left.size() < MOST_LEFT) {
            left.add(place);
        }
    }

    private void freeLeft() {
        for (int places = left.size(); places > 0; places--) {
            Optional.ofNullable(left.poll()).ifPresent(this::free);
        }
    }

    private void isBack() {
        rooms.values().forEach(Carried::tick);
        tellAll(Listener::back);
    }

    void tick() {
        long now = clock.getAsLong();
        servers.forEach(Server::tick);
        rooms.values().forEach(Carried::tellPlace);
        if (now - second >= SECOND) {
            second = now;
            if (mayAct()) {
                freeLeft();
            }
            rooms.values().forEach(Carried::tick);
        }
    }

    /** Frees nothing, so that another node can go on with what is there. */
    @Override
    @PreDestroy
    public void close() {
        if (ticker != null) {
            ticker.close();
        }
        servers.forEach(Server::close);
    }
}
