package dev.parley.spread;

import com.mongodb.client.MongoDatabase;
import dev.parley.cluster.ClusterSettings;
import dev.parley.cluster.News;
import dev.parley.line.Lines;
import dev.parley.line.Moving;
import dev.parley.line.PlainLine;
import dev.parley.line.SignallingSettings;
import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Count;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.live.LiveRooms.Seen;
import dev.parley.live.LiveRooms.Sharing;
import dev.parley.live.Fact;
import dev.parley.live.LiveRoom;
import dev.parley.live.Turn;
import dev.parley.problem.Enduring;
import dev.parley.problem.Repeats;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.UserId;
import dev.parley.store.Gate;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * This node among the others, for as long as the server runs. Without {@code REDIS_URI} none of it starts. When others have judged this node dead it
 * begins a new life, which owns nothing, under a new id.
 */
@Singleton
public class Spread implements Sharing, Lines.Elsewhere {
    private static final Logger LOG = Logger.getLogger(Spread.class.getName());
    private static final String BANNED = "banned";
    private static final Duration TICK = Duration.ofMillis(500);
    /** Without Redis a node never meets the others, and rooms whose people are all on one node work all the same. */
    private static final Duration MEETING = Duration.ofSeconds(30);

    @Inject
    ClusterSettings settings;

    @Inject
    MongoDatabase database;

    @Inject
    Gate gate;

    @Inject
    News news;

    @Inject
    InstantSource clock;

    @Inject
    LiveRooms liveRooms;

    @Inject
    Lines lines;

    @Inject
    SignallingSettings signalling;

    @Inject
    MetricRegistry metrics;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    private final Repeats repeats = new Repeats(LOG);
    private final Figures figures = new Figures();
    private final Once once = new Once();
    private volatile @Nullable Life life;
    private volatile long begun;
    private volatile boolean met;
    private volatile boolean stopped;

    /** Before anything else starts, because a node that believes to be alone would take the rooms of the others for empty. */
    void share(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) @Initialized(ApplicationScoped.class) Object start) {
        if (settings.several()) {
            liveRooms.shareWith(this);
            lines.fetchFrom(this);
        }
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        if (!settings.several()) {
            return;
        }
        figures.publish(metrics, this::life);
        try {
            begin();
        } catch (RuntimeException away) {
            repeats.log(Level.WARNING, "begin", away, () -> "This node cannot join the others, because the database does not answer. It tries again");
        }
        var _ = background.scheduleWithFixedDelay(new Enduring("looking after rooms on several nodes", this::tick), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void begin() {
        Life fresh = new Life(database, settings, String.valueOf(Spread.class.getPackage().getImplementationVersion()), gate, liveRooms, lines,
                signalling.resumeWindow(), figures, once, this::end,
                this::tellOfBan);
        fresh.begin();
        begun = System.nanoTime();
        life = fresh;
        LOG.info(() -> "This is node " + fresh.nodes.id() + " of a cluster");
    }

    /**
     * Whether the first visitors can be let in: the other nodes are within reach, or were not for {@link #MEETING}. After that it stays true,
     * because a node that cannot be reached any more is no reason to send everybody away.
     */
    public boolean hasMetTheOthers() {
        Life present = life;
        if (!met && present != null) {
            met = present.hasMetEverybody() || System.nanoTime() - begun > MEETING.toNanos();
        }
        return met || !settings.several();
    }

    /** Runs on one thread at a time. */
    private void tick() {
        if (stopped) {
            return;
        }
        if (life == null) {
            begin();
        }
        Life present = life;
        if (present != null) {
            present.neighbours.tick();
        }
    }

    private void tellOfBan(Fact.Banned ban) {
        news.tell(BANNED, List.of(ban.roomId() + " " + ban.userId()));
    }

    void heard(@Observes News.Heard heard) {
        if (heard.kind().equals(BANNED)) {
            int space = heard.subject().indexOf(' ');
            life().ifPresent(present -> present.neighbours.banned(new RoomId(heard.subject().substring(0, space)), new UserId(heard.subject().substring(space + 1)),
                    clock.instant()));
        }
    }

    /** Others have judged this node dead. The next tick begins a new life. */
    private void end(Life dead) {
        life = null;
        liveRooms.dropAll();
        Thread.ofVirtual().name("parley-node-end").start(dead::close);
    }

    /** This node stops: others go on with its rooms. */
    public void handOver() {
        life().ifPresent(present -> present.handover.all());
    }

    /** Empty while this node is alone or has no lease. */
    private Optional<Life> life() {
        return Optional.ofNullable(life);
    }

    @PreDestroy
    void stop() {
        stopped = true;
        Life present = life;
        life = null;
        if (present != null) {
            present.close();
        }
    }

    @Override
    public boolean owns(RoomId id) {
        Life present = life;
        return present != null && present.owns(id);
    }

    @Override
    public Optional<Moving> fetch(String resumeId, UserId account) {
        return life().flatMap(present -> present.neighbours.movers.fetch(resumeId, account));
    }

    @Override
    public void arrives(PlainLine line, Runnable begin) {
        Life present = life;
        if (present == null) {
            begin.run();
        } else {
            present.neighbours.movers.arrives(line, begin);
        }
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean mayStore() {
        Life present = life;
        return present != null && present.nodes.mayAct();
    }

    private Life present() {
        Life present = life;
        if (present == null) {
            throw Life.unavailable();
        }
        return present;
    }

    @Override
    public Optional<CompletableFuture<Void>> take(Errand errand, Consumer<ServerMessage> answer) {
        return present().take(errand, answer);
    }

    @Override
    public boolean wasDone(Errand errand) {
        Life present = life;
        return present != null && present.wasDone(errand);
    }

    @Override
    public CompletableFuture<Void> taken(LiveRoom live, Errand errand, Turn turn) {
        Life present = life;
        return present == null ? LiveRooms.STORED : present.taken(live, errand, turn);
    }

    @Override
    public Optional<Seen> look(RoomId id) {
        return present().look(id);
    }

    @Override
    public List<Count> counts() {
        return present().counts();
    }
}
