package dev.parley.sfu;

import dev.parley.protocol.PeerId;
import dev.parley.protocol.Leg;
import dev.parley.protocol.Track;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one peer hears from the media server: everybody else, over one connection. There is one step at a time: the next one begins when the peer
 * has answered the last offer and the media server has taken the answer.
 */
final class Hearing {
    private static final long ANSWER_TAKES = 10_000_000_000L;
    private static final long AFTER_FAILURE = 1_000_000_000L;
    private static final long AFTER_HANGUP = 5_000_000_000L;

    final PeerId peer;
    private final Carried room;
    /** The media server on which it is, or will be. */
    private Stay at;
    private boolean seated;
    private long handle;
    /** Raised when it begins anew, so that what belongs to the time before no longer counts. */
    private int attempt;
    private boolean busy;
    private boolean up;
    private boolean offered;
    private boolean restart;
    private long until;
    private long notBefore;
    private Set<Flow> heard = Set.of();
    private final Watching watching;
    private int candidates;

    Hearing(Carried room, PeerId peer) {
        this.room = room;
        this.peer = peer;
        this.at = room.home();
        this.notBefore = room.now();
        this.watching = new Watching(room, peer);
    }

    /** As another node has left it. */
    Hearing(Carried room, PeerId peer, Stay at, long handle, Set<Flow> heard) {
        this(room, peer);
        this.handle = handle;
        this.heard = heard;
        watching.isAdopted();
        sit(at);
    }

    boolean isAt(Stay stay) {
        return at.equals(stay);
    }

    /** This connection to this media server. */
    boolean is(Stay stay, long number) {
        return isAt(stay) && handle == number;
    }

    Optional<Place.Listener> describe() {
        return handle == 0 ? Optional.empty() : Optional.of(new Place.Listener(handle, !busy && !offered && heard.equals(room.legs().heardBy(peer, at))));
    }

    private void sit(Stay there) {
        at = there;
        seated = true;
        there.listenerCame();
    }

    void advance() {
        if (handle != 0 && at.isReady()) {
            watching.advance(streams -> say(Words.request("configure").add("streams", streams), null));
        }
        long now = room.now();
        if (busy || now - notBefore < 0 || (offered && now - until < 0) || (handle != 0 && !at.isReady())) {
            return;
        }
        if (offered) {
            // The media server would wait for this answer for ever.
            begin();
        }
        if (handle == 0) {
            restart = false;
            goSomewhere();
            return;
        }
        Set<Flow> wanted = room.legs().heardBy(peer, at);
        Set<Flow> anew = watching.anew(heard);
        if (restart) {
            renew();
        } else if (!heard.equals(wanted) || !anew.isEmpty()) {
            update(wanted, anew);
        }
    }

    /** As soon as there is somebody to hear. */
    private void goSomewhere() {
        Stay there = room.legs().heardBy(peer, room.home()).isEmpty() ? null : room.branches().seat();
        Set<Flow> wanted = there == null ? Set.of() : room.legs().heardBy(peer, there);
        if (there != null && !wanted.isEmpty()) {
            sit(there);
            enter(there, wanted);
        }
    }

    private void enter(Stay there, Set<Flow> wanted) {
        int mine = step();
        Place here = there.place();
        var _ = there.attach().thenComposeAsync(made -> {
            if (mine != attempt) {
                there.gone(made);
                there.detach();
                return Refusals.<JsonObject>outOfOrder();
            }
            handle = made;
            return say(Words.request("join").add("ptype", "subscriber").add("room", here.room()).add("pin", here.pin()).add("autoupdate", false)
                    .add("streams", watching.begin(wanted)), null);
        }, room.turns).whenCompleteAsync((said, failed) -> done(mine, wanted, said, failed, true), room.turns);
    }

    /** @param anew what is taken away and given again */
    private void update(Set<Flow> wanted, Set<Flow> anew) {
        int mine = step();
        Set<Flow> gone = new LinkedHashSet<>(heard);
        gone.removeAll(wanted);
        gone.addAll(anew);
        Set<Flow> come = new LinkedHashSet<>(wanted);
        come.removeIf(flow -> heard.contains(flow) && !anew.contains(flow));
        JsonObjectBuilder request = Words.request("update");
        if (!gone.isEmpty()) {
            request.add("unsubscribe", watching.go(gone));
        }
        if (!come.isEmpty()) {
            request.add("subscribe", watching.come(come));
        }
        var _ = say(request, null).whenCompleteAsync((said, failed) -> done(mine, wanted, said, failed, false), room.turns);
    }

