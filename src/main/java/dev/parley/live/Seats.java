package dev.parley.live;

import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.Participant;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.Arrived;
import dev.parley.protocol.ServerMessage.HandRaised;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.Muted;
import dev.parley.protocol.ServerMessage.RemovePeer;
import dev.parley.protocol.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who sits where, in order of arrival. */
final class Seats {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RoomId roomId;
    private final Map<UserId, Seat> byPerson = new LinkedHashMap<>();
    private final Map<PeerId, Seat> byPeer = new HashMap<>();
    /** Kept longer than the seat, so that nobody can unmute by leaving and coming back. */
    final Set<UserId> silenced = new HashSet<>();
    /** Whose microphone the audience still has to be told about. In a large room it is told twice a second at most. */
    private final Set<UserId> untold = new LinkedHashSet<>();
    private boolean pausing;
    boolean isLarge;

    Seats(RoomId roomId) {
        this.roomId = roomId;
    }

    @Nullable Seat ofPeer(PeerId peer) {
        return byPeer.get(peer);
    }

    @Nullable Seat ofPerson(UserId userId) {
        return byPerson.get(userId);
    }

    Collection<Seat> all() {
        return byPerson.values();
    }

    int count() {
        return byPerson.size();
    }

    boolean isSilenced(Seat seat) {
        return silenced.contains(seat.userId());
    }

    /** Whoever may not speak begins muted, whatever they ask for. */
    boolean beginsMuted(Seat seat, boolean asked) {
        return asked || !seat.role.speaks() || isSilenced(seat);
    }

    void silence(Seat seat, boolean silent) {
        if (silent) {
            silenced.add(seat.userId());
        } else {
            silenced.remove(seat.userId());
        }
    }

    /** They may unmute themselves again. */
    void allow(Turn turn, Seat seat) {
        if (silenced.remove(seat.userId())) {
            tell(turn, new MuteInfo(seat.userId(), seat.muted, false));
        }
    }

    void allowWhoLeft() {
        silenced.removeIf(userId -> !byPerson.containsKey(userId));
    }

    Participant seen(Seat seat) {
        return seat.seenBySomebody(isSilenced(seat));
    }

    List<Participant> seen() {
        return all().stream().map(this::seen).toList();
    }

    List<CallParticipant> seenByCallers() {
        return all().stream().map(Seat::seenByCallers).toList();
    }

    void add(Seat seat) {
        byPerson.put(seat.userId(), seat);
        byPeer.put(seat.peer, seat);
    }

    /** Keeps the seat, but with another peer in it from now on. */
    void move(Seat seat, PeerId peer) {
        byPeer.remove(seat.peer);
        seat.peer = peer;
        byPeer.put(peer, seat);
    }

    void remove(Seat seat) {
        byPerson.remove(seat.userId());
        byPeer.remove(seat.peer);
    }

    void clear() {
        byPerson.clear();
        byPeer.clear();
    }

    void tell(Turn turn, ServerMessage message) {
        all().forEach(seat -> turn.to(seat.peer, message));
    }

    void tellOthers(Turn turn, Seat but, ServerMessage message) {
        tell(turn, seat -> !seat.equals(but), message);
    }

    private void tell(Turn turn, Predicate<Seat> to, ServerMessage message) {
        all().stream().filter(to).forEach(seat -> turn.to(seat.peer, message));
    }

    void setMuted(Turn turn, Seat seat, boolean muted) {
        seat.muted = muted;
        tellMuted(turn, seat, other -> !isLarge || isConcerned(other, seat));
        if (isLarge) {
            untold.add(seat.userId());
        }
        if (!pausing) {
            tellAudience(turn);
        }
    }

    private static boolean isConcerned(Seat other, Seat seat) {
        return other.role.speaks() || other.equals(seat);
    }

    private void tellMuted(Turn turn, Seat seat, Predicate<Seat> to) {
        tell(turn, to, new Muted(seat.muted, roomId, seat.peer, seat.userId()));
        tell(turn, to, new MuteInfo(seat.userId(), seat.muted, isSilenced(seat)));
    }

    /** Of several changes only the last one matters to those who listen. */
    void tellAudience(Turn turn) {
        pausing = !untold.isEmpty();
        if (pausing) {
            catchUp(turn);
            turn.later(new Act.TellAudience(), PAUSE);
        }
    }

    /** Before somebody leaves the audience. */
    void catchUp(Turn turn) {
        untold.stream().map(byPerson::get).filter(Objects::nonNull).forEach(seat -> tellMuted(turn, seat, other -> !isConcerned(other, seat)));
        untold.clear();
    }

    void setHand(Turn turn, Seat seat, @Nullable Instant since) {
        seat.handSince = since;
        tell(turn, new HandRaised(seat.userId(), since != null, since == null ? 0 : handPosition(seat), since));
    }

    /** The others learn of the newcomer. */
    void introduce(Turn turn, Seat newcomer) {
        tellOthers(turn, newcomer, new Arrived(seen(newcomer)));
    }

    void sayGoodbye(Turn turn, Seat gone) {
        tellOthers(turn, gone, new RemovePeer(gone.peer, gone.userId()));
    }

    /** The place of a raised hand in the queue, from 1. */
    private int handPosition(Seat seat) {
        return 1 + all().stream().filter(other -> other.handSince != null).sorted(Comparator.comparing(Seats::handSince)).toList()
                .indexOf(seat);
    }

    /**
     * Who takes over when no moderator is left: the speaker who has been here longest. Somebody who was muted or lost the connection is only
     * chosen if there is no other.
     */
    @Nullable Seat nextModerator() {
        if (all().stream().anyMatch(seat -> seat.role.moderates())) {
            return null;
        }
        return all().stream().filter(seat -> seat.role.speaks() && !seat.person.hasNoAccount()).min(Comparator.comparing(this::isSilenced)
                .thenComparing(seat -> seat.awaySince != null).thenComparing(seat -> seat.joinedAt)).orElse(null);
    }

    private static Instant handSince(Seat seat) {
        return seat.handSince == null ? Instant.MAX : seat.handSince;
    }
}
