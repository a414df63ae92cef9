package dev.parley.sfu;

import dev.parley.problem.Problem;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.sfu.MediaServers.Leg;
import dev.parley.sfu.MediaServers.Seat;
import dev.parley.sfu.MediaServers.Track;
import dev.parley.sfu.MediaServers.Wish;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One room on a media server. Whatever happens, it compares what is wished for with what is there, and does what is missing. All of it is touched
 * in the turns of this room only; the first methods bring what comes from elsewhere into a turn.
 */
final class Carried {
    private static final long SAY_AGAIN = Requests.PATIENCE.toNanos();

    final Turns turns;
    private final MediaServers all;
    private final RoomId id;
    private final Stay stay;
    private volatile Wish wish;
    private @Nullable Wish seen;
    private Map<PeerId, Seat> seats = Map.of();
    private volatile boolean over;
    private final Map<PeerId, Speaking> speaking = new LinkedHashMap<>();
    private final Map<PeerId, Hearing> hearing = new LinkedHashMap<>();
    /** Handles that are no longer wanted, and when to say so again. They stay here until the media server has confirmed that they are gone. */
    private final Map<Long, Long> unwanted = new LinkedHashMap<>();
    private volatile int publishers;
    private volatile int subscribers;
    /** What another node would have to know may have changed. */
    private volatile boolean changed;
    private String told = "";

