package dev.parley.sfu;

import dev.parley.problem.Repeats;
import jakarta.json.JsonArray;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A further media server for those who listen in a room. The home sends it what each speaker says. When nobody has listened for a while it is left. */
final class Branch extends Stay {
    private static final Repeats REPEATS = new Repeats(Logger.getLogger(Branch.class.getName()));
    static final Duration IDLE = Duration.ofSeconds(30);
    private static final int MOST_FAILURES = 3;
    /** How often to look at once whether a change shows. */
    private static final int MOST_LOOKS = 50;

    /** What another node has left, until it is claimed. */
    private @Nullable Place left;
    /** By the numbers that the speakers have at home. */
    private final Map<Long, Relay> relays = new LinkedHashMap<>();
    /** What is no longer sent here and is still known here. */
    private final Set<Long> surplus = new LinkedHashSet<>();
    private boolean busy;
    private boolean over;
    private @Nullable Place freed;
    private int failures;
    private long used;

    Branch(Carried room, MediaServers all) {
        super(room, all);
        used = all.now();
    }

    /** As another node has left it. */
    Branch(Carried room, MediaServers all, Place left) {
        this(room, all);
        this.left = left;
        left.speakers().forEach((peer, each) -> room.legs().speaker(peer).filter(speaker -> speaker.feed == each.handle()).ifPresentOrElse(
                speaker -> relays.put(speaker.feed, new Relay(this, speaker, each)), () -> surplus.add(each.feed())));
    }

    @Override
    boolean isHome() {
        return false;
    }

    String serverName() {
        return left == null ? server().name() : left.server();
    }

    @Override
    Stream<Flow> flowsOf(Speaking speaker) {
        return relayOf(speaker).stream().filter(Relay::isUp).flatMap(Relay::flows);
    }

    @Override
    void came() {
        left = null;
        used = all.now();
    }

    @Override
    void didNotCome() {
        giveUp();
    }

    /** Nothing can be heard here, so its listeners go elsewhere. */
    private void giveUp() {
        room.branches().avoid(serverName());
        lose();
    }

    @Override
    void advance() {
        Place given = left;
        if (isNowhere() && given != null) {
            Server there = all.named(given.server());
            if (there == null || there.isDown()) {
                lose();
            } else if (there.isUp()) {
                takeOver(there, given);
            }
        }
        super.advance();
        if (isReady()) {
            relay();
            leaveIfIdle();
        }
    }

    private void leaveIfIdle() {
        if (listeners() > 0) {
            used = all.now();
        } else if (!busy && all.now() - used >= IDLE.toNanos()) {
            lose();
        }
    }

    private void relay() {
        List.copyOf(relays.values()).stream().filter(each -> !each.isWanted()).forEach(this::end);
        relays.values().forEach(Relay::obey);
        if (busy) {
            return;
        }
        Optional<Long> old = surplus.stream().findFirst();
        if (old.isPresent()) {
            remove(old.get());
            return;
        }
        Optional<Relay> behind = relays.values().stream().filter(Relay::isBehind).findFirst();
        if (behind.isPresent()) {
            extend(behind.get());
        } else {
            room.legs().forwarded().filter(each -> !relays.containsKey(each.feed)).findFirst().ifPresent(this::add);
        }
    }

    /** Nothing is sent any more. */
    void end(Relay relay) {
        relays.remove(relay.speaker.feed, relay);
        surplus.add(relay.feed);
        relay.end();
        room.changed();
    }

    private void add(Speaking speaker) {
        Relay relay = new Relay(this, speaker);
        relays.put(speaker.feed, relay);
        var _ = change(relay.request(), relay.feed, true).thenComposeAsync(_ -> relay.send(), room.turns).whenCompleteAsync((_, failed) -> {
            if (failed == null) {
                failures = 0;
            } else if (relays.containsValue(relay)) {
                boolean wanted = relay.isWanted();
                end(relay);
                if (wanted) {
                    failed(failed);
                }
            }
            room.changed();
            room.advance();
        }, room.turns);
    }

