package dev.parley.sfu;

import dev.parley.problem.Repeats;
import dev.parley.protocol.Ids;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How one room comes to a media server, stays there and loses it. A room has a session of its own, so that another node can take over this room
 * and no other. Touched in the turns of the room only.
 */
final class Stay {
    private static final Repeats REPEATS = new Repeats(Logger.getLogger(Stay.class.getName()));
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_PUBLISHERS = 1_000;
    /** Janus forgets a session after a minute in which it hears nothing. */
    private static final long COMPARE_EVERY = 10_000_000_000L;
    private static final long COMPARE_AT_MOST_EVERY = 1_000_000_000L;

    private enum Stage { NONE, BEGINNING, READY, CUT }

    private final Carried room;
    private final MediaServers all;
    private Stage stage = Stage.NONE;
    private @Nullable Server server;
    private @Nullable Place place;
    /** What is there has been taken over, if this node was not the first. */
    private boolean adopted;
    /** Another node's place, which was taken over or turned out to be lost. */
    private @Nullable String dealtWith;
    private long lostSession;
    private long compared;

    Stay(Carried room, MediaServers all) {
        this.room = room;
        this.all = all;
    }

    /** A number that nobody guesses, and that a number in JavaScript can hold. */
    static long number() {
        return (RANDOM.nextLong() & ((1L << 52) - 1)) | 1;
    }

    boolean isReady() {
        return stage == Stage.READY && server().isUp() && all.mayAct();
    }

    @Nullable Place placeOrNull() {
        return place;
    }

    Place place() {
        return Objects.requireNonNull(place);
    }

    Server server() {
        return Objects.requireNonNull(server);
    }

    /** A request about the whole room. */
    CompletableFuture<JsonObject> manage(JsonObjectBuilder request) {
        Place here = place();
        return server().ask(Words.message("message", here.session(), here.control()).add("body", request.add("room", here.room()).add("secret", here.secret())));
    }

    CompletableFuture<Long> attach() {
        return attach(server(), place().session());
    }

    static CompletableFuture<Long> attach(Server there, long session) {
        return there.ask(Words.message("attach", session).add("plugin", "janus.plugin.videoroom")).thenApply(Stay::id);
    }

    static long id(JsonObject answer) {
        return Words.number(Objects.requireNonNull(Words.inner(answer, "data")), "id");
    }

    /** Once a second, and whenever the wish has changed. */
    void advance() {
        if (stage == Stage.NONE) {
            begin();
        } else if (isReady() && all.now() - compared >= COMPARE_EVERY) {
            compare();
        }
    }

    private void begin() {
        String given = room.wish().place();
        Place other = given == null || given.equals(dealtWith) ? null : Place.read(given).filter(each -> each.session() != lostSession).orElse(null);
        Server there = other == null ? all.leastLoaded() : all.named(other.server());
        if (other != null && (there == null || there.isDown())) {
            dealtWith = given;
            room.isDown();
            begin();
        } else if (there != null && there.isUp()) {
            stage = Stage.BEGINNING;
            server = there;
            if (other == null) {
                open(there);
            } else {
                dealtWith = given;
                place = other;
                adopted = false;
                claim();
            }
        }
    }

    /** Another node has had the room since this one did, and moved it. What we know of it is no longer true. */
    void movedBy(String given) {
        Place present = place;
        if (present != null && !given.equals(dealtWith) && Place.read(given).filter(each -> each.session() != present.session()).isPresent()) {
            room.forget();
        }
    }

