package dev.parley.signalling;

import static dev.parley.harness.TestPeer.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.TestPeer;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who hears what, over real sockets. For each hole that was found in the seed systems, a test shows that it is closed. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RelayIT {
    private static final JsonObject OFFER = object("type", "offer", "sdp", "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=sendrecv\r\n");

    private final List<TestPeer> peers = new ArrayList<>();
    private final TestPeer ada = peer("ada");
    private final TestPeer grace = peer("grace");
    private final String room = ada.person.makesRoom();

    private TestPeer peer(String name) {
        TestPeer peer = TestPeer.called(name);
        peers.add(peer);
        return peer;
    }

    @AfterEach
    void closeAll() {
        peers.forEach(TestPeer::close);
    }

    @Test
    void theNewcomerOffersAndTheOthersAreTold() {
        ada.joins(room);
        JsonObject joined = grace.joins(room);
        assertEquals("speaker", joined.getString("role"));
        assertEquals(2, joined.getJsonArray("participants").size());
        assertEquals(grace.peerId(), joined.getJsonObject("self").getString("peerId"));
        assertEquals(2, joined.getJsonObject("room").getInt("currentParticipants"));
        JsonObject offers = grace.hears("add-peer");
        assertTrue(offers.getBoolean("createOffer"));
        assertEquals(ada.peerId(), offers.getString("peerId"));
        assertEquals(ada.userId(), offers.getJsonObject("user").getString("id"));
        JsonObject answers = ada.hears("add-peer");
        assertFalse(answers.getBoolean("createOffer"));
        assertEquals(grace.peerId(), answers.getString("peerId"));
    }

    @Test
    void descriptionsAndCandidatesGoThroughUnchanged() {
        ada.joins(room);
        grace.joins(room);
        grace.does("relay-sdp", "peerId", ada.peerId(), "sessionDescription", OFFER);
        grace.does("relay-ice", "peerId", ada.peerId(), "icecandidate", object("candidate", "candidate:1 1 udp", "sdpMLineIndex", 0));
        grace.does("relay-ice", "peerId", ada.peerId(), "icecandidate", null);
        JsonObject heard = ada.hears("session-description");
        assertEquals(grace.peerId(), heard.getString("peerId"));
        assertEquals(OFFER, heard.getJsonObject("sessionDescription"));
        assertEquals("candidate:1 1 udp", ada.hears("ice-candidate").getJsonObject("icecandidate").getString("candidate"));
        assertTrue(ada.hears("ice-candidate").isNull("icecandidate"));
    }

    @Test
    void theOrderOfASenderIsKept() {
        ada.joins(room);
        grace.joins(room);
        for (int i = 0; i < 150; i++) {
            grace.sends("{\"event\":\"relay-ice\",\"data\":{\"peerId\":\"" + ada.peerId() + "\",\"icecandidate\":{\"n\":" + i + "}}}");
        }
        for (int i = 0; i < 150; i++) {
            assertEquals(i, ada.hears("ice-candidate").getJsonObject("icecandidate").getInt("n"));
        }
    }

    @Test
    void everyFrameExceptAnswersIsNumberedWithoutGaps() {
        ada.joins(room);
        grace.joins(room);
        grace.does("chat", "text", "hello");
        assertEquals("pong", grace.asks("ping", object()).getString("event"));
        ada.hears("chat");
        for (TestPeer peer : List.of(ada, grace)) {
            List<Integer> numbers = peer.frames.stream().filter(frame -> frame.containsKey("seq")).map(frame -> frame.getInt("seq")).toList();
            for (int i = 0; i < numbers.size(); i++) {
                assertEquals(i + 1, numbers.get(i));
            }
            assertTrue(peer.frames.stream().filter(frame -> List.of("ack", "pong", "error").contains(frame.getString("event")))
                    .noneMatch(frame -> frame.containsKey("seq")));
        }
    }

    @Test
    void aStrangerCannotRelayToSomebodyInARoom() {
        ada.joins(room);
        grace.isRefused("not_in_room", "relay-sdp", "peerId", ada.peerId(), "sessionDescription", OFFER);
        String other = grace.person.makesRoom();
        grace.joins(other);
        grace.isRefused("no_such_peer", "relay-sdp", "peerId", ada.peerId(), "sessionDescription", OFFER);
        ada.does("chat", "text", "still alone");
        assertFalse(ada.heard("session-description"));
    }

    @Test
    void aWholeRoomCannotBeAddressedAsAPeer() {
        ada.joins(room);
        grace.joins(room);
        grace.isRefused("no_such_peer", "relay-sdp", "peerId", room, "sessionDescription", OFFER);
    }

    @Test
    void aRoomNamedAfterAVictimsPeerDoesNotExist() {
        ada.joins(room);
        grace.isRefused("room_not_found", "join", "roomId", ada.peerId());
    }

    @Test
    void nobodyMutesOrUnmutesAnotherPerson() {
        ada.joins(room);
        grace.joins(room);
        grace.isRefused("identity_mismatch", "unmute", "roomId", room, "userId", ada.userId());
        grace.isRefused("identity_mismatch", "mute-info", "userId", ada.userId(), "isMute", false);
        grace.isRefused("forbidden", "mute-peer", "userId", ada.userId());
    }

    @Test
    void theUserInAJoinIsIgnored() {
        ada.joins(room);
        grace.does("join", "roomId", room, "user", object("id", ada.userId(), "username", "ada"));
        assertEquals(grace.userId(), ada.hears("add-peer").getJsonObject("user").getString("id"));
    }

    @Test
    void aDoubleJoinIntroducesNobodyToThemselves() {
        ada.joins(room);
        assertEquals(1, ada.joins(room).getJsonArray("participants").size());
        assertFalse(ada.heard("add-peer"));
    }

    @Test
    void joiningASecondRoomLeavesNoGhostInTheFirst() {
        String other = grace.person.makesRoom();
        ada.joins(room);
        grace.joins(room);
        grace.joins(other);
        assertEquals(grace.userId(), ada.hears("remove-peer").getString("userId"));
        grace.isRefused("no_such_peer", "relay-sdp", "peerId", ada.peerId(), "sessionDescription", OFFER);
    }

    @Test
    void afterLeavingTheSameSocketJoinsAndRelaysAgain() {
        ada.joins(room);
        grace.joins(room);
        grace.does("leave", "roomId", room);
        ada.hears("remove-peer");
        grace.joins(room);
        grace.does("relay-sdp", "peerId", ada.peerId(), "sessionDescription", OFFER);
        assertEquals(grace.peerId(), ada.hears("session-description").getString("peerId"));
    }

    @Test
    void aSecondSocketTakesTheSeatOverAndTheLateCloseOfTheFirstRemovesNobody() {
        ada.joins(room);
        grace.joins(room);
        TestPeer tablet = TestPeer.of(grace.person);
        peers.add(tablet);
        tablet.joins(room);
        assertEquals("joined_elsewhere", grace.hears("removed").getString("reason"));
        assertEquals(grace.peerId(), ada.hears("remove-peer").getString("peerId"));
        assertEquals(tablet.peerId(), ada.hears("add-peer", data -> data.getString("peerId").equals(tablet.peerId())).getString("peerId"));
        grace.isCut();
        tablet.does("chat", "text", "still here");
        ada.hears("chat");
        assertFalse(ada.heard("peer-away"));
        assertEquals(2, ada.person.api().get("/api/rooms/" + room).json().getJsonObject("room").getInt("currentParticipants"));
    }

    @Test
    void aFullRoomRefusesNewcomersAndTakesItsOwnMemberBack() {
        String small = ada.person.makesRoom("maxParticipants", 2);
        ada.joins(small);
        grace.joins(small);
        peer("linus").isRefused("room_full", "join", "roomId", small);
        TestPeer again = TestPeer.of(grace.person);
        peers.add(again);
        assertEquals(2, again.joins(small).getJsonArray("participants").size());
    }

    @Test
    void exactlyAsManyGetInAsThereIsRoomFor() throws Exception {
        String small = ada.person.makesRoom("maxParticipants", 5);
        try (ExecutorService many = Executors.newFixedThreadPool(12)) {
            List<TestPeer> crowd = Stream.generate(() -> peer("crowd")).limit(12).toList();
            List<String> events = many.invokeAll(crowd.stream().map(peer -> (Callable<String>) () -> peer.asks("join", object("roomId", small))
                    .getString("event")).toList()).stream().map(Future::resultNow).toList();
            assertEquals(5, events.stream().filter("ack"::equals).count());
        }
        assertEquals(5, ada.person.api().get("/api/rooms/" + small).json().getJsonObject("room").getInt("currentParticipants"));
    }

    @Test
    void aPrivateRoomDoesNotExistForStrangers() {
        String secret = ada.person.makesRoom("isPrivate", true);
        grace.isRefused("room_not_found", "join", "roomId", secret);
        Api.Answer invite = ada.person.api().post("/api/rooms/" + secret + "/invites", "{}");
        String code = invite.json().getJsonObject("invite").getString("code");
        grace.does("join", "roomId", secret, "invite", code);
        ada.joins(secret);
    }

    @Test
    void invalidFramesGetAnErrorAndTheSocketStaysOpen() {
        ada.joins(room);
        for (String event : List.of("relay-ice", "relay-sdp", "join", "hand", "chat", "mute-info", "set-role", "resume", "remove", "lock", "speak")) {
            ada.isRefused("bad_payload", event);
        }
        ada.isRefused("unknown_event", "leave-it");
        ada.sends("not json");
        ada.hears("error", error -> error.getString("code").equals("bad_frame"));
        ada.sends("{\"event\":\"relay-ice\"}");
        ada.sends("{\"event\":\"leave\",\"data\":null}");
        grace.joins(room);
    }

    @Test
    void chatIsHeardByAllAndStored() {
        ada.joins(room);
        grace.joins(room);
        ada.does("chat", "text", "Good morning \uD83D\uDC4B");
        JsonObject heard = grace.hears("chat");
        assertEquals("Good morning \uD83D\uDC4B", heard.getString("text"));
        assertEquals(ada.userId(), heard.getString("userId"));
        assertEquals(heard.getString("id"), ada.hears("chat").getString("id"));
        ada.does("react", "emoji", "\uD83C\uDF89");
        assertEquals("\uD83C\uDF89", grace.hears("react").getString("emoji"));
        dev.parley.harness.Until.holds("the message is in the history", java.time.Duration.ofSeconds(30), () -> ada.person.api()
                .get("/api/rooms/" + room + "/messages").body().contains(heard.getString("id")));
    }
}
