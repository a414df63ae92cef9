package dev.parley.live;

import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.Source;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything about a live room at one moment, from which another server can go on. The names are those of {@link LiveRoom} and {@link Roles}. */
public record Snapshot(RoomView room, boolean stored, @Nullable Instant since, Set<UserId> banned, Set<UserId> silenced, Map<UserId, Role> given,
        Map<UserId, Role> left, boolean moderated, Carriers.Saved media, List<Place> places) {

    /** A {@link Seat}. */
    public record Place(Person person, PeerId peer, Role role, boolean lasting, @Nullable Role beforeActing, boolean muted, @Nullable Instant handSince,
            @Nullable UserId invitedBy, boolean invitedForGood, @Nullable Instant awaySince, long presence, @Nullable String callId, @Nullable Set<Source> shown,
            boolean meshed, Instant joinedAt) {

        static Place of(Seat seat) {
            return new Place(seat.person, seat.peer, seat.role, seat.lasting, seat.beforeActing, seat.muted, seat.handSince, seat.invitedBy,
                    seat.invitedForGood, seat.awaySince, seat.presence, seat.callId, Set.copyOf(seat.shown), seat.meshed, seat.joinedAt);
        }

        Seat seat() {
            Seat seat = new Seat(peer, person, role, lasting, joinedAt);
            seat.beforeActing = beforeActing;
            seat.muted = muted;
            seat.handSince = handSince;
            seat.invitedBy = invitedBy;
            seat.invitedForGood = invitedForGood;
            seat.awaySince = awaySince;
            seat.presence = presence;
            seat.callId = callId;
            // A node of an earlier version says nothing about it.
            seat.shown.addAll(shown == null ? Set.of() : shown);
            seat.meshed = meshed;
            return seat;
        }
    }

    public Snapshot with(List<Place> others) {
        return new Snapshot(room, stored, since, banned, silenced, given, left, moderated, media, others);
    }

    public RoomId id() {
        return new RoomId(room.id());
    }
}