    private void open(Server there) {
        var _ = there.ask(Words.message("create")).thenApply(Stay::id).thenCompose(session -> {
            there.add(session, room);
            return attach(there, session).thenCompose(control -> create(there, session, control)).whenCompleteAsync((made, failed) -> {
                if (failed != null || room.isOver() || stage != Stage.BEGINNING) {
                    there.remove(session, room);
                    if (made == null) {
                        var _ = there.ask(Words.message("destroy", session));
                    } else {
                        all.free(made);
                    }
                } else {
                    place = made;
                    adopted = true;
                    ready();
                }
            }, room.turns);
        }).whenCompleteAsync((_, failed) -> {
            if (failed != null && place == null) {
                stage = Stage.NONE;
                REPEATS.log(Level.WARNING, there.name(), failed, () -> "The media server " + there.name() + " did not take a room. It is tried again every second");
            }
        }, room.turns);
    }

    private static CompletableFuture<Place> create(Server there, long session, long control) {
        Place made = Place.empty(there.name(), session, control, number(), Ids.fresh(), Ids.fresh());
        return there.ask(Words.message("message", session, control).add("body", Words.request("create").add("room", made.room()).add("secret", made.secret())
                .add("pin", made.pin()).add("is_private", true).add("permanent", false).add("publishers", MOST_PUBLISHERS).add("audiocodec", "opus")
                .add("opus_fec", true).add("notify_joining", false).add("audiolevel_event", false))).thenApply(_ -> made);
    }

    private void ready() {
        stage = Stage.READY;
        compared = all.now();
        room.isUp();
        room.advance();
    }

    void cut() {
        if (stage != Stage.NONE) {
            stage = Stage.CUT;
        }
    }

    /** The connection is back. */
    void reconnected() {
        if (stage == Stage.CUT && place != null && all.mayAct()) {
            stage = Stage.BEGINNING;
            claim();
        } else if (stage == Stage.CUT) {
            lose();
        }
    }

    /** Takes the session over, from another node or from an older connection of this one. */
    private void claim() {
        Place here = place();
        server().add(here.session(), room);
        var _ = server().ask(Words.message("claim", here.session())).thenComposeAsync(_ -> manage(Words.request("listparticipants")), room.turns)
                .whenCompleteAsync((answer, failed) -> {
                    if (!here.equals(place) || stage != Stage.BEGINNING) {
                        return;
                    }
                    if (failed != null) {
                        lose();
                        return;
                    }
                    boolean fresh = !adopted;
                    if (fresh) {
                        room.legs().adoptSpeakers(here);
                    }
                    stage = Stage.READY;
                    compared = all.now();
                    room.legs().compareWith(Words.data(answer).getJsonArray("participants"));
                    if (fresh) {
                        adopted = true;
                        room.legs().adoptListeners(here);
                        ready();
                    } else {
                        room.advance();
                    }
                }, room.turns);
    }

    /** Somebody may be missing. */
    void compareSoon() {
        if (isReady() && all.now() - compared >= COMPARE_AT_MOST_EVERY) {
            compare();
        }
    }

    /** Asks who is there. This also keeps the session alive. */
    private void compare() {
        compared = all.now();
        Place here = place();
        var _ = manage(Words.request("listparticipants")).whenCompleteAsync((answer, failed) -> {
            if (!here.equals(place)) {
                return;
            }
            int code = code(failed);
            if (failed == null) {
                room.legs().compareWith(Words.data(answer).getJsonArray("participants"));
                room.advance();
            } else if (code == Words.NO_SUCH_SESSION || code == Words.NO_SUCH_HANDLE || code == Words.NO_SUCH_ROOM) {
                lose();
            }
        }, room.turns);
    }

    /** The media server, or what it knew of the room, is lost. */
    void lose() {
        if (stage != Stage.NONE) {
            Place here = place;
            if (here != null) {
                lostSession = here.session();
                if (all.mayAct()) {
                    all.free(here);
                }
            }
            room.forget();
            room.isDown();
            room.advance();
        }
    }

    void forget() {
        if (server != null && place != null) {
            server.remove(place.session(), room);
        }
        stage = Stage.NONE;
        server = null;
        place = null;
    }

    static int code(@Nullable Throwable failed) {
        Throwable cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        return cause instanceof Words.Refused refused ? refused.code : 0;
    }
}
