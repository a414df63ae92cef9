package dev.parley.live;

import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.Participant;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One person's place in a live room. */
final class Seat {
    final Instant joinedAt;
    private final UserId userId;
    Person person;
    PeerId peer;
    Role role;
    /** Given to this person; otherwise it is what the room gives newcomers, and changes with it. */
    boolean lasting;
    /** The role that an acting moderator had before, and gets back when a real moderator comes. */
    @Nullable Role beforeActing;
    boolean muted = true;
    @Nullable Instant handSince;
    @Nullable UserId invitedBy;
    /** Whether accepting makes them a speaker for good, or until the room is empty: an acting moderator invited them. */
    boolean invitedForGood;
    @Nullable Instant awaySince;
    /** The number of the latest change of {@link #awaySince} that is known here. */
    long presence;
    /** What PeerJS calls this peer; whoever has such an id speaks and hears the words of calls. */
    @Nullable String callId;
    boolean videoOn;

    Seat(PeerId peer, Person person, Role role, boolean lasting, Instant joinedAt) {
        this.peer = peer;
        this.person = person;
        this.userId = new UserId(person.id());
        this.role = role;
        this.lasting = lasting;
        this.joinedAt = joinedAt;
    }

    UserId userId() {
        return userId;
    }

    /** The role that is theirs, whatever they act as. */
    Role rank() {
        return beforeActing == null ? role : beforeActing;
    }

    boolean calls() {
        return callId != null;
    }

    CallParticipant seenByCallers() {
        return new CallParticipant(person.id(), idInCalls(), person.username(), muted, videoOn, joinedAt);
    }

    String idInCalls() {
        return callId == null ? peer.value() : callId;
    }

    Participant seenBySomebody(boolean silenced) {
        return new Participant(person.id(), peer.value(), person.username(), person.name(), person.avatar(), role.word(), muted, silenced,
                handSince != null, handSince, awaySince != null, joinedAt);
    }
}
