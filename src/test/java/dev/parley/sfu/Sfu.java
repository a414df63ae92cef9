package dev.parley.sfu;

import dev.parley.harness.Janus;
import dev.parley.harness.Until;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.Leg;
import dev.parley.live.Forwarding.Voice;
import dev.parley.protocol.Track;
import dev.parley.live.Forwarding.Wish;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** A node that owns one room on a media server. */
final class Sfu implements AutoCloseable, MediaServers.Listener {
    private static final Duration CEILING = Duration.ofSeconds(60);

    final MediaServers servers;
    final RoomId room;
    final long epoch;
    final List<String> news = new CopyOnWriteArrayList<>();
    final List<String> places = new CopyOnWriteArrayList<>();
    private final Map<PeerId, Peer> peers = new ConcurrentHashMap<>();

    Sfu(URI url, RoomId room, long epoch) {
        this(new JanusSettings(List.of(url), Optional.of(Janus.SECRET), 300), room, epoch);
    }

    Sfu(JanusSettings settings, RoomId room, long epoch) {
        servers = new MediaServers(settings);
        servers.tell(this);
        this.room = room;
        this.epoch = epoch;
    }

    void knows(Peer... known) {
        for (Peer each : known) {
            peers.put(each.id, each);
        }
    }

    void wants(String place, Voice... seats) {
        servers.carry(new Wish(room, epoch, place, List.of(seats)));
    }

    void wants(Voice... seats) {
        wants(null, seats);
    }

    String place() {
        return places.getLast();
    }

    /** Waits, while the pages do what they are asked to. */
    void until(String what, BooleanSupplier condition) {
        Until.holds(what, CEILING, () -> {
            peers.values().forEach(peer -> peer.reads(this));
            return condition.getAsBoolean();
        });
    }

    /** Who is in the room, says the media server to anybody who has the key to it. */
    List<String> participants() {
        Place here = Place.read(place()).orElseThrow();
        try (Stranger other = new Stranger(URI.create(here.server()), true)) {
            return Words.data(other.askPlugin(Words.request("listparticipants").add("room", here.room()))).getJsonArray("participants")
                    .getValuesAs(each -> each.asJsonObject().getString("display"));
        }
    }

    void isUp() {
        until("the room is up", () -> news.contains("up"));
    }

    @Override
    public void placed(RoomId which, long when, String place) {
        places.add(place);
    }

    @Override
    public void offer(PeerId peer, RoomId which, long when, String sdp, List<Track> tracks, boolean first) {
        news.add((first ? "first offer to " : "offer to ") + peer);
        peers.get(peer).isOffered(when, sdp, tracks, first);
    }

    @Override
    public void lost(PeerId peer, RoomId which, long when, Leg leg) {
        news.add("lost " + leg + " of " + peer);
    }

    @Override
    public void up(RoomId which, long when) {
        news.add("up");
    }

    @Override
    public void down(RoomId which, long when) {
        news.add("down");
    }

    @Override
    public void close() {
        servers.end(room, epoch);
        Until.holds("the room is freed", CEILING, () -> servers.states().stream().allMatch(each -> each.rooms() == 0 && each.subscribers() == 0));
        servers.close();
    }
}
