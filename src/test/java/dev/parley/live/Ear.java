package dev.parley.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Participant;
import dev.parley.protocol.Person;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.Arrived;
import dev.parley.protocol.ServerMessage.CallMessage;
import dev.parley.protocol.ServerMessage.ChatDeleted;
import dev.parley.protocol.ServerMessage.DropPeer;
import dev.parley.protocol.ServerMessage.GoAway;
import dev.parley.protocol.ServerMessage.HandRaised;
import dev.parley.protocol.ServerMessage.IceCandidate;
import dev.parley.protocol.ServerMessage.InvitedToSpeak;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.Link;
import dev.parley.protocol.ServerMessage.MediaBroken;
import dev.parley.protocol.ServerMessage.MediaCandidate;
import dev.parley.protocol.ServerMessage.MediaMove;
import dev.parley.protocol.ServerMessage.MediaState;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.Muted;
import dev.parley.protocol.ServerMessage.PeerAway;
import dev.parley.protocol.ServerMessage.PeerBack;
import dev.parley.protocol.ServerMessage.PersonChanged;
import dev.parley.protocol.ServerMessage.Pong;
import dev.parley.protocol.ServerMessage.Published;
import dev.parley.protocol.ServerMessage.Reacted;
import dev.parley.protocol.ServerMessage.RemovePeer;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.Resync;
import dev.parley.protocol.ServerMessage.RoleChanged;
import dev.parley.protocol.ServerMessage.RoomClosed;
import dev.parley.protocol.ServerMessage.RoomState;
import dev.parley.protocol.ServerMessage.RoomUpdated;
import dev.parley.protocol.ServerMessage.Said;
import dev.parley.protocol.ServerMessage.SessionDescription;
import dev.parley.protocol.ServerMessage.Sources;
import dev.parley.protocol.ServerMessage.SourceStopped;
import dev.parley.protocol.ServerMessage.SpeakAnswered;
import dev.parley.protocol.ServerMessage.Subscribe;
import dev.parley.protocol.ServerMessage.Welcome;
import dev.parley.protocol.Source;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a client knows of the room from nothing but what it hears. */
final class Ear {
    final String peer;
    final String userId;
    final Map<String, Participant> participants = new HashMap<>();
    /** The peers that this client is connected to, and whether it makes the offer. */
    final Map<String, Boolean> connections = new HashMap<>();
    boolean invited;
    boolean inRoom;
    boolean over;
    @Nullable RoomView room;

    Ear(String peer, String userId) {
        this.peer = peer;
        this.userId = userId;
    }

