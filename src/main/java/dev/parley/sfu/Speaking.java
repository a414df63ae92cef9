package dev.parley.sfu;

import dev.parley.problem.Problem;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Leg;
import dev.parley.live.Forwarding.Voice;
import dev.parley.protocol.Track;
import dev.parley.protocol.UserId;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What one peer sends to the media server. It lives until the peer may no longer speak, or until its connection ends, and never comes back. */
final class Speaking {
    private static final int MOST_WAITING = 3;
    static final int MOST_CANDIDATES = 100;

    final PeerId peer;
    /** Its number on the media server, which listeners subscribe to. */
    final long feed;
    private final Carried room;
    private final Voice seat;
    private long handle;
    private boolean up;
    private boolean answered;
    private boolean ended;
    private boolean obeying;
    private int waiting;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private final Sending sending;
    /** What came before the media server has answered. */
    private final List<JsonObject> held = new ArrayList<>();
    private int candidates;

    Speaking(Carried room, Voice seat) {
        this.room = room;
        this.seat = seat;
        this.peer = seat.peer();
        this.feed = Stay.number();
        this.sending = new Sending();
    }

    /** As another node has left it. Whether it is forwarded is for the media server to say. */
    Speaking(Carried room, Voice seat, Place.Speaker left) {
        this.room = room;
        this.seat = seat;
        this.peer = seat.peer();
        this.feed = left.feed();
        this.handle = left.handle();
        this.answered = true;
        this.sending = new Sending(left.sent(), seat);
    }

    boolean isOf(UserId user) {
        return seat.user().equals(user);
    }

    long handle() {
        return handle;
    }

    boolean isUp() {
        return up;
    }

    /** What listeners are told of who this is. */
    String name() {
        return peer + " " + seat.user();
    }

    /** What listeners may be given, in the order in which it is sent. */
    List<Flow> flows() {
        return sending.flows(feed);
    }

    boolean hasOn(Flow flow) {
        Voice now = room.legs().voice(peer);
        return now != null && now.hasOn(flow.source()) && !sending.isIdle(flow);
    }

    boolean isBusy() {
        return waiting > 0;
    }

    /** Nobody knows what became of one that is being negotiated. */
    Optional<Place.Speaker> describe() {
        return handle == 0 || !answered ? Optional.empty() : Optional.of(new Place.Speaker(handle, feed, up, flows().stream().map(this::describe).toList()));
    }

    Place.Sent describe(Flow flow) {
        return new Place.Sent(flow.mid(), flow.source(), hasOn(flow));
    }

    /** One negotiation after the other. */
    CompletableFuture<String> publish(String offer, List<Track> tracks) {
        if (waiting >= MOST_WAITING) {
            return CompletableFuture.failedFuture(Problem.tooMany("You are publishing too often. Please slow down.", Duration.ofSeconds(1)));
        }
        waiting++;
        CompletableFuture<String> answer = last.handle((_, _) -> null).thenComposeAsync(_ -> negotiate(offer, tracks), room.turns).whenCompleteAsync((_, failed) -> {
            waiting--;
            if (failed != null && !(Refusals.cause(failed) instanceof Problem refused && refused.status() < 500)) {
                end();
                room.home().detach();
            }
            passHeld();
        }, room.turns);
        last = answer;
        return answer;
    }

    private CompletableFuture<String> negotiate(String offer, List<Track> tracks) {
        Optional<Problem> wrong = sending.check(offer, tracks, room.legs().voice(peer));
        if (ended || wrong.isPresent()) {
            return ended ? Refusals.outOfOrder() : CompletableFuture.failedFuture(wrong.get());
        }
        boolean first = !answered;
        return (handle == 0 ? enter() : CompletableFuture.completedFuture(handle)).thenComposeAsync(_ -> {
            if (ended) {
                return Refusals.outOfOrder();
            }
            var descriptions = Words.array();
            tracks.forEach(track -> descriptions.add(Words.object().add("mid", track.mid()).add("description", track.source().word())));
            return room.home().server().ask(Words.message("message", room.home().place().session(), handle)
                    .add("body", Words.request(first ? "publish" : "configure").add("descriptions", descriptions)).add("jsep", Words.offer(offer)));
        }, room.turns).thenComposeAsync(said -> {
            String answer = Words.sdp(said);
            if (ended || answer == null) {
                return Refusals.outOfOrder();
            }
            answered = true;
            candidates = 0;
            if (!sending.takes(tracks, Words.streams(said))) {
                end();
                return CompletableFuture.failedFuture(new Problem("bad_payload", 400, "The media server finds something else in the description than tracks says."));
            }
            // Nothing can be sent without this answer, so it is passed on only when nothing that may not be heard is forwarded.
            return mute().thenApply(_ -> answer);
        }, room.turns).thenComposeAsync(answer -> {
            if (ended) {
                return Refusals.outOfOrder();
            }
            sending.settle();
            room.changed();
            room.advance();
            return CompletableFuture.completedFuture(answer);
        }, room.turns);
    }

