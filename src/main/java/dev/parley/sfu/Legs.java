package dev.parley.sfu;

import dev.parley.problem.Problem;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Picture;
import dev.parley.protocol.Leg;
import dev.parley.live.Forwarding.Voice;
import dev.parley.protocol.Track;
import dev.parley.protocol.UserId;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The connections of all peers of a room to its media server: what each of them sends, and what each of them hears. */
final class Legs {
    private static final long PARTING = Duration.ofSeconds(5).toNanos();

    private final Carried room;
    private Map<PeerId, Voice> seats = Map.of();
    private final Map<PeerId, Speaking> speaking = new LinkedHashMap<>();
    private final Map<PeerId, Hearing> hearing = new LinkedHashMap<>();
    /** What each of those has asked to be shown who have asked at all. */
    private final Map<PeerId, Watched> watched = new HashMap<>();
    /** Earlier connections of people who are here by another one. */
    private final Map<PeerId, Parting> parting = new HashMap<>();
    private Map<PeerId, Voice> wished = Map.of();
    private volatile int publishers;

    private record Parting(UserId user, long until) {}

    Legs(Carried room) {
        this.room = room;
    }

    int publishers() {
        return publishers;
    }

    /** What is no longer allowed ends at once. */
    void sit(Map<PeerId, Voice> next) {
        seats = new HashMap<>(next);
        stay(wished, next);
        wished = next;
        each(speaking, speaker -> {
            Voice seat = seats.get(speaker.peer);
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
        watched.keySet().retainAll(seats.keySet());
        detach();
    }

    /**
     * Somebody who comes back by another connection sounds and hears by the one before for a moment, so that nobody misses a word while the new one
     * is set up. It may do no more than the new one.
     */
    private void stay(Map<PeerId, Voice> before, Map<PeerId, Voice> next) {
        Map<UserId, Voice> people = new HashMap<>();
        next.values().forEach(voice -> people.put(voice.user(), voice));
        before.forEach((peer, voice) -> {
            if (!next.containsKey(peer) && people.containsKey(voice.user())) {
                parting.put(peer, new Parting(voice.user(), room.now() + PARTING));
            }
        });
        parting.entrySet().removeIf(each -> room.now() - each.getValue().until() >= 0 || next.containsKey(each.getKey()) || !people.containsKey(each.getValue().user()));
        parting.forEach((peer, each) -> {
            Voice now = Objects.requireNonNull(people.get(each.user()));
            seats.put(peer, new Voice(peer, each.user(), now.speaks(), now.silenced(), now.shows()));
        });
    }

    void advance() {
        if (parting.values().stream().anyMatch(each -> room.now() - each.until() >= 0)) {
            sit(wished);
        }
        if (room.home().isReady()) {
            each(speaking, Speaking::obey);
            wished.keySet().forEach(peer -> hearing.computeIfAbsent(peer, _ -> new Hearing(room, peer)).advance());
            detach();
        }
        count();
    }

    private void count() {
        publishers = (int) speaking.values().stream().filter(each -> each.handle() != 0).count();
    }

    private static <T> void each(Map<PeerId, T> legs, Consumer<T> action) {
        List.copyOf(legs.values()).forEach(action);
    }

    CompletableFuture<String> publish(PeerId peer, String offer, List<Track> tracks) {
        Voice seat = seats.get(peer);
        if (seat == null || !seat.speaks()) {
            return CompletableFuture.failedFuture(new Problem("forbidden", 403, "You may not speak in this room at the moment."));
        }
        return speaking.computeIfAbsent(peer, _ -> new Speaking(room, seat)).publish(offer, tracks);
    }

    CompletableFuture<Void> subscribed(PeerId peer, String answer) {
        Hearing listener = hearing.get(peer);
        return listener == null ? Refusals.outOfOrder() : listener.answered(answer);
    }

    CompletableFuture<Void> watch(PeerId peer, List<Picture> pictures) {
        if (!seats.containsKey(peer)) {
            return Refusals.outOfOrder();
        }
        watched.put(peer, Watched.of(pictures));
        Optional.ofNullable(hearing.get(peer)).ifPresent(Hearing::advance);
        return CompletableFuture.completedFuture(null);
    }

    @Nullable Watched watchedBy(PeerId peer) {
        return watched.get(peer);
    }

    CompletableFuture<Void> candidate(PeerId peer, Leg leg, JsonObject candidate) {
        Speaking speaker = speaking.get(peer);
        Hearing listener = hearing.get(peer);
        return switch (leg) {
            case PUBLISH -> speaker == null ? Refusals.outOfOrder() : speaker.candidate(candidate);
            case SUBSCRIBE -> listener == null ? Refusals.outOfOrder() : listener.candidate(candidate);
        };
    }

    CompletableFuture<Void> restart(PeerId peer, Leg leg) {
        Speaking speaker = speaking.get(peer);
        Hearing listener = hearing.get(peer);
        if (leg == Leg.PUBLISH && speaker != null) {
            speaker.end();
            room.advance();
        } else if (leg == Leg.SUBSCRIBE && listener != null) {
            listener.restart();
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Whether others may have to hear more or less because of it. */
    boolean hear(Stay from, String kind, JsonObject message) {
        long handle = Words.number(message, "sender");
        hearing.values().stream().filter(each -> each.is(from, handle)).findFirst().ifPresent(each -> each.event(kind, message));
        var speaker = speaking.values().stream().filter(each -> from.isHome() && each.handle() == handle).findFirst();
        speaker.ifPresent(each -> each.event(kind, message));
        return speaker.isPresent();
    }

    /** The media server has found a way to itself. */
    static void found(Carried room, PeerId peer, Leg leg, JsonObject message) {
        JsonObject candidate = Words.inner(message, "candidate");
        if (candidate != null) {
            room.tell((listener, id, epoch) -> listener.candidate(peer, id, epoch, leg, candidate.toString()));
        }
    }

    @Nullable Voice voice(PeerId peer) {
        return seats.get(peer);
    }

    boolean isSilenced(PeerId peer) {
        Voice seat = seats.get(peer);
        return seat == null || seat.silenced();
    }

    /** All that is forwarded and on, but for what this person sends, as this media server knows it. */
    Set<Flow> heardBy(@Nullable PeerId peer, Stay at) {
        Voice self = peer == null ? null : seats.get(peer);
        return forwarded().filter(each -> !each.peer.equals(peer) && (self == null || !each.isOf(self.user()))).flatMap(at::flowsOf)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Stream<Speaking> forwarded() {
        return List.copyOf(speaking.values()).stream().filter(Speaking::isUp);
    }

    Optional<Speaking> speaker(PeerId peer) {
        return Optional.ofNullable(speaking.get(peer));
    }

    /** What they had there is lost. */
    void moveFrom(Stay lost) {
        each(hearing, listener -> {
            if (listener.isAt(lost)) {
                listener.move();
            }
        });
    }

    void remove(Speaking speaker) {
        speaking.remove(speaker.peer, speaker);
    }

    private void detach() {
        room.home().detach();
        room.branches().each(Stay::detach);
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
                var _ = room.home().manage(Words.request("kick").add("id", feed));
            } else if (speaker != null && speaker.isStill(each.getBoolean("publisher", false))) {
                missing.remove(feed);
            }
        }
        missing.values().forEach(Speaking::lost);
    }

    void adoptSpeakers(Place here) {
        here.speakers().forEach((peer, each) -> {
            Voice seat = seats.get(peer);
            if (seat != null && seat.speaks()) {
                speaking.put(peer, new Speaking(room, seat, each));
            } else {
                room.home().gone(each.handle());
            }
        });
    }

    /** A listener stays as it is if it is certain whom it hears. Otherwise it begins anew, so that nobody is heard twice. */
    void adoptListeners(Place here, Stay at) {
        boolean certain = here.heard(null).containsAll(heardBy(null, at));
        here.listeners().forEach((peer, each) -> {
            if (certain && each.settled() && seats.containsKey(peer)) {
                hearing.put(peer, new Hearing(room, peer, at, each.handle(), here.heard(peer)));
            } else {
                at.gone(each.handle());
            }
        });
    }

    Map<PeerId, Place.Speaker> speakersBy(Function<Speaking, Optional<Place.Speaker>> described) {
        Map<PeerId, Place.Speaker> speakers = new LinkedHashMap<>();
        each(speaking, speaker -> described.apply(speaker).ifPresent(one -> speakers.put(speaker.peer, one)));
        return speakers;
    }

    Map<PeerId, Place.Listener> listenersAt(Stay stay) {
        Map<PeerId, Place.Listener> listeners = new LinkedHashMap<>();
        each(hearing, listener -> {
            if (listener.isAt(stay)) {
                listener.describe().ifPresent(one -> listeners.put(listener.peer, one));
            }
        });
        return listeners;
    }

    /** All of them are lost, or not ours any more. */
    void end() {
        each(speaking, Speaking::end);
        each(hearing, Hearing::end);
        hearing.clear();
        count();
    }
}
