package dev.parley.sfu;

import dev.parley.problem.Repeats;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
    /** When a tick is later than this, our own process stood still for the rest of the time, and the media server is not to blame for it. */
    private static final long HELD_UP = Duration.ofMillis(500).toNanos();

    private enum State { NEW, UP, CUT, DOWN }

    private final URI address;
    private final Optional<String> secret;
    private final Link.Dialler dialler;
    private final Executor threads;
    private final LongSupplier clock;
    private final Runnable onUp;
    private final Repeats repeats = new Repeats(LOG);
    private final Link.Tries tries;
    private final Map<Long, Stay> stays = new HashMap<>();
    private State state = State.NEW;
    private @Nullable Ears ears;
    private long since;
    private long pinged;
    private long ticked;
    private boolean closed;

    /** @param onUp called when the server can be used, on any thread */
    Server(URI address, Optional<String> secret, Link.Dialler dialler, Executor threads, LongSupplier clock, Runnable onUp) {
        this.address = address;
        this.secret = secret;
        this.dialler = dialler;
        this.threads = threads;
        this.clock = clock;
        this.onUp = onUp;
        this.since = clock.getAsLong();
        this.ticked = since;
        this.tries = new Link.Tries(since);
    }

    /** The same on every node that has this server in its settings. */
    String name() {
        return address.toString();
    }

    /** Where other media servers reach it, too. */
    String host() {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** How many listen here, in all rooms. */
    synchronized int listeners() {
        return stays.values().stream().mapToInt(Stay::listeners).sum();
    }

    synchronized boolean isUp() {
        return state == State.UP;
    }

    /** Down, and not only for the moment that a new connection takes. */
    synchronized boolean isDown() {
        return state == State.DOWN;
    }

    /** From now on this one hears what happens in this session, and what becomes of the server. */
    synchronized void add(long session, Stay stay) {
        stays.put(session, stay);
    }

    synchronized void remove(long session, Stay stay) {
        stays.remove(session, stay);
    }

    CompletableFuture<JsonObject> ask(JsonObjectBuilder message) {
        return ask(message, false);
    }

    /** For requests that Janus only acknowledges. */
    CompletableFuture<JsonObject> tell(JsonObjectBuilder message) {
        return ask(message, true);
    }

    private CompletableFuture<JsonObject> ask(JsonObjectBuilder message, boolean acknowledged) {
        Ears open;
        Link link;
        synchronized (this) {
            open = ears;
            link = open == null ? null : open.link;
        }
        if (open == null || link == null) {
            return CompletableFuture.failedFuture(Words.Requests.unavailable());
        }
        secret.ifPresent(known -> message.add("apisecret", known));
        CompletableFuture<JsonObject> answer = open.requests.begin(message, clock.getAsLong(), acknowledged);
        if (!answer.isDone()) {
            link.send(message.build().toString());
        }
        return answer;
    }

    /** Called a few times a second. Never waits. */
    void tick() {
        long now = clock.getAsLong();
        Ears which;
        boolean due;
        boolean known;
        boolean overdue;
        long heldUp;
        synchronized (this) {
            which = ears;
            heldUp = Math.max(0, now - ticked - HELD_UP);
            ticked = now;
            since += heldUp;
            // A connection that is made has two seconds of its own to prove itself.
            overdue = (state == State.CUT || state == State.NEW) && ears == null && now - since >= PATIENCE;
            known = state == State.UP;
            due = now - pinged >= PING_EVERY;
            pinged = due ? now : pinged;
        }
        if (which != null) {
            which.requests.failLate(now, heldUp);
        }
        if (which != null && due) {
            var _ = (known ? ask(Words.message("ping")) : introduce()).whenComplete((_, failed) -> {
                if (failed == null) {
                    proven(which);
                } else {
                    hangs(which, failed);
                }
            });
        }
        if (overdue) {
            judgedDown("it could not be reached again", null);
        }
        dialIfDue(now);
    }

    /** A session that is closed at once: other than a ping, it proves that the secret is right. */
    private CompletableFuture<?> introduce() {
        return ask(Words.message("create")).thenApply(made -> ask(Words.message("destroy", Stay.id(made))).isDone());
    }

    private void dialIfDue(long now) {
        Ears fresh;
        synchronized (this) {
            if (closed || ears != null || !tries.begins(now)) {
                return;
            }
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
            nobody = Link.Tries.isNobodyThere(refused);
            repeats.log(Level.WARNING, "refused", null, () -> "The media server " + address + " cannot be reached: " + refused.getMessage());
        }
        boolean used;
        synchronized (this) {
            tries.ended();
            nobody &= ears == null;
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
            judgedDown("nobody listens there", null);
        }
    }

    /** It has answered. A connection that is made proves nothing, because the system makes it even for a process that is stopped. */
    private void proven(Ears by) {
        State before;
        List<Stay> back;
        synchronized (this) {
            if (by != ears) {
                return;
            }
            before = state;
            state = State.UP;
            tries.succeeded();
            back = before == State.CUT ? List.copyOf(stays.values()) : List.of();
        }
        if (before != State.UP) {
            LOG.log(Level.INFO, () -> "The media server " + address + " is up");
            back.forEach(Stay::isBack);
            onUp.run();
        }
    }

    private void hangs(Ears which, Throwable failed) {
        if (Stay.code(failed) == Words.UNAUTHORISED) {
            repeats.log(Level.SEVERE, "secret", null, () -> "The media server " + address + " refuses JANUS_SECRET: it must be its api_secret");
        }
        judgedDown("it does not answer", which);
        which.end();
    }

    /** Unless this is about a connection that has been replaced, or about none while there is one that works. */
    private void judgedDown(String why, @Nullable Ears about) {
        List<Stay> lost;
        synchronized (this) {
            if (state == State.DOWN || (about == null ? state == State.UP : about != ears)) {
                return;
            }
            state = State.DOWN;
            lost = List.copyOf(stays.values());
            stays.clear();
        }
        LOG.log(Level.WARNING, () -> "The media server " + address + " is down: " + why + ". Rooms there: " + lost.size());
        lost.forEach(Stay::isLost);
    }

    /** What comes over one connection. */
    private final class Ears implements Link.Ears {
        private final Words.Requests requests = new Words.Requests();
        private @Nullable Link link;
        private boolean over;

        void end() {
            Link ended = link;
            closed();
            if (ended != null) {
                ended.close();
            }
        }

        @Override
        public void heard(String text) {
            Words.read(text).ifPresent(message -> {
                String kind = message.getString("janus", "");
                if (!requests.isAnswered(kind, message) && !kind.equals("ack") && !kind.equals("success") && !kind.equals("error")) {
                    happened(kind, message);
                }
            });
        }

        @Override
        public void closed() {
            List<Stay> cut = List.of();
            synchronized (Server.this) {
                over = true;
                if (ears != this) {
                    return;
                }
                ears = null;
                long now = clock.getAsLong();
                if (state == State.UP) {
                    state = State.CUT;
                    since = now;
                    cut = List.copyOf(stays.values());
                    tries.soon(now);
                }
            }
            cut.forEach(Stay::isCut);
            requests.failAll();
            dialIfDue(clock.getAsLong());
        }
    }

    private void happened(String kind, JsonObject message) {
        Stay stay;
        synchronized (this) {
            stay = stays.get(Words.number(message, "session_id"));
        }
        if (stay != null) {
            stay.happened(kind, message);
        }
    }

    /** Forgets the connection and frees nothing, so that another node can go on with what is there. */
    void close() {
        Ears present;
        synchronized (this) {
            closed = true;
            present = ears;
            stays.clear();
        }
        if (present != null) {
            present.end();
        }
    }

    /** Runs for everything that rooms have here. */
    void each(Consumer<Stay> action) {
        List<Stay> here;
        synchronized (this) {
            here = List.copyOf(stays.values());
        }
        here.forEach(action);
    }
}
