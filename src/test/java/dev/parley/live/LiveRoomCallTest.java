package dev.parley.live;

import dev.parley.live.Turn.Delivery;
import static dev.parley.live.People.ADA;
import static dev.parley.live.People.GRACE;
import static dev.parley.live.People.LINUS;
import static dev.parley.live.People.arrival;
import static dev.parley.live.People.host;
import static dev.parley.live.People.id;
import static dev.parley.live.People.open;
import static dev.parley.live.People.peer;
import static dev.parley.live.People.room;
import static dev.parley.live.People.stage;
import static dev.parley.live.Salon.assertAnswered;
import static dev.parley.live.Salon.assertHeard;
import static dev.parley.live.Salon.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Signal;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.ClientMessage.Video;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.Sources;
import dev.parley.protocol.Source;
import dev.parley.protocol.ServerMessage.CallMuteStatus;
import dev.parley.protocol.ServerMessage.CallPeerJoined;
import dev.parley.protocol.ServerMessage.CallPeerLeft;
import dev.parley.protocol.ServerMessage.CallPeers;
import dev.parley.protocol.ServerMessage.CallSignal;
import dev.parley.protocol.ServerMessage.CallVideoStatus;
import dev.parley.protocol.ServerMessage.IceCandidate;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.Muted;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.SessionDescription;
import dev.parley.words.SignalText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that joined in the words of calls, alone and together with others. */
class LiveRoomCallTest {
    private static final RoomId ROOM = new RoomId("salon");
    private static final Opaque OFFER = new Opaque("{\"type\":\"offer\",\"sdp\":\"m=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\na=sendrecv\\r\\n\"}");
    private static final Opaque CANDIDATE = new Opaque("{\"candidate\":\"candidate:1 1 udp 1 192.0.2.7 5 typ host\",\"sdpMid\":\"0\"}");

    private final Salon salon = new Salon(open(), host());

    private static Turn calls(Salon salon, Person who) {
        salon.now = salon.now.plusSeconds(1);
        return salon.calls(who.username(), "peerjs-" + who.username(), arrival(who));
    }

    private static Signal signal(Person whom, Opaque signal, String type) {
        return new Signal(ROOM, null, id(whom), new SignalText(signal), type);
    }

    private static List<ServerMessage> heardBy(Person who, Turn turn) {
        return turn.deliveries().stream().filter(delivery -> delivery.peer().equals(peer(who.username()))).map(Delivery::message).toList();
    }

    @Test
    void aCallerFindsTheOthersAndIsAnnouncedToThem() {
        Turn first = calls(salon, GRACE);
        CallParticipant ada = new CallParticipant(ADA.id(), "ada", "ada", true, false, salon.seat(ADA).joinedAt());
        assertAnswered(first, new CallPeers(ROOM, List.of(ada)));
        Turn second = calls(salon, LINUS);
        assertEquals(List.of(new CallPeerJoined(id(LINUS), "peerjs-linus", "linus")), heardBy(GRACE, second));
        assertEquals(List.of("ada", "peerjs-grace"),
                ((CallPeers) second.answer()).participants().stream().map(CallParticipant::peerId).toList());
    }

    @Test
    void aSignalNamesItsSender() {
        calls(salon, GRACE);
        calls(salon, LINUS);
        assertHeard(salon.says(GRACE, signal(LINUS, OFFER, "anything")),
                to(LINUS, new CallSignal(ROOM, id(GRACE), id(LINUS), "peerjs-grace", "peerjs-linus", OFFER, "anything")));
    }

    @Test
    void aSignalToSomebodyInTheRoomIsADescriptionOrACandidate() {
        calls(salon, GRACE);
        assertHeard(salon.says(GRACE, signal(ADA, OFFER, "offer")), to(ADA, new SessionDescription(peer("grace"), new SignalText(OFFER))));
        assertHeard(salon.says(GRACE, signal(ADA, OFFER, null)), to(ADA, new SessionDescription(peer("grace"), new SignalText(OFFER))));
        assertHeard(salon.says(GRACE, signal(ADA, CANDIDATE, "ice-candidate")), to(ADA, new IceCandidate(peer("grace"), CANDIDATE)));
        assertHeard(salon.says(GRACE, signal(ADA, CANDIDATE, null)), to(ADA, new IceCandidate(peer("grace"), CANDIDATE)));
        assertHeard(salon.says(GRACE, signal(ADA, Opaque.NULL, "ice-candidate")), to(ADA, new IceCandidate(peer("grace"), Opaque.NULL)));
    }

