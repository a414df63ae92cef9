package dev.parley.room;

import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.parley.account.Accounts;
import dev.parley.live.Fact;
import dev.parley.live.LiveRoom;
import dev.parley.live.LiveRooms;
import dev.parley.live.Turn;
import dev.parley.problem.Problem;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what live rooms decide, in the order in which it was decided, and how many are in them. What waits to be written can be asked
 * for, so that nobody is let in by what the database does not know yet.
 */
@Singleton
public class Ledger {
    private static final Logger LOG = Logger.getLogger(Ledger.class.getName());
    private static final int MOST = 10_000;
    /** Behind these only what is decided finds room, and nothing that is only said. */
    private static final int MOST_WITH_CHAT = 9_000;
    private static final int AT_ONCE = 200;
    private static final Duration PATIENCE = Duration.ofMillis(2_500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration COUNT_EVERY = Duration.ofMillis(500);

    @Inject
    Rooms rooms;

    @Inject
    Standings standings;

    @Inject
    Messages messages;

    @Inject
    Invites invites;

    @Inject
    Accounts accounts;

    @Inject
    LiveRooms liveRooms;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    /** In order; an entry leaves it only when it is written. */
    private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>(MOST);
    private final Semaphore arrived = new Semaphore(0);
    private final Object writing = new Object();
    private final Set<String> toCount = new HashSet<>();
    private boolean emptied;
    private volatile boolean stopped;
    private volatile boolean full;

    /** A fact, or somebody who waits until everything before is written. */
    private record Entry(@Nullable Fact fact, @Nullable CountDownLatch written) {}

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        background.execute(this::write);
        var _ = background.scheduleWithFixedDelay(this::count, 0, COUNT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Writes what is left, once and without waiting for a database that is away. */
    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stop) {
        stopped = true;
        arrived.release();
        try {
            while (writeSome()) {
                LOG.finest("More to write before the stop");
            }
        } catch (MongoException away) {
            LOG.log(Level.SEVERE, away, () -> waiting.size() + " decisions of live rooms could not be stored before the stop");
        }
    }

    /** A turn whose facts are noted within it, so that they are in the order in which they happened. */
    public Function<LiveRoom, Turn> noting(Function<LiveRoom, Turn> turn) {
        return live -> {
            Turn taken = turn.apply(live);
            later(taken.facts());
            return taken;
        };
    }

    /** To be written in their order; returns at once, so it may be called inside a turn. */
    public void later(List<Fact> facts) {
        for (Fact fact : facts) {
            boolean room = !(fact instanceof Fact.Said) || waiting.size() < MOST_WITH_CHAT;
            if (room && waiting.offer(new Entry(fact, null))) {
                arrived.release();
                full = false;
            } else if (!full) {
                full = true;
                LOG.severe("The database has been away for so long that what live rooms decide can no longer be kept for it");
            }
        }
    }

    /** Returns when they are written, and everything that was decided before them. */
    public void store(List<Fact> facts) {
        later(facts);
        settle();
    }

    /** Returns when everything that was decided so far is written. */
    public void settle() {
        CountDownLatch written = new CountDownLatch(1);
        try {
            if (waiting.offer(new Entry(null, written))) {
                arrived.release();
                if (written.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw Problem.unavailable("database_unavailable", "This is done, but it will be remembered only when the database can be reached again.", null);
    }

    /** What was decided in this room and is not written yet. Ask for it before the database: what is not here any more is there. */
    public List<Fact> pending(String roomId) {
        List<Fact> pending = new ArrayList<>(0);
        for (Entry entry : waiting) {
            if (entry.fact() != null && entry.fact().roomId().equals(roomId)) {
                pending.add(entry.fact());
            }
        }
        return pending;
    }

    /** Of a room or a person that is no longer there nothing is written any more. */
    void forget(Predicate<Fact> which) {
        synchronized (writing) {
            waiting.removeIf(entry -> entry.fact() != null && which.test(entry.fact()));
        }
    }

    /** Until the server stops. */
    void write() {
        Duration pause = Duration.ZERO;
        try {
            while (!stopped) {
                arrived.acquire();
                pause = writeAll(pause);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything that waits; answers how long the pause before the next try was, which is nothing unless the database is away. */
    private Duration writeAll(Duration before) throws InterruptedException {
        Duration pause = before;
        while (!stopped) {
            try {
                if (!writeSome()) {
                    return Duration.ZERO;
                }
                pause = Duration.ZERO;
            } catch (MongoException away) {
                if (pause.isZero()) {
                    LOG.log(Level.WARNING, () -> "The database cannot be reached, what live rooms decide is kept for it: " + away.getMessage());
                }
                pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                Thread.sleep(pause);
            }
        }
        return pause;
    }

    /** Writes the first entry, with the chat behind it if it is chat; whether there was one. Throws when it is worth trying again. */
    private boolean writeSome() {
        synchronized (writing) {
            List<Entry> some = new ArrayList<>();
            for (Entry entry : waiting) {
                boolean together = some.isEmpty() || (entry.fact() instanceof Fact.Said && some.getLast().fact() instanceof Fact.Said);
                if (!together || some.size() == AT_ONCE) {
                    break;
                }
                some.add(entry);
            }
            if (some.isEmpty()) {
                return false;
            }
            try {
                write(some);
            } catch (MongoException failed) {
                if (isAway(failed)) {
                    throw failed;
                }
                LOG.log(Level.SEVERE, failed, () -> "What a live room decided cannot be stored");
            }
            some.forEach(_ -> waiting.poll());
            return true;
        }
    }

    private void write(List<Entry> some) {
        Entry first = some.getFirst();
        if (first.written() != null) {
            first.written().countDown();
        } else if (first.fact() instanceof Fact.Said) {
            writeSaid(some.stream().map(entry -> (Fact.Said) entry.fact()).toList());
        } else if (first.fact() != null && !rooms.stillThere(List.of(first.fact().roomId())).isEmpty()) {
            write(first.fact());
        }
    }

    private void writeSaid(List<Fact.Said> said) {
        Set<String> there = rooms.stillThere(said.stream().map(Fact.Said::roomId).distinct().toList());
        List<Fact.Said> kept = said.stream().filter(one -> there.contains(one.roomId())).toList();
        if (!kept.isEmpty()) {
            messages.keep(kept);
        }
    }

    private void write(Fact fact) {
        switch (fact) {
            case Fact.Said said -> messages.keep(List.of(said));
            case Fact.RoleGiven given -> {
                if (accounts.byId(given.userId()).isPresent()) {
                    standings.giveRole(given.roomId(), given.userId(), given.role());
                }
                if (!given.role().moderates()) {
                    invites.revokeAllBy(given.roomId(), given.userId());
                }
            }
            case Fact.Banned banned -> {
                if (accounts.byId(banned.userId()).isPresent()) {
                    standings.ban(banned.roomId(), banned.userId(), banned.by(), banned.at());
                }
                invites.revokeAllBy(banned.roomId(), banned.userId());
            }
            case Fact.Unbanned unbanned -> standings.unban(unbanned.roomId(), unbanned.userId());
            case Fact.Locked locked -> rooms.lock(locked.roomId(), locked.locked());
        }
    }

    private static boolean isAway(MongoException failed) {
        return failed instanceof MongoTimeoutException || failed instanceof MongoOperationTimeoutException || failed instanceof MongoSocketException
                || failed instanceof MongoNotPrimaryException || failed instanceof MongoNodeIsRecoveringException;
    }

    /** One thread at a time: the next one is planned when this has ended. */
    private void count() {
        try {
            if (!emptied) {
                rooms.empty();
                emptied = true;
            }
            toCount.addAll(liveRooms.changed());
            for (String roomId : List.copyOf(toCount)) {
                rooms.count(liveRooms.count(roomId));
                toCount.remove(roomId);
            }
        } catch (MongoException away) {
            LOG.log(Level.FINE, away, () -> "The rooms are counted when the database is back");
        }
    }
}