    Carried(MediaServers all, Turns turns, Wish wish) {
        this.all = all;
        this.turns = turns;
        this.wish = wish;
        this.id = wish.room();
        this.stay = new Stay(this, all);
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

    void cut() {
        turns.execute(stay::cut);
    }

    void reconnected() {
        turns.execute(stay::reconnected);
    }

    void lost() {
        turns.execute(stay::lose);
    }

    void happened(String kind, JsonObject message) {
        turns.execute(() -> event(kind, message));
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
            Place here = stay.placeOrNull();
            forget();
            if (here != null && freed) {
                all.free(here);
            }
        });
    }

    /** Does something for a peer in a turn of the room, if the room is still of this epoch and can do anything. */
    <T> CompletableFuture<T> take(long epoch, Supplier<CompletableFuture<T>> act) {
        turns.refuseIfFull();
        return CompletableFuture.completedFuture(null).thenComposeAsync(_ -> {
            if (epoch != wish.epoch() || over || !all.mayAct()) {
                return CompletableFuture.<T>failedFuture(MediaServers.stale());
            }
            catchUp();
            return stay.isReady() ? act.get() : CompletableFuture.<T>failedFuture(Requests.unavailable());
        }, turns);
    }

    CompletableFuture<String> publish(PeerId peer, String offer, List<Track> tracks) {
        Seat seat = seats.get(peer);
        if (seat == null || !seat.speaks()) {
            return CompletableFuture.failedFuture(new Problem("forbidden", 403, "You may not speak in this room at the moment."));
        }
        return speaking.computeIfAbsent(peer, _ -> new Speaking(this, seat)).publish(offer, tracks);
    }

    CompletableFuture<Void> subscribed(PeerId peer, String answer) {
        Hearing listener = hearing.get(peer);
        return listener == null ? outOfOrder() : listener.answered(answer);
    }

    CompletableFuture<Void> candidate(PeerId peer, Leg leg, JsonValue candidate) {
        Speaking speaker = speaking.get(peer);
        Hearing listener = hearing.get(peer);
        return switch (leg) {
            case PUBLISH -> speaker == null ? outOfOrder() : speaker.candidate(candidate);
            case SUBSCRIBE -> listener == null ? outOfOrder() : listener.candidate(candidate);
        };
    }

    CompletableFuture<Void> restart(PeerId peer, Leg leg) {
        Speaking speaker = speaking.get(peer);
        Hearing listener = hearing.get(peer);
        if (leg == Leg.PUBLISH && speaker != null) {
            speaker.end();
            advance();
        } else if (leg == Leg.SUBSCRIBE && listener != null) {
            listener.restart();
        }
        return CompletableFuture.completedFuture(null);
    }

    static <T> CompletableFuture<T> outOfOrder() {
        return CompletableFuture.failedFuture(new Problem("out_of_order", 409, "The media server does not wait for this. Please begin again."));
    }

    // What the legs of peers and the stay on a server need.

    Wish wish() {
        return wish;
    }

    Stay stay() {
        return stay;
    }

    long now() {
        return all.now();
    }

    boolean isOver() {
        return over;
    }

    int publishers() {
        return publishers;
    }

    int subscribers() {
        return subscribers;
    }

    boolean isSilenced(PeerId peer) {
        Seat seat = seats.get(peer);
        return seat == null || seat.silenced();
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

    void gone(long handle) {
        if (handle != 0) {
            unwanted.put(handle, now());
        }
        changed = true;
    }

    void remove(Speaking speaker) {
        speaking.remove(speaker.peer, speaker);
    }

    void changed() {
        changed = true;
    }

    /** Those whose sound is forwarded, but for this one. */
    Set<Long> heardBy(@Nullable PeerId peer) {
        Set<Long> heard = new LinkedHashSet<>();
        speaking.values().stream().filter(each -> each.isUp() && !each.peer.equals(peer)).forEach(each -> heard.add(each.feed));
        return heard;
    }

    void isUp() {
        sayPlace();
        tell(MediaServers.Listener::up);
    }

    void isDown() {
        tell(MediaServers.Listener::down);
    }

    // Comparing and doing.

    /** What is no longer allowed ends first. */
    private void catchUp() {
        Wish now = wish;
        if (now.equals(seen)) {
            return;
        }
        if (seen != null && now.epoch() > seen.epoch() && now.place() != null) {
            stay.movedBy(now.place());
        }
        seen = now;
        seats = new HashMap<>();
        now.seats().forEach(seat -> seats.put(seat.peer(), seat));
        each(speaking, speaker -> {
            Seat seat = seats.get(speaker.peer);
            if (seat == null || !seat.speaks()) {
                speaker.end();
            }
        });
        each(hearing, listener -> {
            if (!seats.containsKey(listener.peer)) {
                listener.end();
                hearing.remove(listener.peer);
            }
        });
        detach();
    }

    void advance() {
        if (over || !all.mayAct()) {
            return;
        }
        catchUp();
        stay.advance();
        if (stay.isReady()) {
            each(speaking, Speaking::obey);
            seats.keySet().forEach(peer -> hearing.computeIfAbsent(peer, _ -> new Hearing(this, peer)).advance());
            detach();
        }
        count();
    }

    /** Lets go of handles for good, again and again until the media server has confirmed it. */
    void detach() {
        if (stay.isReady()) {
            List<Long> due = unwanted.entrySet().stream().filter(each -> now() - each.getValue() >= 0).map(Map.Entry::getKey).toList();
            for (long handle : due) {
                unwanted.put(handle, now() + SAY_AGAIN);
                var _ = stay.server().ask(Words.message("detach", stay.place().session(), handle)).whenCompleteAsync((_, failed) -> {
                    if (failed == null || Stay.code(failed) == Words.NO_SUCH_HANDLE) {
                        unwanted.remove(handle);
                    }
                }, turns);
            }
        }
    }

    private static <T> void each(Map<PeerId, T> legs, Consumer<T> action) {
        List.copyOf(legs.values()).forEach(action);
    }

    private void count() {
        publishers = (int) speaking.values().stream().filter(each -> each.handle() != 0).count();
        subscribers = (int) hearing.values().stream().filter(each -> each.handle() != 0).count();
    }

    private void event(String kind, JsonObject message) {
        long handle = Words.number(message, "sender");
        if (kind.equals("timeout")) {
            stay.lose();
        } else {
            speaking.values().stream().filter(each -> each.handle() == handle).findFirst().ifPresent(each -> {
                each.event(kind, message);
                advance();
            });
            hearing.values().stream().filter(each -> each.handle() == handle).findFirst().ifPresent(each -> each.event(kind, message));
        }
    }

    /** The media server says who is there. Anyone unknown is sent away, and whoever is missing has to publish again. */
    void compareWith(JsonArray participants) {
        Map<Long, Speaking> missing = new HashMap<>();
        Set<Long> known = new HashSet<>();
        speaking.values().forEach(each -> {
            known.add(each.feed);
            if (!each.isBusy()) {
                missing.put(each.feed, each);
            }
        });
        for (JsonObject each : participants.getValuesAs(JsonObject.class)) {
            long feed = Words.number(each, "id");
            Speaking speaker = missing.get(feed);
            if (!known.contains(feed)) {
                var _ = stay.manage(Words.request("kick").add("id", feed));
            } else if (speaker != null && speaker.isStill(each.getBoolean("publisher", false))) {
                missing.remove(feed);
            }
        }
        missing.values().forEach(Speaking::lost);
    }

    void adoptSpeakers(Place here) {
        here.speakers().forEach((peer, each) -> {
            Seat seat = seats.get(peer);
            if (seat != null && seat.speaks()) {
                speaking.put(peer, new Speaking(this, seat, each));
            } else {
                gone(each.handle());
            }
        });
    }

    /** A listener stays as it is if it is certain whom it hears. Otherwise it begins anew, so that nobody is heard twice. */
    void adoptListeners(Place here) {
        boolean certain = here.heard(null).containsAll(heardBy(null));
        here.listeners().forEach((peer, each) -> {
            if (certain && each.settled() && seats.containsKey(peer)) {
                hearing.put(peer, new Hearing(this, peer, each.handle(), here.heard(peer)));
            } else {
                gone(each.handle());
            }
        });
    }

    /** Nothing of it is there any more, or it is not ours any more. */
    void forget() {
        // First, so that nothing is sent for what follows: it may be another node's by now.
        stay.forget();
        each(speaking, Speaking::end);
        each(hearing, Hearing::end);
        hearing.clear();
        unwanted.clear();
        count();
    }

    private void sayPlace() {
        Place here = stay.placeOrNull();
        if (here == null) {
            return;
        }
        Map<PeerId, Place.Speaker> speakers = new LinkedHashMap<>();
        each(speaking, speaker -> speaker.describe().ifPresent(described -> speakers.put(speaker.peer, described)));
        Map<PeerId, Place.Listener> listeners = new LinkedHashMap<>();
        each(hearing, listener -> listener.describe().ifPresent(described -> listeners.put(listener.peer, described)));
        String text = here.with(speakers, listeners).text();
        if (!text.equals(told)) {
            told = text;
            tell((listener, room, epoch) -> listener.placed(room, epoch, text));
        }
    }
}
