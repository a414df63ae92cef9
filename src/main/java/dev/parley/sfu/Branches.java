package dev.parley.sfu;

import dev.parley.problem.Repeats;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the listeners of a room are: on its home, and on branches when that has enough of them. */
final class Branches {
    private static final Repeats REPEATS = new Repeats(Logger.getLogger(Branches.class.getName()));
    private static final long SAY_AGAIN = Words.Requests.PATIENCE.toNanos();
    private static final long AVOIDED = Duration.ofMinutes(1).toNanos();

    private final Carried room;
    private final MediaServers all;
    private final List<Branch> branches = new ArrayList<>();
    /** Servers that could not do it, and until when they are not asked again. */
    private final Map<String, Long> avoided = new HashMap<>();
    /** What the home has to stop sending, by the number at the branch. It stays here until the home has confirmed it. */
    private final Map<Long, Stop> stops = new LinkedHashMap<>();
    /** There have been branches, so the home may still send to one that nobody knows of. */
    private boolean used;

    private record Stop(long speaker, long next) {}

    Branches(Carried room, MediaServers all) {
        this.room = room;
        this.all = all;
    }

    void each(Consumer<Branch> action) {
        List.copyOf(branches).forEach(action);
    }

    void advance() {
        if (room.home().isReady()) {
            each(Branch::advance);
            sayStop();
        }
    }

    /** Where the next listener goes. Null while a branch is on its way. Nobody is refused: when all are full, the one with the fewest takes more. */
    @Nullable Stay seat() {
        Home home = room.home();
        List<Stay> there = Stream.concat(Stream.of(home), branches.stream()).filter(Stay::isReady).toList();
        Optional<Stay> free = there.stream().filter(each -> all.takesMore(each.server())).findFirst();
        if (free.isPresent()) {
            return free.get();
        }
        if (there.size() <= branches.size() || opens()) {
            return null;
        }
        REPEATS.log(Level.WARNING, "full", null, () -> "All media servers that are up have as many listeners as JANUS_LISTENERS allows, and take more");
        return there.stream().min(Comparator.comparingInt(each -> each.server().listeners())).orElse(null);
    }

    private boolean opens() {
        avoided.values().removeIf(until -> all.now() - until >= 0);
        Set<String> known = new HashSet<>(avoided.keySet());
        known.add(room.home().server().name());
        branches.forEach(each -> known.add(each.serverName()));
        Server there = all.leastLoaded(each -> !known.contains(each.name()) && all.takesMore(each));
        if (there == null) {
            return false;
        }
        Branch branch = new Branch(room, all);
        branches.add(branch);
        used = true;
        branch.open(there);
        return true;
    }

    void avoid(String server) {
        avoided.put(server, all.now() + AVOIDED);
    }

    void remove(Branch branch) {
        branches.remove(branch);
        room.changed();
    }

    /** Goes on with what another node has left. */
    void adopt(List<Place> places) {
        for (Place each : places) {
            Branch branch = new Branch(room, all, each);
            branches.add(branch);
            used = true;
            room.legs().adoptListeners(each, branch);
        }
    }

    List<Place> describe() {
        return branches.stream().flatMap(each -> each.describe().stream()).toList();
    }

    /** The home must no longer send this. */
    void stop(long speaker, long feed) {
        stops.put(feed, new Stop(speaker, room.now()));
    }

    private void sayStop() {
        List.copyOf(stops.entrySet()).stream().filter(each -> room.now() - each.getValue().next() >= 0).forEach(each -> {
            long feed = each.getKey();
            long speaker = each.getValue().speaker();
            stops.put(feed, new Stop(speaker, room.now() + SAY_AGAIN));
            var _ = room.home().manage(Words.request("unpublish_remotely").add("publisher_id", speaker).add("remote_id", Long.toString(feed)))
                    .whenCompleteAsync((_, failed) -> {
                        // A speaker who is gone takes all of it along.
                        if (failed == null || Stay.code(failed) == Words.NO_SUCH_FEED) {
                            stops.remove(feed);
                        }
                    }, room.turns);
        });
    }

    /** The home says what it sends. What nobody knows of ends, and what is missing begins anew. */
    void compare() {
        if (used) {
            room.legs().forwarded().forEach(speaker -> {
                List<Relay> asked = branches.stream().flatMap(each -> each.relayOf(speaker).stream()).filter(Relay::isUp).toList();
                var _ = room.home().manage(Words.request("listremotes").add("publisher_id", speaker.feed)).thenAcceptAsync(answer -> {
                    Set<Long> there = new HashSet<>();
                    Words.data(answer).getJsonArray("list").getValuesAs(JsonObject.class).forEach(each -> there.add(Long.parseLong(each.getString("remote_id"))));
                    asked.stream().filter(each -> !there.remove(each.feed)).forEach(Relay::isLost);
                    branches.forEach(each -> each.relayOf(speaker).ifPresent(known -> there.remove(known.feed)));
                    there.forEach(unknown -> stop(speaker.feed, unknown));
                    room.advance();
                }, room.turns);
            });
        }
    }

    /** @param free what is there is not needed by another node */
    void end(boolean free) {
        each(branch -> branch.end(free));
        stops.clear();
        avoided.clear();
        used = false;
    }
}
