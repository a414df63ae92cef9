package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.CommonServers;
import dev.parley.harness.Person;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A lost socket costs nothing within the window, and leaves no ghost after it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ResumeIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final List<TestPeer> peers = new ArrayList<>();
    private final TestPeer ada = kept(TestPeer.called("ada"));
    private final TestPeer grace = kept(TestPeer.called("grace"));
    private final String room = ada.person.makesRoom();

    private TestPeer kept(TestPeer peer) {
        peers.add(peer);
        return peer;
    }

    private static List<String> said(TestPeer... sockets) {
        return java.util.Arrays.stream(sockets).flatMap(socket -> texts(socket.frames).stream()).toList();
    }

    private static List<String> texts(List<JsonObject> frames) {
        return frames.stream().filter(frame -> frame.getString("event").equals("chat")).map(frame -> frame.getJsonObject("data").getString("text"))
                .toList();
    }

    @AfterEach
    void closeAll() {
        peers.forEach(TestPeer::close);
    }

    @Test
    void somebodyWhoLosesTheSocketIsAwayAtOnceAndBackAfterResuming() {
        ada.joins(room);
        grace.joins(room);
        // Earlier than for somebody who is only silent.
        Until.isQuick("a cut", Duration.ofSeconds(5), () -> {
            Duration took = Until.time(() -> {
                peers.getLast().isCut();
                assertEquals(grace.peerId(), ada.hears("peer-away").getString("peerId"));
            });
            kept(peers.getLast().resumed());
            assertEquals(grace.peerId(), ada.hears("peer-back").getString("peerId"));
            return took;
        });
        peers.getLast().does("chat", "text", "I am back");
        assertEquals(grace.userId(), ada.hears("chat").getString("userId"));
        assertFalse(ada.heard("remove-peer"));
    }

    @Test
    void missedMessagesAreSentOnceAndInOrder() {
        ada.joins(room);
        grace.joins(room);
        ada.does("chat", "text", "0");
        grace.hears("chat");
        grace.isCut();
        ada.hears("peer-away");
        IntStream.rangeClosed(1, 20).forEach(i -> ada.does("chat", "text", "" + i));
        TestPeer back = kept(grace.resumed());
        ada.does("chat", "text", "21");
        back.hears("chat", chat -> chat.getString("text").equals("21"));
        assertEquals(IntStream.rangeClosed(0, 21).mapToObj(String::valueOf).toList(), said(grace, back));
    }

    @Test
    void aPlainCloseKeepsTheSeatToo() {
        ada.joins(room);
        grace.joins(room);
        grace.closes();
        ada.hears("peer-away");
        kept(grace.resumed());
        ada.hears("peer-back");
    }

    @Test
    void leavingFreesTheSeatAtOnce() {
        ada.joins(room);
        grace.joins(room);
        grace.does("leave", "roomId", room);
        grace.closes();
        assertEquals(grace.peerId(), ada.hears("remove-peer").getString("peerId"));
        assertFalse(ada.heard("peer-away"));
    }

    @Test
    void theSeatIsGoneWithinASecondAfterTheWindow() {
        Api impatient = CommonServers.impatient().api();
        TestPeer mei = kept(TestPeer.of(Person.called("mei", impatient)));
        Person noor = Person.called("noor", impatient);
        String elsewhere = mei.person.makesRoom();
        mei.joins(elsewhere);
        Duration window = Duration.ofSeconds(CommonServers.RESUME_SECONDS);
        // The server checks once a second.
        Until.isQuick("the end of a seat", window.plusSeconds(2), () -> {
            TestPeer lost = kept(TestPeer.of(noor));
            lost.joins(elsewhere);
            Duration took = Until.time(() -> {
                lost.isCut();
                mei.hears("remove-peer");
            });
            assertTrue(took.compareTo(window) >= 0, took + " after the cut");
            return took;
        });
        TestPeer lost = peers.getLast();
        TestPeer late = kept(TestPeer.of(noor));
        late.does("resume", "resumeId", lost.resumeId(), "lastSeq", lost.lastSeq());
        assertEquals("window_over", late.hears("resync").getString("reason"));
        assertEquals(2, late.joins(elsewhere).getJsonArray("participants").size());
    }

    @Test
    void aHalfOpenSocketIsReplaced() {
        ada.joins(room);
        grace.joins(room);
        TestPeer back = kept(grace.resumed());
        back.does("chat", "text", "from the new socket");
        ada.hears("chat");
        assertFalse(ada.heard("peer-away"));
        assertEquals(4002, grace.closeCode());
    }

    @Test
    void nobodyResumesTheLineOfAnotherPerson() {
        ada.joins(room);
        grace.joins(room);
        ada.does("resume", "resumeId", grace.resumeId(), "lastSeq", grace.lastSeq());
        ada.hears("resync");
        ada.does("chat", "text", "still two of us");
        assertEquals(ada.userId(), grace.hears("chat").getString("userId"));
    }

    @Test
    void theLineOfSomebodyWhoSignedOutCannotBeResumed() {
        ada.joins(room);
        grace.joins(room);
        grace.isCut();
        ada.hears("peer-away");
        grace.person.api().post("/api/auth/logout", "");
        ada.hears("remove-peer");
    }

    @Test
    void aLostAnswerIsSentAgain() {
        ada.joins(room);
        ada.stopsReading();
        ada.sends("{\"event\":\"chat\",\"data\":{\"text\":\"did you get this?\"},\"id\":77}");
        ada.sends("{\"event\":\"chat\",\"data\":{\"text\":\"and this?\"},\"id\":78}");
        grace.joins(room);
        TestPeer again = kept(ada.resumed());
        Until.holds("the answers", SOON, () -> again.frames.stream().filter(frame -> frame.getString("event").equals("ack"))
                .map(frame -> frame.get("id").toString()).toList().containsAll(List.of("77", "78")));
    }

    @Test
    void aFrameSentAgainAfterAResumeIsAnsweredAndNotDoneTwice() {
        ada.joins(room);
        grace.joins(room);
        String once = "{\"event\":\"chat\",\"data\":{\"text\":\"once\"},\"id\":\"mine-1\"}";
        ada.sends(once);
        grace.hears("chat", chat -> chat.getString("text").equals("once"));
        ada.isCut();
        TestPeer back = kept(ada.resumed());
        back.sends(once);
        Until.holds("the answer", SOON, () -> back.frames.stream().filter(frame -> frame.getString("event").equals("ack"))
                .anyMatch(frame -> frame.get("id").toString().equals("\"mine-1\"")));
        back.does("chat", "text", "last");
        grace.hears("chat", chat -> chat.getString("text").equals("last"));
        assertEquals(List.of("once", "last"), texts(grace.frames));
    }

    @Test
    void aClientThatCountsFromTheBeginningAfterAResumeIsStillHeard() {
        ada.joins(room);
        grace.joins(room);
        ada.sends("{\"event\":\"chat\",\"data\":{\"text\":\"before\"},\"id\":9}");
        grace.hears("chat");
        ada.isCut();
        TestPeer back = kept(ada.resumed());
        back.sends("{\"event\":\"chat\",\"data\":{\"text\":\"after\"},\"id\":9}");
        assertEquals("after", grace.hears("chat").getString("text"));
    }

    @Test
    void framesOfAReplacedSocketAreNotCarriedOut() {
        ada.joins(room);
        grace.joins(room);
        TestPeer back = kept(ada.resumed());
        ada.socket().sendText("{\"event\":\"chat\",\"data\":{\"text\":\"from the old socket\"}}", true);
        assertEquals(4002, ada.closeCode());
        back.does("chat", "text", "from the new one");
        assertEquals("from the new one", grace.hears("chat").getString("text"));
    }

    @Test
    void theAnswerToAResumeIsNotRepeatedOnTheNextSocket() {
        ada.joins(room);
        ada.isCut();
        TestPeer second = kept(ada.resumed());
        second.isCut();
        TestPeer third = kept(second.resumed());
        third.does("chat", "text", "here");
        assertEquals(1, third.frames.stream().filter(frame -> frame.getString("event").equals("ack") && frame.getJsonObject("data").containsKey("peerId")).count());
    }

    @Test
    void signingOutOfTheSessionThatResumedEndsALineThatAnotherSessionOpened() {
        ada.joins(room);
        grace.joins(room);
        grace.isCut();
        Person elsewhere = grace.person.again();
        TestPeer back = kept(TestPeer.of(elsewhere));
        back.does("resume", "resumeId", grace.resumeId(), "lastSeq", grace.lastSeq());
        back.isCut();
        ada.hears("peer-away");
        elsewhere.api().post("/api/auth/logout", "");
        ada.hears("remove-peer");
    }
}
