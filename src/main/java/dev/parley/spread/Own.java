package dev.parley.spread;

import dev.parley.bus.Bus;
import dev.parley.cluster.Owner;
import dev.parley.live.LiveRoom;
import dev.parley.live.LiveRooms;
import dev.parley.live.Snapshot;
import dev.parley.live.Snapshot.Place;
import dev.parley.live.Turn.Delivery;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.spread.Letter.Deliver;
import dev.parley.spread.Letter.Keep;
import dev.parley.spread.Letter.Post;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A room that this node owns: where its people are, and what the other nodes know of it. Whatever sends is called inside a turn of the room. */
final class Own {
    final RoomId room;
    final Owner owner;
    private final Bus bus;
    private final Consumer<Delivery> arriving;
    /** Where the peers are that are not here. */
    final Map<PeerId, String> nodes = new ConcurrentHashMap<>();
    /** The presence of each line that has moved when it left its last node. What that node has said of it before may arrive later. */
    private final Map<PeerId, Long> left = new ConcurrentHashMap<>();
    /** Nodes that something could not be sent to. */
    final Set<String> behind = ConcurrentHashMap.newKeySet();
    /** Since when nobody has been in it. */
    volatile long emptySince = System.nanoTime();
    volatile boolean empty = true;
    volatile boolean stored = true;
    /** Set while the room is being handed over: completes with its next owner. */
    volatile @Nullable CompletableFuture<Owner> leaving;
    private long version;
    private Map<PeerId, Place> kept = Map.of();
    /** The version that each keeper has. */
    private final Map<String, Long> sent = new HashMap<>();

    Own(RoomId room, Owner owner, Bus bus, Consumer<Delivery> arriving) {
        this.arriving = arriving;
        this.room = room;
        this.owner = owner;
        this.bus = bus;
    }

    /** Where most of its people are, of these nodes; null if it is none of them. */
    @Nullable String mostAt(Set<String> living) {
        Map<String, Integer> people = new HashMap<>();
        nodes.values().stream().filter(living::contains).forEach(node -> people.merge(node, 1, Integer::sum));
        return people.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(null);
    }

    boolean isAt(PeerId peer, String node) {
        return nodes.getOrDefault(peer, owner.node()).equals(node);
    }

    /** The line of this peer is about to go there. */
    void moves(PeerId peer, String node, long presence) {
        nodes.put(peer, node);
        left.put(peer, presence);
    }

    /** Whether this was said of a line where it is, and not where it was before. */
    boolean isLatest(PeerId peer, long presence) {
        Long before = left.get(peer);
        return before == null || presence > before;
    }

    /** The line of this peer is there now. */
    void moved(PeerId peer, String node) {
        if (node.equals(owner.node())) {
            nodes.remove(peer);
        } else {
            nodes.put(peer, node);
        }
    }

    /** Tells one peer of another node something that must not be lost. Completes when that node has it, at once if the peer is here. */
    CompletableFuture<Void> passSurely(Delivery delivery, String mark) {
        String node = nodes.get(delivery.peer());
        if (node == null || node.equals(owner.node())) {
            pass(List.of(delivery));
            return LiveRooms.STORED;
        }
        List<Post> posts = List.of(new Post(delivery.message(), List.of(delivery.peer())));
        return bus.ask(node, new Deliver(room, owner.epoch(), posts, mark).bytes()).thenApply(_ -> null);
    }

    /** Tells the peers of other nodes. */
    void pass(List<Delivery> deliveries) {
        Map<String, List<Post>> posts = new LinkedHashMap<>(4);
        for (Delivery delivery : deliveries) {
            String node = nodes.get(delivery.peer());
            if (node != null) {
                add(posts.computeIfAbsent(node, _ -> new ArrayList<>(2)), delivery);
            }
        }
        posts.forEach((node, some) -> {
            if (node.equals(owner.node())) {
                // On its way to this node.
                some.forEach(post -> post.peers().forEach(peer -> arriving.accept(new Delivery(peer, post.message()))));
            } else {
                send(node, new Deliver(room, owner.epoch(), some, null));
            }
        });
    }

    @SuppressWarnings("ReferenceEquality") // one message to many is one object
    private static void add(List<Post> posts, Delivery delivery) {
        ServerMessage message = delivery.message();
        if (posts.isEmpty() || posts.getLast().message() != message) {
            posts.add(new Post(message, new ArrayList<>(4)));
        }
        posts.getLast().peers().add(delivery.peer());
    }

    private boolean send(String node, Letter letter) {
        boolean done = bus.tell(node, letter.bytes());
        if (!done) {
            behind.add(node);
        }
        return done;
    }

    /** Brings the copies of this room up to date: on the nodes with people in it, and on one more, so that the room outlives its owner. */
    void keep(LiveRoom live, @Nullable String deputy) {
        Snapshot now = live.snapshot();
        Map<PeerId, Place> places = new LinkedHashMap<>();
        now.places().forEach(place -> places.put(place.peer(), place));
        // Only those who were in the room and have left it: whoever is about to enter is not in it yet.
        kept.keySet().stream().filter(peer -> !places.containsKey(peer)).forEach(peer -> {
            nodes.remove(peer);
            left.remove(peer);
        });
        Set<String> keepers = new HashSet<>(nodes.values());
        if (deputy != null) {
            keepers.add(deputy);
        }
        if (places.isEmpty()) {
            keepers.addAll(sent.keySet());
        }
        version++;
        Map<Long, Keep> letters = new HashMap<>(2);
        for (String keeper : keepers) {
            long base = sent.getOrDefault(keeper, 0L) == version - 1 ? version - 1 : 0;
            if (send(keeper, letters.computeIfAbsent(base, _ -> letter(base, now, places)))) {
                sent.put(keeper, version);
            } else {
                sent.remove(keeper);
            }
        }
        sent.keySet().retainAll(keepers);
        kept = places;
    }

    private Keep letter(long base, Snapshot now, Map<PeerId, Place> places) {
        List<Place> news = base == 0 ? now.places() : now.places().stream().filter(place -> !place.equals(kept.get(place.peer()))).toList();
        Map<PeerId, String> where = new LinkedHashMap<>();
        news.forEach(place -> where.put(place.peer(), nodes.getOrDefault(place.peer(), owner.node())));
        return new Keep(room, owner.epoch(), base, version, now.with(news), List.copyOf(places.keySet()), where);
    }

    /** What was sent to this node may not have arrived. */
    void forget(String node) {
        sent.remove(node);
    }
}