    void hear(ServerMessage message) {
        assertTrue(!over, () -> peer + " is no longer in the room, but hears " + message);
        assertTrue(inRoom || message instanceof Joined, () -> peer + " must be answered first, but hears " + message);
        switch (message) {
            case Joined joined -> join(joined);
            case Arrived(Participant participant) -> assertNull(participants.put(participant.id(), participant), "nobody arrives twice");
            case AddPeer add -> {
                assertEquals(add.user().id(), byPeer(add.peerId().value()).id());
                assertNull(connections.put(add.peerId().value(), add.createOffer()), "nobody is connected twice");
            }
            case DropPeer(PeerId(String other)) -> {
                byPeer(other);
                assertNotNull(connections.remove(other), "only a connection can be broken off");
            }
            case RemovePeer(PeerId(String other), UserId(String id)) -> {
                assertEquals(other, Objects.requireNonNull(participants.remove(id)).peerId());
                connections.remove(other);
            }
            case PeerAway(PeerId(String other)) -> change(byPeer(other).id(), Ear::gone);
            case PeerBack(PeerId(String other)) -> change(byPeer(other).id(), Ear::here);
            case Muted muted -> {
                assertEquals(muted.userId().value(), byPeer(muted.peerId().value()).id());
                change(muted.userId().value(), who -> with(who, who.role(), muted.muted(), who.mutedByModerator(), who.handSince(), who.away()));
            }
            case MuteInfo(UserId(String id), boolean muted, boolean byModerator) ->
                    change(id, who -> with(who, who.role(), muted, byModerator, who.handSince(), who.away()));
            case Sources(UserId(String id), List<Source> sources) -> {
                List<String> words = sources.stream().map(Source::word).toList();
                assertEquals(Objects.requireNonNull(participants.get(id)).isMuted(), !words.contains("microphone"));
                change(id, who -> showing(who, words));
            }
            case SourceStopped(Source source, _) -> assertTrue(Objects.requireNonNull(participants.get(userId)).sources().contains(source.word()));
            case HandRaised hand -> raise(hand);
            case RoleChanged(UserId(String id), Role role) -> {
                change(id, who -> with(who, role.word(), who.isMuted(), who.mutedByModerator(), who.handSince(), who.away()));
                invited &= !id.equals(userId);
            }
            case PersonChanged(UserId id, Person person) -> change(id.value(), who -> new Participant(who.id(), who.peerId(), person.username(), person.name(), person.avatar(), person.guest(),
                    who.role(), who.isMuted(), who.sources(), who.mutedByModerator(), who.handRaised(), who.handSince(), who.away(), who.joinedAt()));
            case InvitedToSpeak _ -> invited = true;
            case RoomUpdated(RoomView updated) -> room = updated;
            case RoomState state -> assertEquals(Set.copyOf(participants.values()),
                    // Nobody is told that they are away themselves.
                    state.participants().stream().map(who -> who.id().equals(userId) ? here(who) : who).collect(Collectors.toSet()), "nothing was missed");
            case RoomClosed _ -> over = true;
            case Removed _ -> over = true;
            case SessionDescription(PeerId(String from), _) -> assertTrue(connections.containsKey(from), "only who is connected is heard");
            case IceCandidate(PeerId(String from), _) -> assertTrue(connections.containsKey(from), "only who is connected is heard");
            case Said said -> assertTrue(participants.containsKey(said.userId().value()));
            case ChatDeleted _ -> {} // Whoever deletes a message over REST need not be here.
            case Reacted reacted -> assertTrue(participants.containsKey(reacted.userId().value()));
            case SpeakAnswered answered -> assertTrue(participants.containsKey(answered.userId().value()));
            case CallMessage _ -> throw new AssertionError("Nobody here speaks the words of calls, but hears " + message);
            case MediaMove _, MediaState _, MediaBroken _, Subscribe _, Published _, MediaCandidate _ -> throw new AssertionError("There is no media server here, but " + message);
            case Welcome _, Resync _, GoAway _, Pong _, Link _ -> throw new AssertionError("A room does not say " + message);
        }
    }

    private void join(Joined joined) {
        participants.clear();
        joined.participants().forEach(who -> participants.put(who.id(), who));
        assertEquals(participants.get(userId), joined.self());
        assertEquals(joined.role().word(), joined.self().role());
        assertEquals(peer, joined.self().peerId());
        room = joined.room();
        inRoom = true;
    }

    private void raise(HandRaised hand) {
        assertEquals(hand.raised(), hand.since() != null);
        change(hand.userId().value(), who -> with(who, who.role(), who.isMuted(), who.mutedByModerator(), hand.since(), who.away()));
        Instant since = hand.since();
        long before = since == null ? -1 : participants.values().stream().map(Participant::handSince).filter(other -> other != null && other.isBefore(since)).count();
        assertEquals(before + 1, hand.position(), "the place in the queue");
    }

    private Participant byPeer(String other) {
        return participants.values().stream().filter(who -> who.peerId().equals(other)).findFirst()
                .orElseThrow(() -> new AssertionError(peer + " has never heard of " + other));
    }

    private void change(String id, UnaryOperator<Participant> how) {
        assertNotNull(participants.computeIfPresent(id, (_, who) -> how.apply(who)), () -> peer + " has never heard of " + id);
    }

    private static Participant gone(Participant who) {
        return with(who, who.role(), who.isMuted(), who.mutedByModerator(), who.handSince(), true);
    }

    static Participant here(Participant who) {
        return with(who, who.role(), who.isMuted(), who.mutedByModerator(), who.handSince(), false);
    }

    private static Participant showing(Participant who, List<String> sources) {
        return new Participant(who.id(), who.peerId(), who.username(), who.name(), who.avatar(), who.guest(), who.role(), who.isMuted(), sources, who.mutedByModerator(),
                who.handRaised(), who.handSince(), who.away(), who.joinedAt());
    }

    private static Participant with(Participant who, String role, boolean muted, boolean byModerator, @Nullable Instant hand, boolean away) {
        List<String> sources = Stream.concat(muted ? Stream.empty() : Stream.of("microphone"), who.sources().stream().filter(one -> !one.equals("microphone"))).toList();
        return new Participant(who.id(), who.peerId(), who.username(), who.name(), who.avatar(), who.guest(), role, muted, sources, byModerator, hand != null, hand, away,
                who.joinedAt());
    }
}
