package dev.parley.live;

import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.Participant;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.Source;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One person's place in a live room. */
final class Seat {
    final Instant joinedAt;
    private final UserId userId;
    Person person;
    PeerId peer;
    Role role;
    /** Whether the role was given to this person. Otherwise it is the one for newcomers and changes when the room does. */
    boolean lasting;
    /** The role that an acting moderator had before, and gets back when a real moderator comes. */
    @Nullable Role beforeActing;
    boolean muted = true;
    @Nullable Instant handSince;
    @Nullable UserId invitedBy;
    /** Whether accepting the invitation makes them a speaker for good. If an acting moderator invited them, it holds until the room is empty. */
    boolean invitedForGood;
    @Nullable Instant awaySince;
    /** The number of the latest change of {@link #awaySince} that is known here. */
    long presence;
    /** The id that PeerJS gave this peer. A peer with such an id speaks and hears the words of calls. */
    @Nullable String callId;
    /** What else than the voice they send. */
    final Set<Source> shown = EnumSet.noneOf(Source.class);
    /** Whether the others in the mesh are connected to them, or are about to be. */
    boolean meshed = true;

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

    /** Their own role, even while they act as moderator. */
    Role rank() {
        return beforeActing == null ? role : beforeActing;
    }

    boolean calls() {
        return callId != null;
    }

    CallParticipant seenByCallers() {
        return new CallParticipant(person.id(), idInCalls(), person.called(), muted, shown.contains(Source.CAMERA), joinedAt);
    }

    List<Source> sources() {
        Set<Source> all = EnumSet.copyOf(shown);
        if (!muted) {
            all.add(Source.MICROPHONE);
        }
        return List.copyOf(all);
    }

    String idInCalls() {
        return callId == null ? peer.value() : callId;
    }

    Participant seenBySomebody(boolean silenced) {
        return new Participant(person.id(), peer.value(), person.username(), person.name(), person.avatar(), person.guest(), role.word(), muted, sources().stream().map(Source::word).toList(), silenced,
                handSince != null, handSince, awaySince != null, joinedAt);
    }
}
