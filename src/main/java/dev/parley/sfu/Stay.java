package dev.parley.sfu;

import dev.parley.problem.Repeats;
import dev.parley.protocol.Ids;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one room comes to one media server, stays there and loses it. A room has a session of its own there, so that another node can take over this
 * room and no other. Touched in the turns of the room only, but for what its server says.
 */
abstract class Stay {
    private static final Repeats REPEATS = new Repeats(Logger.getLogger(Stay.class.getName()));
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_PUBLISHERS = 1_000;
    /** What a camera in three sizes and a screen need. Janus says so to senders of pictures only, and browsers serve their sound first. */
    private static final int MOST_BITS = 3_500_000;
    /** Janus forgets a session after a minute in which it hears nothing. */
    private static final long COMPARE_EVERY = 10_000_000_000L;
    private static final long COMPARE_AT_MOST_EVERY = 1_000_000_000L;
    private static final long SAY_AGAIN = Words.Requests.PATIENCE.toNanos();

    private enum Stage { NONE, BEGINNING, READY, CUT }

    final Carried room;
    final MediaServers all;
    private Stage stage = Stage.NONE;
    private @Nullable Server server;
    private @Nullable Place place;
    /** What is there has been taken over, if this node was not the first. */
    private boolean adopted;
    private long compared;
    /** Handles that are no longer wanted, and when to say so again. They stay here until the media server has confirmed that they are gone. */
    private final Map<Long, Long> unwanted = new LinkedHashMap<>();
    private final AtomicInteger listeners = new AtomicInteger();

    Stay(Carried room, MediaServers all) {
        this.room = room;
        this.all = all;
    }

    /** The session is this node's now, and nothing has been compared yet. */
    void isClaimed() {}

    /** It can be used from now on. */
    abstract void came();

    /** The media server has not taken it. */
    abstract void didNotCome();

    /** The media server, or what it knew of the room, is lost. */
    abstract void lose();

    abstract void compareWith(JsonArray participants);

    /** Whether this counts as a room of its server. */
    abstract boolean isHome();

    /** What this one has on, as the media server knows it. */
    abstract Stream<Flow> flowsOf(Speaking speaker);

    /** A number that nobody guesses, and that a number in JavaScript can hold. */
    static long number() {
        return (RANDOM.nextLong() & ((1L << 52) - 1)) | 1;
    }

    static long id(JsonObject answer) {
        return Words.number(Objects.requireNonNull(Words.inner(answer, "data")), "id");
    }

    static int code(@Nullable Throwable failed) {
        Throwable cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        return cause instanceof Words.Refused refused ? refused.code : 0;
    }

    boolean isNowhere() {
        return stage == Stage.NONE;
    }

    boolean isReady() {
        return stage == Stage.READY && server().isUp() && all.mayAct();
    }

    boolean isAdopted() {
        return adopted;
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

    // What its server says, on any thread.

    void happened(String kind, JsonObject message) {
        room.turns.execute(() -> {
            if (kind.equals("timeout")) {
                lose();
            } else if (room.legs().hear(this, kind, message)) {
                room.advance();
            }
        });
    }

    void isLost() {
        room.turns.execute(this::lose);
    }

    void isCut() {
        room.turns.execute(() -> stage = stage == Stage.NONE ? Stage.NONE : Stage.CUT);
    }

    /** The connection is back. */
    void isBack() {
        room.turns.execute(() -> {
            if (stage == Stage.CUT && place != null && all.mayAct()) {
                stage = Stage.BEGINNING;
                claim();
            } else if (stage == Stage.CUT) {
                lose();
            }
        });
    }

    /** How many listen here. */
    int listeners() {
        return listeners.get();
    }

    void listenerCame() {
        listeners.incrementAndGet();
    }

    void listenerLeft() {
        listeners.decrementAndGet();
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

    /** Once a second, and whenever the wish has changed. */
    void advance() {
        if (isReady() && all.now() - compared >= COMPARE_EVERY) {
            compare();
        }
    }

    void open(Server there) {
        stage = Stage.BEGINNING;
        server = there;
        var _ = there.ask(Words.message("create")).thenApply(Stay::id).thenCompose(session -> {
            there.add(session, this);
            return attach(there, session).thenCompose(control -> create(there, session, control)).whenCompleteAsync((made, failed) -> {
                if (failed != null || room.isOver() || stage != Stage.BEGINNING) {
                    there.remove(session, this);
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
            if (failed != null && place == null && stage != Stage.NONE) {
                stage = Stage.NONE;
                REPEATS.log(Level.WARNING, there.name(), failed, () -> "The media server " + there.name() + " did not take a room. It is tried again");
                didNotCome();
            }
        }, room.turns);
    }

    private CompletableFuture<Place> create(Server there, long session, long control) {
        Place made = Place.empty(there.name(), session, control, number(), Ids.fresh(), Ids.fresh());
        return there.ask(Words.message("message", session, control).add("body", Words.request("create").add("room", made.room()).add("secret", made.secret())
                .add("pin", made.pin()).add("is_private", true).add("permanent", false).add("publishers", MOST_PUBLISHERS).add("audiocodec", "opus")
                .add("videocodec", "vp8").add("bitrate", MOST_BITS)
                .add("opus_fec", true).add("notify_joining", false).add("audiolevel_event", false))).<Place>thenApply(_ -> made).exceptionallyCompose(failed -> {
                    // It may be there all the same.
                    all.free(made);
                    return CompletableFuture.failedFuture(failed);
                });
    }

    /** Goes on with what another node has left. */
    void takeOver(Server there, Place left) {
        stage = Stage.BEGINNING;
        server = there;
        place = left;
        adopted = false;
        claim();
    }

    /** Takes the session over, from another node or from an older connection of this one. */
    private void claim() {
        Place here = place();
        server().add(here.session(), this);
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
                        isClaimed();
                    }
                    stage = Stage.READY;
                    compared = all.now();
                    compareWith(Words.participants(answer));
                    if (fresh) {
                        adopted = true;
                        ready();
                    } else {
                        room.advance();
                    }
                }, room.turns);
    }

    private void ready() {
        stage = Stage.READY;
        compared = all.now();
        came();
        room.advance();
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
                compareWith(Words.participants(answer));
                room.advance();
            } else if (code == Words.NO_SUCH_SESSION || code == Words.NO_SUCH_HANDLE || code == Words.NO_SUCH_ROOM) {
                lose();
            }
        }, room.turns);
    }

    /** Lets go of a handle for good. */
    void gone(long handle) {
        if (handle != 0) {
            unwanted.put(handle, room.now());
        }
        room.changed();
    }

    /** Says so again and again until the media server has confirmed it. */
    void detach() {
        if (isReady()) {
            List<Long> due = unwanted.entrySet().stream().filter(each -> room.now() - each.getValue() >= 0).map(Map.Entry::getKey).toList();
            for (long handle : due) {
                unwanted.put(handle, room.now() + SAY_AGAIN);
                var _ = server().ask(Words.message("detach", place().session(), handle)).whenCompleteAsync((_, failed) -> {
                    if (failed == null || code(failed) == Words.NO_SUCH_HANDLE) {
                        unwanted.remove(handle);
                    }
                }, room.turns);
            }
        }
    }

    /** Nothing is there any more, or it is not ours any more. */
    void forget() {
        if (server != null && place != null) {
            server.remove(place.session(), this);
        }
        stage = Stage.NONE;
        server = null;
        place = null;
        unwanted.clear();
    }
}