    /** The speaker sends more than before. */
    private void extend(Relay relay) {
        busy = true;
        var _ = manage(relay.more()).whenCompleteAsync((_, failed) -> {
            isIdle();
            if (failed == null) {
                relay.hasMore();
                room.changed();
            } else if (relays.containsValue(relay)) {
                end(relay);
                failed(failed);
            }
            room.advance();
        }, room.turns);
    }

    private void remove(long feed) {
        var _ = change(Words.request("remove_remote_publisher").add("id", feed), feed, false).whenCompleteAsync((_, failed) -> {
            if (failed == null) {
                surplus.remove(feed);
            } else {
                failed(failed);
            }
            room.advance();
        }, room.turns);
    }

    private void failed(Throwable why) {
        if (over) {
            return;
        }
        REPEATS.log(Level.WARNING, serverName(), why, () -> "The media server " + serverName() + " could not take what another one sends to it");
        if (++failures >= MOST_FAILURES) {
            giveUp();
        }
    }

    /**
     * One change after the other, and the next one only when it shows. Janus 1.1.2 makes such changes on threads of their own without a lock, and loses
     * one of two that come together.
     */
    private CompletableFuture<Void> change(JsonObjectBuilder request, long feed, boolean there) {
        busy = true;
        Place here = place();
        return manage(request).exceptionallyCompose(failed -> !there && code(failed) == Words.NO_SUCH_FEED ? CompletableFuture.completedFuture(JsonValue.EMPTY_JSON_OBJECT)
                : CompletableFuture.failedFuture(failed)).thenComposeAsync(_ -> shows(here, feed, there, MOST_LOOKS), room.turns).whenCompleteAsync((_, _) -> isIdle(), room.turns);
    }

    private void isIdle() {
        busy = false;
        if (freed != null) {
            all.free(freed);
        }
    }

    private CompletableFuture<Void> shows(Place here, long feed, boolean there, int looks) {
        if (!here.equals(placeOrNull()) || looks == 0) {
            return CompletableFuture.failedFuture(Words.Requests.unavailable());
        }
        return manage(Words.request("listparticipants")).thenComposeAsync(answer -> Words.ids(Words.participants(answer)).contains(feed) == there
                ? CompletableFuture.completedFuture(null) : shows(here, feed, there, looks - 1), room.turns);
    }

    @Override
    void compareWith(JsonArray participants) {
        if (busy) {
            return;
        }
        Set<Long> there = Words.ids(participants);
        List.copyOf(relays.values()).stream().filter(each -> each.isUp() && !there.contains(each.feed)).forEach(this::end);
        relays.values().forEach(each -> there.remove(each.feed));
        surplus.addAll(there);
    }

    Optional<Relay> relayOf(Speaking speaker) {
        return Optional.ofNullable(relays.get(speaker.feed));
    }

    /** Also when it is left because nobody listens. */
    @Override
    void lose() {
        if (!over) {
            List.copyOf(relays.values()).forEach(Relay::end);
            end(all.mayAct());
            room.legs().moveFrom(this);
            room.advance();
        }
    }

    /** @param free what is there is not needed by another node */
    void end(boolean free) {
        over = true;
        Place here = left == null ? placeOrNull() : left;
        room.branches().remove(this);
        forget();
        if (here != null && free) {
            if (busy) {
                freed = here;
            } else {
                all.free(here);
            }
        }
    }

    /** The same place, with all that another node would have to know. */
    Optional<Place> describe() {
        Place here = left == null ? placeOrNull() : left;
        return Optional.ofNullable(here).map(place -> place.with(room.legs().speakersBy(this::describe), room.legs().listenersAt(this), List.of()));
    }

    private Optional<Place.Speaker> describe(Speaking speaker) {
        return relayOf(speaker).filter(Relay::isUp).map(Relay::describe);
    }
}
