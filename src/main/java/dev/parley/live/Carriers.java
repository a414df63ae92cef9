package dev.parley.live;

import dev.parley.live.Act.Forwarded;
import dev.parley.live.Act.MediaBack;
import dev.parley.live.Act.MediaLost;
import dev.parley.live.Act.OfMedia;
import dev.parley.live.Act.Placed;
import dev.parley.live.Act.Settle;
import dev.parley.live.Forwarding.Request;
import dev.parley.live.Forwarding.Voice;
import dev.parley.live.Forwarding.Wish;
import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage.AboutMedia;
import dev.parley.protocol.ClientMessage.MediaConfirm;
import dev.parley.protocol.ClientMessage.MediaIce;
import dev.parley.protocol.ClientMessage.MediaRestart;
import dev.parley.protocol.ClientMessage.Publish;
import dev.parley.protocol.ClientMessage.Subscribed;
import dev.parley.protocol.ClientMessage.ToMediaServer;
import dev.parley.protocol.ClientMessage.Watch;
import dev.parley.protocol.Leg;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.Media;
import dev.parley.protocol.ServerMessage.MediaMove;
import dev.parley.protocol.ServerMessage.MediaState;
import dev.parley.protocol.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the voices of a room travel in a mesh or through a media server, and moves them with the number of people. A move sets the new way
 * up while the old one still sounds. It is over when everybody hears everybody on the new way, or after a while.
 */
final class Carriers {
    /** A move takes no longer, whoever has not confirmed it. A slow device has time to set the new way up; until then everybody has both. */
    static final Duration MOVE = Duration.ofSeconds(30);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(10);
    private static final long RECONNECT_IN = 1_000;

    /**
     * @param limit a mesh carries no more people than this
     * @param up with more people than this, a room moves to a media server
     * @param back with no more people than this, it moves back. It is less than the other, so that a room does not move to and fro
     */
    record Sizes(int limit, int up, int back) {
        static final Sizes ANY = new Sizes(Integer.MAX_VALUE, Integer.MAX_VALUE, 0);
    }

    /**
     * What of this another node has to know.
     *
     * @param next where a move leads that is under way
     * @param served the epoch of the way through the media server; 0 if there is none
     */
    record Saved(Way way, @Nullable Way next, long epoch, long served, @Nullable String place, Set<PeerId> confirmed) {}

    private final RoomId room;
    private final Seats seats;
    final Mesh mesh;
    private final Set<PeerId> confirmed = new HashSet<>();
    private Way way = Way.MESH;
    private @Nullable Way next;
    private long epoch;
    private long served;
    private @Nullable String place;
    /** A move that began on another node: nobody here watches yet how long it takes. */
    private boolean unwatched;
    /** After a failure a room stays where it is for a while. */
    private Instant rests = Instant.MIN;
    Sizes sizes = Sizes.ANY;
    /** Whether a media server could take a room right now. */
    boolean available;

    Carriers(RoomId room, Seats seats) {
        this.room = room;
        this.seats = seats;
        this.mesh = new Mesh(seats);
    }

    void restore(Saved saved) {
        way = saved.way();
        next = saved.next();
        epoch = saved.epoch();
        served = saved.served();
        place = saved.place();
        confirmed.addAll(saved.confirmed());
        unwatched = next != null;
    }

    Saved saved() {
        return new Saved(way, next, epoch, served, place, Set.copyOf(confirmed));
    }

    private Way target() {
        return next == null ? way : next;
    }

    /** For somebody who comes in now: they begin on the way that the others are moving to. */
    Media seen() {
        return new Media(target(), epoch);
    }

    private boolean usesMesh() {
        return target() == Way.MESH;
    }

    /** Somebody takes a seat. They begin on the way that the others are moving to, and have nothing to confirm. */
    void arrives(Seat seat) {
        seat.meshed = usesMesh();
        if (next != null) {
            confirmed.add(seat.peer);
        }
    }

    /** For a client that knows no media server. */
    void requireMesh() {
        if (!usesMesh()) {
            throw full("too many people are in it for a client that connects to each of them.");
        }
    }

    void requirePlaceFor(boolean calls) {
        boolean meshOnly = calls || seats.all().stream().anyMatch(Seat::calls);
        if (seats.count() >= sizes.limit() && (meshOnly || (usesMesh() && !available))) {
            throw full("without a media server, " + sizes.limit() + " people are the most that a room holds.");
        }
    }

    private static Problem full(String why) {
        return new Problem("room_full", 409, "This room is full: " + why);
    }

    /** Moves the voices if the number of people asks for it, and ends a move that everybody has confirmed. Called at the end of each turn. */
    void adjust(Turn turn, Instant now) {
        decide(turn, now);
        seats.isLarge = isServed();
    }

