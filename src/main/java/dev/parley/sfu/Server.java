package dev.parley.sfu;

import dev.parley.problem.Repeats;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One media server and the one connection to it. The connection proves that it works by an answer to a ping every second. When it is cut, there is
 * a moment in which it may come back before the rooms are told: the sessions are claimed then, and the sound has never stopped.
 */
final class Server {
    private static final Logger LOG = Logger.getLogger(Server.class.getName());
    private static final long PATIENCE = Duration.ofMillis(1_500).toNanos();
    private static final long PING_EVERY = Duration.ofSeconds(1).toNanos();
    private static final long DIAL_TAKES = Duration.ofSeconds(2).toNanos();
    private static final int MOST_DIALS = 3;
    private static final long SHORTEST = Duration.ofMillis(200).toNanos();
    private static final int MOST_DOUBLINGS = 5;

    private enum State { NEW, UP, CUT, DOWN }

    private final URI address;
    private final Optional<String> secret;
    private final Link.Dialler dialler;
    private final Executor threads;
    private final LongSupplier clock;
    private final Repeats repeats = new Repeats(LOG);
    private final Requests requests = new Requests();
    private final Map<Long, Carried> rooms = new HashMap<>();
    private State state = State.NEW;
    private @Nullable Ears ears;
    private long since;
    private long nextTry;
    private long pinged;
    private long dialled;
    private int dialling;
    private int failures;
    private boolean closed;
    /** Called when the server can be used, on any thread. */
    private volatile Runnable onUp = () -> {};

    Server(URI address, Optional<String> secret, Link.Dialler dialler, Executor threads, LongSupplier clock) {
        this.address = address;
        this.secret = secret;
        this.dialler = dialler;
        this.threads = threads;
        this.clock = clock;
        this.since = clock.getAsLong();
        this.nextTry = since;
    }

    /** The same on every node that has this server in its settings. */
    String name() {
        return address.toString();
    }

    void onUp(Runnable action) {
        onUp = action;
    }

    synchronized boolean isUp() {
        return state == State.UP;
    }

    /** Down, and not only for the moment that a new connection takes. */
    synchronized boolean isDown() {
        return state == State.DOWN;
    }

    /** From now on this room hears what happens in this session, and what becomes of the server. */
    synchronized void add(long session, Carried room) {
        rooms.put(session, room);
    }

    synchronized void remove(long session, Carried room) {
        rooms.remove(session, room);
    }

    CompletableFuture<JsonObject> ask(JsonObjectBuilder message) {
        return ask(message, false);
    }

    /** For requests that Janus only acknowledges. */
    CompletableFuture<JsonObject> tell(JsonObjectBuilder message) {
        return ask(message, true);
    }

    private CompletableFuture<JsonObject> ask(JsonObjectBuilder message, boolean acknowledged) {
        Link to;
        synchronized (this) {
            to = ears == null ? null : ears.link;
        }
        if (to == null) {
            return CompletableFuture.failedFuture(Requests.unavailable());
        }
        secret.ifPresent(known -> message.add("apisecret", known));
        CompletableFuture<JsonObject> answer = requests.begin(message, clock.getAsLong(), acknowledged);
        if (!answer.isDone()) {
            to.send(message.build().toString());
        }
        return answer;
    }

    /** Called a few times a second. Never waits. */
    void tick() {
        long now = clock.getAsLong();
        requests.failLate(now);
        Ears asked;
        boolean known;
        synchronized (this) {
            asked = ears != null && now - pinged >= PING_EVERY ? ears : null;
            known = state == State.UP;
            pinged = asked == null ? pinged : now;
        }
        if (asked != null) {
            Ears which = asked;
            var _ = (known ? ask(Words.message("ping")) : introduce()).whenComplete((_, failed) -> {
                if (failed == null) {
                    proven(which);
                } else {
                    hangs(which, failed);
                }
            });
        }
        if (isOverdue(now)) {
            judgedDown("it could not be reached again");
        }
        dialIfDue(now);
    }

    /** A session that is closed at once: other than a ping, it proves that the secret is right. */
    private CompletableFuture<?> introduce() {
        return ask(Words.message("create")).thenApply(made -> ask(Words.message("destroy", Stay.id(made))).isDone());
    }

    private synchronized boolean isOverdue(long now) {
        return (state == State.CUT || state == State.NEW) && now - since >= PATIENCE;
    }

