package dev.parley.lobby;

import com.mongodb.client.MongoDatabase;
import dev.parley.account.Account;
import dev.parley.chat.Messages;
import dev.parley.chat.Reactions;
import dev.parley.live.Fact;
import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Memory;
import dev.parley.member.Invites;
import dev.parley.member.Standings;
import dev.parley.problem.Problem;
import dev.parley.problem.Problems;
import dev.parley.problem.Repeats;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Decisions;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import dev.parley.schedule.Attendances;
import dev.parley.entity.Related;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stores what live rooms decide, in the order in which it was decided. Callers can ask for what is not written yet, so that nobody is let in
 * because the database is a little behind.
 */
@Singleton
public class Ledger implements Memory {
    private static final Logger LOG = Logger.getLogger(Ledger.class.getName());
    private static final int MOST = 10_000;
    /** When so many wait, no new decisions are begun, so that those under way still find room. */
    private static final int MOST_WITH_DECISIONS = 9_500;
    /** When so many wait, no more chat is taken. */
    private static final int MOST_WITH_CHAT = 9_000;
    private static final int AT_ONCE = 200;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    @Inject
    MongoDatabase database;

    @Inject
    LiveRooms liveRooms;

    @Inject
    Rooms rooms;

    @Inject
    Standings standings;

    @Inject
    Attendances attendances;

    @Inject
    Messages messages;

    @Inject
    Reactions reactions;

    @Inject
    Invites invites;

    @Inject
    Handover handover;

    @Inject
    Decisions decisions;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    /** In order. An entry leaves the queue only when it is written. */
    private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>(MOST);
    private final Semaphore arrived = new Semaphore(0);
    private final Object writing = new Object();
    private final Repeats repeats = new Repeats(LOG);
    /** Facts that were written and may be about a room or a person that was gone already. */
    private final List<Fact> written = new ArrayList<>();
    /** How many are written one by one, because one of them could not be stored and must not hold up the others. */
    private int apart;
    private volatile boolean stopped;