    /** Over a new way, without a new connection if the old one is still known. */
    private void renew() {
        restart = false;
        if (!up || watching.tracks().isEmpty()) {
            begin();
            advance();
            return;
        }
        int mine = step();
        Set<Flow> same = heard;
        var _ = say(Words.request("configure").add("restart", true), null).whenCompleteAsync((said, failed) -> done(mine, same, said, failed, false), room.turns);
    }

    private int step() {
        busy = true;
        return attempt;
    }

    private CompletableFuture<JsonObject> say(JsonObjectBuilder body, @Nullable JsonObject description) {
        JsonObjectBuilder message = Words.message("message", at.place().session(), handle).add("body", body);
        return at.server().ask(description == null ? message : message.add("jsep", description));
    }

    private void done(int mine, Set<Flow> wanted, @Nullable JsonObject said, @Nullable Throwable failed, boolean first) {
        if (mine != attempt) {
            return;
        }
        busy = false;
        if (said == null) {
            notBefore = room.now() + AFTER_FAILURE;
            if (first || Stay.code(failed) != Words.NO_SUCH_FEED) {
                begin();
            }
            // Perhaps somebody is not there any more.
            at.compareSoon();
            return;
        }
        heard = wanted;
        if (Words.data(said).getString("videoroom", "").equals("updating")) {
            waits();
        } else {
            offers(said, first);
        }
        room.changed();
        advance();
    }

    private void offers(JsonObject said, boolean first) {
        watching.hears(Words.data(said));
        if (Words.data(said).get("streams") instanceof JsonArray streams) {
            watching.reads(streams);
        }
        String sdp = Words.sdp(said);
        if (sdp != null) {
            waits();
            candidates = 0;
            List<Track> now = watching.tracks();
            room.tell((listener, id, epoch) -> listener.offer(peer, id, epoch, sdp, now, first));
        }
    }

    private void waits() {
        offered = true;
        until = room.now() + ANSWER_TAKES;
    }

    CompletableFuture<Void> answered(String answer) {
        if (!offered || busy) {
            return Refusals.outOfOrder();
        }
        if (!at.isReady()) {
            return CompletableFuture.failedFuture(Words.Requests.unavailable());
        }
        offered = false;
        int mine = step();
        return say(Words.request("start"), Words.description("answer", answer)).whenCompleteAsync((_, failed) -> {
            if (mine == attempt) {
                busy = false;
                if (failed == null) {
                    watching.isAnswered();
                } else {
                    notBefore = room.now() + AFTER_FAILURE;
                    begin();
                }
                room.changed();
                advance();
            }
        }, room.turns).thenApply(_ -> null);
    }

    CompletableFuture<Void> candidate(JsonObject candidate) {
        if (++candidates > Speaking.MOST_CANDIDATES) {
            return Refusals.tooManyCandidates();
        }
        return handle == 0 ? Refusals.outOfOrder()
                : at.server().tell(Words.message("trickle", at.place().session(), handle).add("candidate", candidate)).thenApply(_ -> null);
    }

    void restart() {
        restart = true;
        notBefore = room.now();
        if (offered) {
            begin();
        }
        advance();
    }

    void event(String kind, JsonObject message) {
        switch (kind) {
            case "webrtcup" -> up = true;
            case "hangup", "detached" -> {
                begin();
                notBefore = room.now() + AFTER_HANGUP;
                room.tell((listener, id, epoch) -> listener.lost(peer, id, epoch, Leg.SUBSCRIBE));
            }
            case "trickle" -> Legs.found(room, peer, Leg.SUBSCRIBE, message);
            // An offer that the media server has put off, or whose request we have given up.
            case "event" -> offers(message, false);
            default -> {
                // Nothing follows from the quality of the connection.
            }
        }
    }

    /** Begins anew, with a new connection. */
    private void begin() {
        attempt++;
        at.gone(handle);
        handle = 0;
        if (seated) {
            seated = false;
            at.listenerLeft();
        }
        busy = false;
        up = false;
        offered = false;
        heard = Set.of();
        watching.end();
        at.detach();
    }

    /** What it has is lost. It is set up anew at once, on another media server. */
    void move() {
        begin();
        notBefore = room.now();
        room.tell((listener, id, epoch) -> listener.lost(peer, id, epoch, Leg.SUBSCRIBE));
    }

    void end() {
        begin();
    }
}