    @Test
    void aWrappedCandidateIsUnwrappedAndADescriptionWithoutATypeGetsIts() {
        calls(salon, GRACE);
        Opaque wrapped = new Opaque("{\"type\":\"candidate\",\"candidate\":" + CANDIDATE.json() + "}");
        assertHeard(salon.says(GRACE, signal(ADA, wrapped, "candidate")), to(ADA, new IceCandidate(peer("grace"), CANDIDATE)));
        assertHeard(salon.says(GRACE, signal(ADA, new Opaque("{\"sdp\":\"\"}"), "answer")),
                to(ADA, new SessionDescription(peer("grace"), new SignalText(new Opaque("{\"type\":\"answer\",\"sdp\":\"\"}")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"renegotiate", "offer "})
    void aSignalThatRoomsHaveNoWordForIsRefused(String type) {
        calls(salon, GRACE);
        salon.refuses("bad_payload", () -> salon.says(GRACE, signal(ADA, new Opaque("{}"), type)));
        salon.refuses("bad_payload", () -> salon.says(GRACE, signal(ADA, new Opaque("{}"), null)));
        salon.refuses("bad_payload", () -> salon.says(GRACE, signal(ADA, Opaque.NULL, "offer")));
    }

    @Test
    void aDescriptionAndACandidateFromTheRoomAreSignals() {
        calls(salon, GRACE);
        assertHeard(salon.says(ADA, new RelaySdp(peer("grace"), new SignalText(OFFER))),
                to(GRACE, new CallSignal(ROOM, id(ADA), id(GRACE), "ada", "peerjs-grace", OFFER, "offer")));
        assertHeard(salon.says(ADA, new RelayIce(peer("grace"), CANDIDATE)),
                to(GRACE, new CallSignal(ROOM, id(ADA), id(GRACE), "ada", "peerjs-grace", CANDIDATE, "ice-candidate")));
        assertHeard(salon.says(ADA, new RelayIce(peer("grace"), Opaque.NULL)));
    }

    @Test
    void aSignalHasToBeForSomebodyElseHereAndFromTheSender() {
        calls(salon, GRACE);
        salon.refuses("no_such_peer", () -> salon.says(GRACE, signal(LINUS, OFFER, "offer")));
        salon.refuses("no_such_peer", () -> salon.says(GRACE, signal(GRACE, OFFER, "offer")));
        salon.refuses("not_in_room", () -> salon.says(GRACE, new Signal(room("elsewhere"), null, id(ADA), new SignalText(OFFER), "offer")));
        salon.refuses("identity_mismatch", () -> salon.says(GRACE, new Signal(ROOM, id(ADA), id(ADA), new SignalText(OFFER), "offer")));
        salon.refuses("identity_mismatch", () -> salon.says(GRACE, new Leave(ROOM, id(ADA))));
        salon.refuses("identity_mismatch", () -> salon.says(GRACE, new Video(true, ROOM, id(ADA))));
    }

    @Test
    void aListenerCannotSignalASendingDescriptionWhateverItsType() {
        Salon hall = new Salon(stage(), host());
        calls(hall, GRACE);
        for (String type : List.of("offer", "answer", "ice-candidate", "else")) {
            hall.refuses("forbidden", () -> hall.says(GRACE, signal(ADA, OFFER, type)));
            hall.refuses("forbidden", () -> hall.says(GRACE, signal(ADA, new Opaque("{\"inside\":" + OFFER.json() + "}"), type)));
        }
        calls(hall, LINUS);
        hall.refuses("forbidden", () -> hall.says(GRACE, signal(LINUS, CANDIDATE, "ice-candidate")));
        hall.refuses("forbidden", () -> hall.says(GRACE, new Video(true, ROOM, id(GRACE))));
    }

    @Test
    void everybodyHearsOfAMuteInTheirOwnWords() {
        calls(salon, GRACE);
        Turn turn = salon.says(GRACE, new Mute(false, ROOM, id(GRACE)));
        assertEquals(List.of(new Muted(false, ROOM, peer("grace"), id(GRACE)), new MuteInfo(id(GRACE), false, false)), heardBy(ADA, turn));
        assertEquals(List.of(new CallMuteStatus(id(GRACE), "grace", false)), heardBy(GRACE, turn));
    }

    @Test
    void peersInCallsHearOfACameraInTheirOwnWords() {
        calls(salon, GRACE);
        calls(salon, LINUS);
        ServerMessage on = new CallVideoStatus(id(GRACE), "grace", true);
        assertHeard(salon.says(GRACE, new Video(true, ROOM, id(GRACE))), to(ADA, new Sources(id(GRACE), List.of(Source.CAMERA))), to(GRACE, on), to(LINUS, on));
        assertTrue(salon.room.callers().get(1).isVideoOn());
    }

    @Test
    void somebodyWhoIsMovedDownIsOffCamera() {
        Salon hall = new Salon(stage(), host());
        calls(hall, GRACE);
        hall.says(ADA, new SetRole(id(GRACE), Role.SPEAKER));
        hall.says(GRACE, new Speak(true));
        hall.says(GRACE, new Video(true, ROOM, id(GRACE)));
        Turn down = hall.says(ADA, new SetRole(id(GRACE), Role.LISTENER));
        assertTrue(heardBy(GRACE, down).contains(new CallVideoStatus(id(GRACE), "grace", false)));
        assertFalse(hall.room.callers().get(1).isVideoOn());
    }

    @Test
    void messagesThatCallsHaveNoWordForAreLeftOut() {
        calls(salon, GRACE);
        assertEquals(List.of(), heardBy(GRACE, salon.says(ADA, new Chat("Good morning"))));
        assertEquals(List.of(), heardBy(GRACE, salon.lost("ada")));
    }

    @Test
    void somebodyRemovedFromACallIsToldAndTheOthersHearThatTheyLeft() {
        calls(salon, GRACE);
        calls(salon, LINUS);
        Turn turn = salon.says(ADA, new Remove(id(GRACE), false));
        assertEquals(List.of(new Removed("removed", false)), heardBy(GRACE, turn));
        assertEquals(List.of(new CallPeerLeft(id(GRACE), "peerjs-grace", "grace")), heardBy(LINUS, turn));
    }

    @Test
    void aNewConnectionGetsANewIdAndTheLateEndOfTheOldOneRemovesNobody() {
        calls(salon, GRACE);
        calls(salon, LINUS);
        Turn turn = salon.calls("grace-2", "peerjs-2", arrival(GRACE));
        assertEquals(List.of(new CallPeerLeft(id(GRACE), "peerjs-grace", "grace"), new CallPeerJoined(id(GRACE), "peerjs-2", "grace")),
                heardBy(LINUS, turn));
        assertEquals(List.of(new Removed("joined_elsewhere", false)), heardBy(GRACE, turn));
        assertHeard(salon.takes(new Act.Gone(peer("grace"))));
        assertEquals(3, salon.room.count());
    }

    @Test
    void joiningAgainWithAnotherIdIsAnnouncedAgain() {
        calls(salon, GRACE);
        calls(salon, LINUS);
        Turn turn = salon.calls("grace", "peerjs-2", arrival(GRACE));
        assertEquals(List.of(new CallPeerLeft(id(GRACE), "peerjs-grace", "grace"), new CallPeerJoined(id(GRACE), "peerjs-2", "grace")),
                heardBy(LINUS, turn));
        assertEquals(List.of(), heardBy(GRACE, turn));
        assertEquals(turn.answer(), salon.calls("grace", "peerjs-2", arrival(GRACE)).answer());
    }

    @Test
    void aMessageToManyIsOneObject() {
        calls(salon, GRACE);
        calls(salon, LINUS);
        Turn turn = salon.says(ADA, new Mute(true, null, null));
        assertSame(heardBy(GRACE, turn).getFirst(), heardBy(LINUS, turn).getFirst());
    }

    @Test
    void nothingAboutAnAdHocCallIsStored() {
        LiveRoom call = LiveRoom.adHoc(open());
        call.take(new Act.Enter(peer("grace"), "peerjs-grace", arrival(GRACE), 1), People.NOON);
        assertEquals(List.of(), call.take(new Act.Says(peer("grace"), new Chat("Good morning")), People.NOON).facts());
        assertEquals(1, salon.says(ADA, new Chat("Good morning")).facts().size());
    }
}