    /** A fact. Without one, the entry only marks that somebody waits for everything before it. */
    private record Entry(@Nullable Fact fact, CompletableFuture<Void> stored) {}

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        liveRooms.rememberIn(this);
        background.execute(this::write);
    }

    /** Writes what is left, once, without waiting for a database that does not answer. */
    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stop) {
        stopped = true;
        arrived.release();
        try {
            while (writeSome()) {
                LOG.finest("More to write before the stop");
            }
        } catch (RuntimeException away) {
            LOG.log(Level.SEVERE, away, () -> waiting.size() + " decisions of live rooms could not be stored before the stop");
        }
    }

    /** Called before a turn that has something to store. Refuses when there is no room for it. */
    public void requireRoom(boolean onlyChat) {
        if (waiting.size() >= (onlyChat ? MOST_WITH_CHAT : MOST_WITH_DECISIONS)) {
            throw full();
        }
    }

    /** Queues these facts to be written in this order. Returns at once. */
    @Override
    public CompletableFuture<Void> keep(List<Fact> facts) {
        List<CompletableFuture<Void>> all = facts.stream().map(this::later).toList();
        return all.size() == 1 ? all.getFirst() : CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> later(@Nullable Fact fact) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        if (waiting.offer(new Entry(fact, stored))) {
            arrived.release();
            if (fact != null && !(fact instanceof Fact.OfChat)) {
                decisions.made(fact.roomId());
            }
        } else {
            repeats.log(Level.SEVERE, "full", null, () -> "The database has not answered for so long that no more decisions of live rooms can wait for it: they are refused");
            stored.completeExceptionally(full());
        }
        return stored;
    }

    private static Problem full() {
        return Problem.unavailable("database_unavailable", "The database has not answered for too long, so this cannot be stored. "
                + "Please try again later.", null);
    }

    /** Returns when these facts, and everything that was decided before them, are written. */
    public void store(List<Fact> facts) {
        settle(keep(facts));
    }

    /** Returns when everything that was decided so far is written. */
    public void settle() {
        settle(later((Fact) null));
    }

    /** Returns when this is stored. Waits no longer than for an operation of the database itself. */
    public void settle(CompletableFuture<Void> stored) {
        try {
            stored.get(database.getTimeout(TimeUnit.MILLISECONDS), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw notYet(stopping);
        } catch (TimeoutException late) {
            throw notYet(late);
        } catch (ExecutionException failed) {
            throw problem(failed.getCause());
        }
    }

    private static Problem notYet(Exception why) {
        return Problem.unavailable("database_unavailable", "This is done, but it cannot be stored until the database can be reached again.", why);
    }

    /** What a caller who waits for it is told. */
    public static Problem problem(@Nullable Throwable failed) {
        return failed instanceof Problem problem ? problem
                : new Problem("internal_error", 500, "This is done, but it could not be stored. Please tell your administrator.");
    }

    /** What was decided in this room and is not written yet. Ask for this before you read the database: what has left this queue by then is there. */
    public List<Fact> pending(RoomId roomId) {
        List<Fact> pending = new ArrayList<>(0);
        for (Entry entry : waiting) {
            if (entry.fact() != null && entry.fact().roomId().equals(roomId)) {
                pending.add(entry.fact());
            }
        }
        return pending;
    }

    /** Drops what waits to be written about a room or a person that no longer exists. */
    void forget(Predicate<Fact> which) {
        synchronized (writing) {
            List<Entry> gone = waiting.stream().filter(entry -> entry.fact() != null && which.test(entry.fact())).toList();
            waiting.removeAll(gone);
            gone.forEach(entry -> entry.stored().complete(null));
        }
    }

    @Override
    public void forget() {
        List<Entry> refused = new ArrayList<>();
        synchronized (writing) {
            waiting.drainTo(refused);
        }
        Problem gone = Problem.unavailable("unavailable", "Another server has gone on with this room, and this was not stored. Please try again.", null);
        refused.forEach(entry -> entry.stored().completeExceptionally(gone));
    }

    /** Writes until the server stops. */
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

    /** Writes everything that waits. Returns the last pause between two tries, which is zero unless the database is away. */
    private Duration writeAll(Duration before) throws InterruptedException {
        Duration pause = before;
        while (!stopped) {
            try {
                if (!writeSome()) {
                    return Duration.ZERO;
                }
                pause = Duration.ZERO;
            } catch (RuntimeException away) {
                repeats.log(Level.WARNING, "away", null, () -> "The database cannot be reached; decisions of live rooms wait in memory: " + away.getMessage());
                pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                Thread.sleep(pause);
            }
        }
        return pause;
    }

    /** Writes the first entry, and if it is chat, the chat behind it too. Returns whether there was one. Throws when it is worth trying again. */
    private boolean writeSome() {
        synchronized (writing) {
            if (!written.isEmpty()) {
                tidyUp();
            }
            List<Entry> some = first();
            if (some.isEmpty()) {
                return false;
            }
            if (!liveRooms.mayStore()) {
                throw Problem.unavailable("unavailable", "This node has no lease at the moment.", null);
            }
            Problem unable = null;
            try {
                write(some);
            } catch (RuntimeException failed) {
                if (Problems.isPassing(failed)) {
                    throw failed;
                }
                if (some.size() > 1) {
                    apart = some.size();
                    return true;
                }
                if (!(failed instanceof Problem)) {
                    repeats.log(Level.SEVERE, failed.getClass().getName(), failed, () -> "Dropped, because it cannot be stored: " + kind(some.getFirst()));
                }
                unable = problem(failed);
            }
            for (Entry entry : some) {
                waiting.poll();
                if (entry.fact() instanceof Fact.Chatted || (entry.fact() != null && about(entry.fact()).isPresent())) {
                    written.add(entry.fact());
                }
                if (unable == null) {
                    entry.stored().complete(null);
                } else {
                    entry.stored().completeExceptionally(unable);
                }
            }
            return true;
        }
    }

    /** For the log, which must not contain what people wrote. */
    private static String kind(Entry entry) {
        return entry.fact() == null ? "nothing" : entry.fact().getClass().getSimpleName() + " in room " + entry.fact().roomId();
    }

    private List<Entry> first() {
        int most = apart > 0 ? 1 : AT_ONCE;
        apart = Math.max(0, apart - 1);
        List<Entry> some = new ArrayList<>();
        for (Entry entry : waiting) {
            boolean together = some.isEmpty() || (entry.fact() instanceof Fact.Chatted && some.getLast().fact() instanceof Fact.Chatted);
            if (!together || some.size() == most) {
                break;
            }
            some.add(entry);
        }
        return some;
    }

    private void write(List<Entry> some) {
        Fact first = some.getFirst().fact();
        if (first instanceof Fact.Chatted) {
            messages.keep(some.stream().map(entry -> (Fact.Chatted) entry.fact()).toList());
        } else if (first != null) {
            write(first);
        }
    }

    /**
     * Deletes what was written about a room or a person that was deleted in the meantime. This is checked after writing: a deletion that comes
     * later finds what was written and deletes it itself, and no answer has to wait for the check.
     */
    private void tidyUp() {
        try {
            if (written.getFirst() instanceof Fact.Chatted) {
                Set<RoomId> gone = rooms.gone(written.stream().map(Fact::roomId).toList());
                messages.forget(written.stream().filter(fact -> gone.contains(fact.roomId())).map(fact -> ((Fact.Chatted) fact).id()).toList());
            } else {
                tidyUp(written.getFirst().roomId(), about(written.getFirst()).orElseThrow());
            }
        } catch (RuntimeException failed) {
            if (Problems.isPassing(failed)) {
                throw failed;
            }
            repeats.log(Level.SEVERE, "tidy", failed, () -> "Parley could not check whether the room or the person that something was stored about still exists");
        }
        written.clear();
    }

    private void tidyUp(RoomId roomId, UserId userId) {
        Optional<Related> room = rooms.with(roomId, List.of(new Related.With(Account.class, List.of(userId), null)));
        // A host has no standing. They may have become it while something was decided about them.
        if (room.isEmpty() || room.get().all(Account.class).isEmpty() || room.get().as(Room.class).isHost(userId)) {
            standings.forget(roomId, userId);
        }
    }

    /** The person whose standing a fact creates. */
    private static Optional<UserId> about(Fact fact) {
        return switch (fact) {
            case Fact.RoleGiven given -> Optional.of(given.userId());
            case Fact.Banned banned -> Optional.of(banned.userId());
            case Fact.HostChanged changed -> Optional.of(changed.from());
            case Fact.OfChat _, Fact.Unbanned _, Fact.Left _, Fact.Locked _ -> Optional.empty();
        };
    }

    private void write(Fact fact) {
        switch (fact) {
            case Fact.Chatted said -> messages.keep(List.of(said));
            case Fact.ChatReacted reacted -> reactions.keep(reacted);
            case Fact.ChatDeleted deleted -> messages.delete(deleted.roomId(), deleted.id());
            case Fact.RoleGiven given -> {
                standings.giveRole(given.roomId(), given.userId(), given.role(), given.at());
                if (!given.role().moderates()) {
                    invites.revokeAllBy(given.roomId(), given.userId());
                }
            }
            case Fact.Banned banned -> {
                standings.ban(banned.roomId(), banned.userId(), banned.by(), banned.at());
                invites.partWith(banned.roomId(), banned.userId());
                attendances.forget(banned.roomId(), banned.userId());
            }
            case Fact.Left left -> {
                // In this order, so that an invitation they have used cannot make them a member again in between.
                invites.partWith(left.roomId(), left.userId());
                standings.leave(left.roomId(), left.userId());
            }
            case Fact.HostChanged changed -> handover.store(changed);
            case Fact.Unbanned unbanned -> standings.unban(unbanned.roomId(), unbanned.userId());
            case Fact.Locked locked -> rooms.lock(locked.roomId(), locked.locked());
        }
    }
}
