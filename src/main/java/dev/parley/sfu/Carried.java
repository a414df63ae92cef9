package dev.parley.sfu;

import dev.parley.problem.Problem;
import dev.parley.problem.Repeats;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.live.Forwarding.Voice;
import dev.parley.live.Forwarding.Wish;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One room on a media server. Whatever happens, it compares what is wished for with what is there, and does what is missing. All of it is touched
 * in the turns of this room only; the first methods bring what comes from elsewhere into a turn.
 */
final class Carried {
    /** How long somebody waits for a room that is about to come to a media server. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);
    private static final int MOST_EARLY = 1_000;

    final Turns turns;
    private final MediaServers all;
    private final RoomId id;
    private final Home home;
    private final Branches branches;
    private final Legs legs;
    /** When the room comes to a media server, and how much waits for that. Only turns touch these. */
    private CompletableFuture<Void> up = new CompletableFuture<>();
    private int early;
    private volatile Wish wish;
    private @Nullable Wish seen;
    private volatile boolean over;
    /** What another node would have to know may have changed. */
    private volatile boolean changed;
    private String told = "";

    Carried(MediaServers all, Turns turns, Wish wish) {
        this.all = all;
        this.turns = turns;
        this.wish = wish;
        this.id = wish.room();
        this.home = new Home(this, all);
        this.branches = new Branches(this, all);
        this.legs = new Legs(this);
    }

    void wants(Wish next) {
        if (next.epoch() >= wish.epoch()) {
            wish = next;
            turns.execute(this::advance);
        }
    }

    void tick() {
        turns.execute(this::advance);
    }

    /** Says where the room is if that has changed. Called often, and costs nothing when it has not. */
    void tellPlace() {
        if (changed) {
            changed = false;
            turns.execute(this::sayPlace);
        }
    }

    /** Ends it here, and on the media server too if it is to be freed. */
    void end(boolean freed) {
        over = true;
        turns.execute(() -> {
            boolean free = freed && all.mayAct();
            Place here = home.placeOrNull();
            branches.end(free);
            forget();
            if (here != null && free) {
                all.free(here);
            }
        });
    }

    /** Does something for a peer in a turn of the room, if the room is still of this epoch and can do anything. */
    <T> CompletableFuture<T> take(long epoch, Function<Legs, CompletableFuture<T>> act) {
        turns.refuseIfFull();
        return CompletableFuture.completedFuture(null).thenComposeAsync(_ -> {
            if (epoch != wish.epoch() || over || !all.mayAct()) {
                return CompletableFuture.<T>failedFuture(Refusals.stale());
            }
            catchUp();
            return home.isReady() ? act.apply(legs) : whenReady(epoch, act);
        }, turns);
    }

    /** A room that is about to come to a media server is there in a moment. */
    private <T> CompletableFuture<T> whenReady(long epoch, Function<Legs, CompletableFuture<T>> act) {
        if (early >= MOST_EARLY) {
            return CompletableFuture.failedFuture(Words.Requests.unavailable());
        }
        early++;
        return up.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).handle((_, late) -> late == null).thenComposeAsync(came -> {
            early--;
            boolean can = came && home.isReady() && !over && epoch == wish.epoch();
            return can ? act.apply(legs) : CompletableFuture.<T>failedFuture(Words.Requests.unavailable());
        }, turns);
    }

    // What its parts need.

    Wish wish() {
        return wish;
    }

    Home home() {
        return home;
    }

    Branches branches() {
        return branches;
    }

    Legs legs() {
        return legs;
    }

    long now() {
        return all.now();
    }

    boolean isOver() {
        return over;
    }

    void changed() {
        changed = true;
    }

    /** Tells the owner of the room, with the epoch that it has now. */
    void tell(Told news) {
        long epoch = wish.epoch();
        all.tellAll(listener -> news.to(listener, id, epoch));
    }

    /** Something that the owner is told. */
    interface Told {
        void to(MediaServers.Listener listener, RoomId room, long epoch);
    }

    void isUp() {
        up.complete(null);
        up = new CompletableFuture<>();
        sayPlace();
        tell(MediaServers.Listener::up);
    }

    void isDown() {
        tell(MediaServers.Listener::down);
    }

    private void catchUp() {
        Wish now = wish;
        if (now.equals(seen)) {
            return;
        }
        if (seen != null && now.epoch() > seen.epoch() && now.place() != null) {
            home.movedBy(now.place());
        }
        seen = now;
        Map<PeerId, Voice> seats = new HashMap<>();
        now.voices().forEach(seat -> seats.put(seat.peer(), seat));
        legs.sit(seats);
    }

    void advance() {
        if (!over && all.mayAct()) {
            catchUp();
            home.advance();
            branches.advance();
            legs.advance();
        }
    }

    /** Nothing of it is there any more, or it is not ours any more. */
    void forget() {
        // First, so that nothing is sent for what follows: it may be another node's by now.
        home.forget();
        branches.end(false);
        legs.end();
    }

    private void sayPlace() {
        Place here = home.placeOrNull();
        String text = here == null ? told : describe(here).text();
        if (!text.equals(told)) {
            told = text;
            tell((listener, room, epoch) -> listener.placed(room, epoch, text));
        }
    }

    /** The same place, with all that another node would have to know. */
    private Place describe(Place here) {
        return here.with(legs.speakersBy(Speaking::describe), legs.listenersAt(home), branches.describe());
    }

    /** Runs what concerns one room one after the other, on a thread that is borrowed while there is something to do. */
    static final class Turns implements Executor {
        private static final Logger LOG = Logger.getLogger(Turns.class.getName());
        private static final Repeats REPEATS = new Repeats(LOG);
        private static final int MOST = 2_000;
        private static final int MOST_OF_ALL = 20_000;

        private final Executor threads;
        private final AtomicInteger ofAll;
        private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
        private boolean running;

        Turns(Executor threads, AtomicInteger ofAll) {
            this.threads = threads;
            this.ofAll = ofAll;
        }

        /** Refuses what clients ask for when too much waits already. What we began ourselves always goes on, and is bounded by what we begin. */
        void refuseIfFull() {
            synchronized (waiting) {
                if (waiting.size() >= MOST || ofAll.get() >= MOST_OF_ALL) {
                    throw Problem.unavailable("unavailable", "The media server is too busy at the moment. Please try again in a moment.", null);
                }
            }
        }

        @Override
        public void execute(Runnable task) {
            synchronized (waiting) {
                waiting.add(task);
                ofAll.incrementAndGet();
                if (running) {
                    return;
                }
                running = true;
            }
            threads.execute(this::drain);
        }

        private void drain() {
            for (Runnable task = next(); task != null; task = next()) {
                try {
                    task.run();
                } catch (RuntimeException failed) {
                    REPEATS.log(Level.SEVERE, failed.getClass().getName(), failed, () -> "A turn of a room on a media server failed");
                }
            }
        }

        private @Nullable Runnable next() {
            synchronized (waiting) {
                Runnable next = waiting.poll();
                running = next != null;
                if (next != null) {
                    ofAll.decrementAndGet();
                }
                return next;
            }
        }
    }
}