    private void dialIfDue(long now) {
        Ears fresh;
        synchronized (this) {
            if (closed || ears != null || now - nextTry < 0 || dialling >= MOST_DIALS || (dialling > 0 && now - dialled < DIAL_TAKES)) {
                return;
            }
            dialling++;
            dialled = now;
            failures = Math.min(failures + 1, MOST_DOUBLINGS);
            nextTry = now + ThreadLocalRandom.current().nextLong(SHORTEST / 2, SHORTEST << (failures - 1));
            fresh = new Ears();
        }
        threads.execute(() -> dial(fresh));
    }

    /** May hang as long as the other side likes, so it has a thread of its own, and others may try meanwhile. */
    private void dial(Ears fresh) {
        Link made = null;
        boolean nobody = false;
        try {
            made = dialler.dial(address, fresh);
        } catch (IOException | RuntimeException refused) {
            nobody = isNobodyThere(refused);
            repeats.log(Level.WARNING, "refused", refused, () -> "The media server " + address + " cannot be reached");
        }
        boolean used;
        synchronized (this) {
            dialling--;
            used = made != null && !closed && ears == null && !fresh.over;
            if (used) {
                fresh.link = made;
                ears = fresh;
                pinged = clock.getAsLong() - PING_EVERY;
            }
        }
        if (used) {
            tick();
        } else if (made != null) {
            made.close();
        } else if (nobody) {
            // The process is gone, and with it all that it had. There is no reason to be patient.
            judgedDown("nobody listens there");
        }
    }

    private static boolean isNobodyThere(Throwable failed) {
        return failed instanceof ConnectException || (failed.getCause() != null && isNobodyThere(failed.getCause()));
    }

    /** It has answered. A connection that is made proves nothing, because the system makes it even for a process that is stopped. */
    private void proven(Ears by) {
        State before;
        List<Carried> back;
        synchronized (this) {
            if (by != ears) {
                return;
            }
            before = state;
            state = State.UP;
            failures = 0;
            back = before == State.CUT ? List.copyOf(rooms.values()) : List.of();
        }
        if (before != State.UP) {
            LOG.log(Level.INFO, () -> "The media server " + address + " is up");
            back.forEach(Carried::reconnected);
            onUp.run();
        }
    }

    private void hangs(Ears which, Throwable failed) {
        synchronized (this) {
            if (which != ears) {
                return;
            }
        }
        if (Stay.code(failed) == Words.UNAUTHORISED) {
            repeats.log(Level.SEVERE, "secret", null, () -> "The media server " + address + " refuses JANUS_SECRET: it must be its api_secret");
        }
        judgedDown("it does not answer");
        end(which);
    }

    private void end(Ears which) {
        Link link = which.link;
        which.closed();
        if (link != null) {
            link.close();
        }
    }

    private void judgedDown(String why) {
        List<Carried> lost;
        synchronized (this) {
            if (state == State.DOWN) {
                return;
            }
            state = State.DOWN;
            lost = List.copyOf(rooms.values());
            rooms.clear();
        }
        LOG.log(Level.WARNING, () -> "The media server " + address + " is down: " + why + ". Rooms there: " + lost.size());
        lost.forEach(Carried::lost);
    }

    /** What comes over one connection. */
    private final class Ears implements Link.Ears {
        private @Nullable Link link;
        private boolean over;

        @Override
        public void heard(String text) {
            Words.read(text).ifPresent(Server.this::heard);
        }

        @Override
        public void closed() {
            List<Carried> cut = List.of();
            synchronized (Server.this) {
                over = true;
                if (ears != this) {
                    return;
                }
                ears = null;
                nextTry = clock.getAsLong();
                if (state == State.UP) {
                    state = State.CUT;
                    since = nextTry;
                    cut = List.copyOf(rooms.values());
                } else {
                    nextTry += SHORTEST;
                }
            }
            cut.forEach(Carried::cut);
            requests.failAll();
            dialIfDue(clock.getAsLong());
        }
    }

    private void heard(JsonObject message) {
        String kind = message.getString("janus", "");
        if (requests.isAnswered(kind, message) || kind.equals("ack") || kind.equals("success") || kind.equals("error")) {
            return;
        }
        Carried room;
        synchronized (this) {
            room = rooms.get(Words.number(message, "session_id"));
        }
        if (room != null) {
            room.happened(kind, message);
        }
    }

    /** Forgets the connection and frees nothing, so that another node can go on with what is there. */
    void close() {
        Ears present;
        synchronized (this) {
            closed = true;
            present = ears;
            rooms.clear();
        }
        if (present != null) {
            end(present);
        }
    }

    /** Runs for every room here. */
    void each(Consumer<Carried> action) {
        List<Carried> here;
        synchronized (this) {
            here = List.copyOf(rooms.values());
        }
        here.forEach(action);
    }

    @Override
    public String toString() {
        return name();
    }
}
