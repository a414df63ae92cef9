package dev.parley.spread;

import dev.parley.cluster.Owner;
import dev.parley.line.Lines;
import dev.parley.live.Act;
import dev.parley.live.Act.Present;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.live.Snapshot;
import dev.parley.live.Snapshot.Place;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.spread.Letter.RollCall;
import dev.parley.spread.Letter.Strangers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Every node tells the owners of rooms again and again which of its peers are in them. So a seat whose peer is gone becomes free, and a peer whose
 * seat is gone learns it, whatever was lost on the way. Both only count when they were so twice, because a message may be under way.
 */
final class Roll {
    private static final Logger LOG = Logger.getLogger(Roll.class.getName());
    private static final Duration EVERY = Duration.ofMillis(1_500);

    private final Life life;
    private final Lines lines;
    private final Executor threads;
    /** For each node: the peers without a line when it called the last time. */
    private final Map<String, Set<PeerId>> missing = new ConcurrentHashMap<>();
    /** For each owner: the peers that had no seat when they were called the last time. */
    private final Map<String, Set<PeerId>> strangers = new ConcurrentHashMap<>();
    private long called = System.nanoTime();

    Roll(Life life, Lines lines, Executor threads) {
        this.life = life;
        this.lines = lines;
        this.threads = threads;
    }

    void tick(long now) {
        if (now - called >= EVERY.toNanos()) {
            called = now;
            threads.execute(this::call);
        }
    }

    private void call() {
        Map<String, Map<RoomId, List<Present>>> calls = new HashMap<>();
        String me = life.nodes.id();
        // Rooms that nobody has here have to be called as well, so that the seats in them become free.
        life.nodes.others().forEach(node -> calls.put(node, new HashMap<>()));
        calls.put(me, new HashMap<>());
        lines.peers().forEach((room, peers) -> {
            Optional<Owner> owner = life.owned.containsKey(room) ? Optional.of(new Owner(me, 0)) : life.owners.known(room).or(() -> life.owners.current(room));
            owner.ifPresentOrElse(who -> calls.computeIfAbsent(who.node(), _ -> new HashMap<>()).put(room, peers),
                    () -> miss("nobody", peers.stream().map(Present::peer).toList(), false));
        });
        calls.forEach((node, peers) -> {
            RollCall call = new RollCall(peers);
            if (node.equals(me)) {
                miss(me, answer(me, call).peers(), true);
            } else {
                var _ = life.bus.ask(node, call.bytes()).whenComplete((back, failed) -> {
                    if (failed == null) {
                        miss(node, Letter.back(Strangers.class, back).peers(), true);
                    } else {
                        LOG.log(Level.FINE, failed, () -> "Node " + node + " did not answer a roll call. The next comes soon");
                    }
                });
            }
        });
    }

    /** These peers believe to be in a room and have no seat in it. */
    private void miss(String owner, List<PeerId> peers, boolean all) {
        Set<PeerId> now = new HashSet<>(peers);
        Set<PeerId> before = all ? strangers.put(owner, now) : strangers.computeIfAbsent(owner, _ -> ConcurrentHashMap.newKeySet());
        if (before != null) {
            now.stream().filter(before::contains).forEach(lines::startAnew);
            if (!all) {
                before.addAll(now);
            }
        }
    }

    /** For the owner: who of them has no seat. */
    Strangers answer(String from, RollCall call) {
        List<PeerId> unknown = new ArrayList<>();
        Set<PeerId> lost = new HashSet<>();
        Set<PeerId> before = missing.getOrDefault(from, Set.of());
        call.peers().forEach((room, peers) -> {
            if (!life.owned.containsKey(room)) {
                peers.forEach(peer -> unknown.add(peer.peer()));
            }
        });
        life.owned.forEach((room, own) -> {
            Map<PeerId, Present> called = new HashMap<>();
            call.peers().getOrDefault(room, List.of()).forEach(peer -> called.put(peer.peer(), peer));
            if (own.empty && called.isEmpty()) {
                return;
            }
            List<Act> acts = new ArrayList<>();
            Optional<Snapshot> seen = life.liveRooms.hold(room, _ -> {});
            for (Place place : seen.map(Snapshot::places).orElse(List.of())) {
                Present line = called.remove(place.peer());
                if (line != null) {
                    if (!own.isAt(place.peer(), from) && own.isLatest(place.peer(), line.presence())) {
                        own.moved(place.peer(), from);
                        // It may have missed whatever happened until now.
                        own.behind.add(from);
                    }
                    if (line.presence() > place.presence() || (line.presence() == place.presence() && line.here() != (place.awaySince() == null))) {
                        acts.add(line);
                    }
                } else if (own.isAt(place.peer(), from)) {
                    lost.add(place.peer());
                    if (before.contains(place.peer())) {
                        acts.add(new Act.Gone(place.peer()));
                    }
                }
            }
            unknown.addAll(called.keySet());
            acts.forEach(act -> life.liveRooms.takeHere(new Errand(room, null, true, act), _ -> {}));
        });
        missing.put(from, lost);
        return new Strangers(unknown);
    }
}