    private void decide(Turn turn, Instant now) {
        if (next != null) {
            if (seats.all().stream().allMatch(seat -> seat.awaySince != null || confirmed.contains(seat.peer))) {
                finish(turn);
            } else if (unwatched) {
                turn.later(new Settle(epoch), MOVE);
            }
            unwatched = false;
        } else if (way == Way.MESH) {
            if (available && seats.count() > sizes.up() && (seats.count() > sizes.limit() || !now.isBefore(rests)) && seats.all().stream().noneMatch(Seat::calls)) {
                move(turn, Way.SERVER, "size");
            }
        } else if (served == 0) {
            if (available) {
                move(turn, Way.SERVER, "failure");
            }
        } else if (seats.count() <= sizes.back() && seats.count() > 0) {
            move(turn, Way.MESH, "size");
        }
    }

    private void move(Turn turn, Way to, String by) {
        epoch++;
        next = to;
        confirmed.clear();
        if (to == Way.SERVER) {
            served = epoch;
            place = null;
        }
        seats.tell(turn, new MediaMove(to, epoch, by));
        if (to == Way.MESH) {
            mesh.addEverybody(turn);
        }
        turn.later(new Settle(epoch), MOVE);
    }

    private void finish(Turn turn) {
        way = target();
        next = null;
        confirmed.clear();
        if (way == Way.SERVER) {
            mesh.end();
        } else {
            leaveServer();
        }
        seats.tell(turn, new MediaState("up", null));
    }

    private void leaveServer() {
        served = 0;
        place = null;
    }

    /** What belongs to an earlier way does not count any more. */
    Turn on(Turn turn, OfMedia act, Instant now) {
        switch (act) {
            case Settle(long which) when next != null && which == epoch -> finish(turn);
            case Placed(long which, String where) when which == served -> place = where;
            case Forwarded(PeerId peer, long which, ServerMessage message) when which == served && seats.ofPeer(peer) != null -> turn.to(peer, message);
            case MediaLost(long which) when isServed() && which == served -> lost(turn, now);
            case Settle _, Placed _, Forwarded _, MediaLost _, MediaBack _ -> { }
        }
        return turn;
    }

    /** Whatever the media server carried is lost with it. */
    private void lost(Turn turn, Instant now) {
        leaveServer();
        rests = now.plus(REST_AFTER_FAILURE);
        if (next == Way.MESH) {
            finish(turn);
        } else if (way == Way.MESH) {
            // The mesh still carries everybody but those who came in meanwhile.
            epoch++;
            next = null;
            seats.tell(turn, new MediaMove(Way.MESH, epoch, "failure"));
            mesh.addEverybody(turn);
        } else if (seats.count() <= sizes.limit()) {
            move(turn, Way.MESH, "failure");
        } else {
            next = null;
            seats.tell(turn, new MediaState("down", RECONNECT_IN));
        }
    }

    Turn on(Turn turn, Seat me, AboutMedia message) {
        switch (message) {
            case MediaConfirm confirm -> {
                if (next != null && confirm.epoch() == epoch) {
                    confirmed.add(me.peer);
                }
            }
            case ToMediaServer asked -> ask(turn, me, asked);
        }
        return turn;
    }

    /** Refuses what somebody may not ask of the media server. */
    private void ask(Turn turn, Seat me, ToMediaServer message) {
        switch (message) {
            case Publish publish -> requireSpeaker(me, publish.epoch());
            case Subscribed subscribed -> requireCurrent(subscribed.epoch());
            case Watch watch -> requireCurrent(watch.epoch());
            case MediaIce ice -> requireLeg(me, ice.leg());
            case MediaRestart restart -> requireLeg(me, restart.leg());
        }
        turn.ask(new Request(room, served, me.peer, message));
    }

    private void requireLeg(Seat me, Leg leg) {
        if (leg == Leg.PUBLISH) {
            requireSpeaker(me, served);
        } else {
            requireCurrent(served);
        }
    }

    private void requireSpeaker(Seat me, long said) {
        requireCurrent(said);
        if (!me.role.speaks()) {
            throw Talking.listening();
        }
    }

    private void requireCurrent(long said) {
        if (served == 0 || said != served) {
            throw new Problem("stale_epoch", 409, "The voices of this room have moved on. Wait for what comes next.");
        }
    }

    Wish wish() {
        return new Wish(room, served, place,
                seats.all().stream().map(seat -> new Voice(seat.peer, seat.userId(), seat.role.speaks(), seats.isSilenced(seat), seat.shown)).toList());
    }

    boolean isServed() {
        return served != 0;
    }
}