    private CompletableFuture<Long> enter() {
        return room.home().attach().thenComposeAsync(made -> {
            if (ended) {
                room.home().gone(made);
                return Refusals.outOfOrder();
            }
            handle = made;
            Place here = room.home().place();
            return room.home().server().ask(Words.message("message", here.session(), made).add("body", Words.request("join").add("ptype", "publisher")
                    .add("room", here.room()).add("pin", here.pin()).add("id", feed).add("display", name()))).thenApply(_ -> made);
        }, room.turns);
    }

    /** Until what the media server does is what is wished for now. */
    private CompletableFuture<Void> mute() {
        List<String> wrong = sending.wrong(room.legs().voice(peer));
        if (wrong.isEmpty() || ended) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(wrong.stream().map(this::turn).toArray(CompletableFuture<?>[]::new)).thenComposeAsync(_ -> mute(), room.turns);
    }

    /** Mutes what is not muted, or the other way round. */
    private CompletableFuture<?> turn(String mid) {
        boolean mute = !sending.isMuted(mid);
        return room.home().manage(Words.request("moderate").add("id", feed).add("mid", mid).add("mute", mute)).thenAcceptAsync(_ -> sending.isNow(mid, mute), room.turns);
    }

    /** Somebody who cannot be muted must not be forwarded at all. */
    void obey() {
        if (answered && !obeying && !sending.wrong(room.legs().voice(peer)).isEmpty()) {
            obeying = true;
            var _ = mute().whenCompleteAsync((_, failed) -> {
                obeying = false;
                if (failed != null && !ended && sending.leaks(room.legs().voice(peer))) {
                    lost();
                    room.advance();
                }
            }, room.turns);
        }
    }

    CompletableFuture<Void> candidate(JsonObject candidate) {
        if (++candidates > MOST_CANDIDATES) {
            return Refusals.tooManyCandidates();
        }
        if (answered && waiting == 0) {
            return pass(candidate);
        }
        if (waiting == 0) {
            return Refusals.outOfOrder();
        }
        held.add(candidate);
        return CompletableFuture.completedFuture(null);
    }

    private void passHeld() {
        if (answered && waiting == 0 && !ended) {
            held.forEach(each -> {
                var _ = pass(each);
            });
            held.clear();
        }
    }

    private CompletableFuture<Void> pass(JsonObject candidate) {
        return room.home().server().tell(Words.message("trickle", room.home().place().session(), handle).add("candidate", candidate)).thenApply(_ -> null);
    }

    /** Whether it is there as it should be. One that has been forwarded and is not any more has ended. */
    boolean isStill(boolean forwarded) {
        boolean still = forwarded || !up;
        if (forwarded && !up) {
            up = true;
            room.changed();
        }
        return still;
    }

    void event(String kind, JsonObject message) {
        switch (kind) {
            case "webrtcup" -> isStill(true);
            case "hangup", "detached" -> lost();
            case "trickle" -> Legs.found(room, peer, Leg.PUBLISH, message);
            default -> {
                // The media server also tells each speaker about the others, which we know.
            }
        }
    }

    void lost() {
        end();
        room.tell((listener, id, epoch) -> listener.lost(peer, id, epoch, Leg.PUBLISH));
    }

    void end() {
        if (!ended) {
            ended = true;
            up = false;
            room.home().gone(handle);
            handle = 0;
            room.legs().remove(this);
        }
    }
}
