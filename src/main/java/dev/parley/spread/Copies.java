package dev.parley.spread;

import dev.parley.cluster.Owner;
import dev.parley.live.Snapshot;
import dev.parley.live.Snapshot.Place;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.spread.Letter.Keep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** How rooms of other nodes were a moment ago. */
final class Copies {
    private final Map<RoomId, Copy> copies = new ConcurrentHashMap<>();

    record Copy(Owner owner, long version, Snapshot snapshot, Map<PeerId, String> nodes) {
        boolean isBaseOf(Keep letter, Owner from) {
            return owner.equals(from) && version == letter.base();
        }
    }

    /** False if it builds on something that is not known here. */
    boolean keep(Owner from, Keep letter) {
        boolean[] done = {true};
        copies.compute(letter.room(), (_, old) -> {
            if (old != null && (old.owner().epoch() > from.epoch() || (old.owner().equals(from) && old.version() >= letter.version()))) {
                return old;
            }
            if (letter.order().isEmpty()) {
                return null;
            }
            if (letter.base() != 0 && (old == null || !old.isBaseOf(letter, from))) {
                done[0] = false;
                return old;
            }
            Map<PeerId, Place> places = new HashMap<>();
            Map<PeerId, String> nodes = new HashMap<>();
            if (old != null && letter.base() != 0) {
                old.snapshot().places().forEach(place -> places.put(place.peer(), place));
                nodes.putAll(old.nodes());
            }
            letter.snapshot().places().forEach(place -> places.put(place.peer(), place));
            nodes.putAll(letter.nodes());
            nodes.keySet().retainAll(letter.order());
            List<Place> now = letter.order().stream().map(places::get).filter(Objects::nonNull).toList();
            return new Copy(from, letter.version(), letter.snapshot().with(now), Map.copyOf(nodes));
        });
        return done[0];
    }

    Map<RoomId, Copy> of(String node) {
        Map<RoomId, Copy> some = new HashMap<>();
        copies.forEach((room, copy) -> {
            if (copy.owner().node().equals(node)) {
                some.put(room, copy);
            }
        });
        return some;
    }

    Map<RoomId, Copy> all() {
        return copies;
    }

    void forget(RoomId room, Copy copy) {
        copies.remove(room, copy);
    }
}
