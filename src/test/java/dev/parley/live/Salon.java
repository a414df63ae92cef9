package dev.parley.live;

import dev.parley.live.Act.Arrival;
import dev.parley.live.Turn.Delivery;
import static dev.parley.live.People.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.Participant;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A live room, and short methods for what happens in it. Peers need not be named: each person's is that of their seat. */
final class Salon {
    final LiveRoom room;
    Instant now = NOON;
    private long presence;

    Salon(RoomView stored, Arrival... guests) {
        room = new LiveRoom(stored);
        for (Arrival arrival : guests) {
            enters(arrival);
        }
    }

    Turn enters(Arrival arrival) {
        return enters(arrival.person().username(), arrival);
    }

    Turn enters(String peer, Arrival arrival) {
        // No two people sit down at the same moment.
        now = now.plusSeconds(1);
        return takes(new Act.Enter(new PeerId(peer), null, arrival, ++presence));
    }

    /** While they speak, as somebody does whose connection was lost. */
    Turn entersSpeaking(String peer, Arrival arrival) {
        return takes(new Act.Enter(new PeerId(peer), null, arrival, ++presence, false));
    }

    /** In the words of calls, with an id that PeerJS gave the peer. */
    Turn calls(String peer, String callId, Arrival arrival) {
        return takes(new Act.Enter(new PeerId(peer), callId, arrival, ++presence));
    }

    Turn takes(Act act) {
        return room.take(act, now);
    }

    Turn lost(String peer) {
        return takes(new Act.Present(new PeerId(peer), false, ++presence));
    }

    Turn back(String peer) {
        return takes(new Act.Present(new PeerId(peer), true, ++presence));
    }

    Turn says(Person who, InRoom message) {
        return takes(new Act.Says(new PeerId(seat(who).peerId()), message));
    }

    /** Over REST, where the stored roles are looked up. */
    Turn orders(Person who, @Nullable Role stored, Moderation moderation, @Nullable Role target) {
        return takes(new Act.Moderate(People.id(who), stored, moderation, target));
    }

    Participant seat(Person who) {
        return room.participants().stream().filter(one -> one.id().equals(who.id())).findFirst().orElseThrow();
    }

    boolean seats(Person who) {
        return room.participants().stream().anyMatch(one -> one.id().equals(who.id()));
    }

    Role role(Person who) {
        return Role.of(seat(who).role()).orElseThrow();
    }

    Problem refuses(String code, Turns act) {
        List<Participant> before = room.participants();
        RoomView view = room.view();
        Problem refused = assertThrows(Problem.class, act::take);
        assertEquals(code, refused.code());
        assertEquals(before, room.participants(), "what is refused changes nothing");
        assertEquals(view, room.view(), "what is refused changes nothing");
        return refused;
    }

    interface Turns {
        Turn take();
    }

    static Delivery to(Person who, ServerMessage message) {
        return to(who.username(), message);
    }

    static Delivery to(String peer, ServerMessage message) {
        return new Delivery(new PeerId(peer), message);
    }

    static void assertAnswered(Turn turn, ServerMessage answer) {
        assertEquals(answer, turn.answer());
    }

    static void assertHeard(Turn turn, Delivery... deliveries) {
        assertEquals(List.of(deliveries), turn.deliveries());
    }

    /** Each of these messages is heard by all of these people, in order. */
    static void assertHeardByAll(Turn turn, List<ServerMessage> messages, Person... who) {
        assertEquals(messages.stream().flatMap(message -> Stream.of(who).map(one -> to(one, message))).toList(), turn.deliveries());
    }
}
