package dev.parley.live;

import static dev.parley.live.People.ADA;
import static dev.parley.live.People.GRACE;
import static dev.parley.live.People.LINUS;
import static dev.parley.live.People.MARGARET;
import static dev.parley.live.People.arrival;
import static dev.parley.live.People.host;
import static dev.parley.live.People.id;
import static dev.parley.live.People.open;
import static dev.parley.live.People.peer;
import static dev.parley.live.People.room;
import static dev.parley.live.People.stage;
import static dev.parley.live.Salon.assertHeard;
import static dev.parley.live.Salon.assertHeardByAll;
import static dev.parley.live.Salon.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.Hand;
import dev.parley.protocol.ClientMessage.LowerHand;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.MuteState;
import dev.parley.protocol.ClientMessage.React;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.ServerMessage.HandRaised;
import dev.parley.protocol.ServerMessage.IceCandidate;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.Muted;
import dev.parley.protocol.ServerMessage.Reacted;
import dev.parley.protocol.ServerMessage.Said;
import dev.parley.protocol.ServerMessage.SessionDescription;
import dev.parley.protocol.UserId;
import dev.parley.words.SignalText;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people do for themselves: connect, mute, ask for the floor, write. */
class LiveRoomTalkingTest {
    private static final SignalText SENDS = new SignalText(new Opaque("{\"type\":\"offer\",\"sdp\":\"v=0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\na=sendrecv\\r\\n\"}"));
    private static final SignalText RECEIVES = new SignalText(new Opaque("{\"type\":\"answer\",\"sdp\":\"v=0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\na=recvonly\\r\\n\"}"));
    private static final Opaque CANDIDATE = new Opaque("{\"candidate\":\"candidate:1\"}");

    @Test
    void descriptionsAndCandidatesGoToTheOnePeerUnderTheSendersOwnId() {
        Salon salon = new Salon(open(), host(), arrival(GRACE), arrival(LINUS));
        assertHeard(salon.says(GRACE, new RelaySdp(peer("linus"), SENDS)), to(LINUS, new SessionDescription(peer("grace"), SENDS)));
        assertHeard(salon.says(LINUS, new RelayIce(peer("grace"), CANDIDATE)), to(GRACE, new IceCandidate(peer("linus"), CANDIDATE)));
        assertHeard(salon.says(LINUS, new RelayIce(peer("grace"), Opaque.NULL)), to(GRACE, new IceCandidate(peer("linus"), Opaque.NULL)));
    }

    @Test
    void nothingIsRelayedToTheSenderToStrangersOrToARoom() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        for (String peer : List.of("grace", "linus", "salon", ADA.id())) {
            salon.refuses("no_such_peer", () -> salon.says(GRACE, new RelaySdp(peer(peer), SENDS)));
            salon.refuses("no_such_peer", () -> salon.says(GRACE, new RelayIce(peer(peer), CANDIDATE)));
        }
    }

    @Test
    void nothingIsRelayedToAPeerThatLeftOrMovedOn() {
        Salon salon = new Salon(open(), host(), arrival(GRACE), arrival(LINUS));
        salon.takes(new Act.Gone(peer("linus")));
        salon.enters("grace-phone", arrival(GRACE));
        salon.refuses("no_such_peer", () -> salon.says(ADA, new RelayIce(peer("linus"), CANDIDATE)));
        salon.refuses("no_such_peer", () -> salon.says(ADA, new RelayIce(peer("grace"), CANDIDATE)));
        salon.refuses("not_in_room", () -> salon.takes(new Act.Says(peer("grace"), new RelayIce(peer("ada"), CANDIDATE))));
    }

    @Test
    void somebodyWhoIsAwayMissesNothing() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.lost("grace");
        assertHeard(salon.says(ADA, new RelayIce(peer("grace"), CANDIDATE)), to(GRACE, new IceCandidate(peer("ada"), CANDIDATE)));
    }

    @Test
    void aListenerMayReceiveButNotOfferToSend() {
        Salon salon = new Salon(stage(), host(), arrival(GRACE));
        salon.refuses("forbidden", () -> salon.says(GRACE, new RelaySdp(peer("ada"), SENDS)));
        assertHeard(salon.says(GRACE, new RelaySdp(peer("ada"), RECEIVES)), to(ADA, new SessionDescription(peer("grace"), RECEIVES)));
        assertHeard(salon.says(ADA, new RelaySdp(peer("grace"), SENDS)), to(GRACE, new SessionDescription(peer("ada"), SENDS)));
    }

    @Test
    void listenersAreNotConnectedToEachOther() {
        Salon salon = new Salon(stage(), host(), arrival(GRACE), arrival(LINUS));
        salon.refuses("forbidden", () -> salon.says(GRACE, new RelaySdp(peer("linus"), RECEIVES)));
        salon.refuses("forbidden", () -> salon.says(GRACE, new RelayIce(peer("linus"), CANDIDATE)));
    }

    @Test
    void everybodyHearsOfAMuteIncludingTheSender() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        assertTrue(salon.seat(GRACE).isMuted(), "everybody starts muted");
        assertHeardByAll(salon.says(GRACE, new Mute(false, room("salon"), id(GRACE))),
                List.of(new Muted(false, room("salon"), peer("grace"), id(GRACE)), new MuteInfo(id(GRACE), false, false)), ADA, GRACE);
        assertFalse(salon.seat(GRACE).isMuted());
        assertHeardByAll(salon.says(GRACE, new Mute(true, null, null)),
                List.of(new Muted(true, room("salon"), peer("grace"), id(GRACE)), new MuteInfo(id(GRACE), true, false)), ADA, GRACE);
    }

    @Test
    void aMuteInfoThatChangesNothingIsToldToNobody() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        assertHeard(salon.says(GRACE, new MuteState(new Mute(true, null, null))));
        assertHeardByAll(salon.says(GRACE, new MuteState(new Mute(false, null, null))),
                List.of(new Muted(false, room("salon"), peer("grace"), id(GRACE)), new MuteInfo(id(GRACE), false, false)), ADA, GRACE);
        assertHeard(salon.says(GRACE, new MuteState(new Mute(false, room("salon"), id(GRACE)))));
        salon.refuses("identity_mismatch", () -> salon.says(GRACE, new MuteState(new Mute(false, null, id(ADA)))));
    }

    @Test
    void nobodyMutesOrUnmutesAnotherPersonInTheirName() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.refuses("identity_mismatch", () -> salon.says(ADA, new Mute(false, null, id(GRACE))));
        salon.refuses("identity_mismatch", () -> salon.says(GRACE, new Mute(true, null, id(ADA))));
        salon.refuses("identity_mismatch", () -> salon.says(GRACE, new Mute(true, null, new UserId("grace"))));
        salon.refuses("not_in_room", () -> salon.says(GRACE, new Mute(true, room("library"), null)));
    }

    @Test
    void aListenerCannotUnmute() {
        Salon salon = new Salon(stage(), host(), arrival(GRACE));
        salon.refuses("forbidden", () -> salon.says(GRACE, new Mute(false, null, null)));
        assertHeardByAll(salon.says(GRACE, new Mute(true, null, null)),
                List.of(new Muted(true, room("salon"), peer("grace"), id(GRACE)), new MuteInfo(id(GRACE), true, false)), ADA, GRACE);
    }

    @Test
    void handsAreCountedInTheOrderInWhichTheyWentUp() {
        Salon salon = new Salon(stage(), host(), arrival(GRACE), arrival(LINUS), arrival(MARGARET));
        Instant first = salon.now;
        assertHeardByAll(salon.says(MARGARET, new Hand(true)), List.of(new HandRaised(id(MARGARET), true, 1, first)), ADA, GRACE, LINUS, MARGARET);
        salon.now = first.plusSeconds(1);
        assertHeardByAll(salon.says(GRACE, new Hand(true)), List.of(new HandRaised(id(GRACE), true, 2, first.plusSeconds(1))), ADA, GRACE, LINUS, MARGARET);
        assertHeard(salon.says(GRACE, new Hand(true)));
        salon.takes(new Act.Gone(peer("margaret")));
        salon.now = first.plusSeconds(2);
        assertHeardByAll(salon.says(LINUS, new Hand(true)), List.of(new HandRaised(id(LINUS), true, 2, first.plusSeconds(2))), ADA, GRACE, LINUS);
    }

    @Test
    void aHandIsLoweredByItsOwnerOrAModerator() {
        Salon salon = new Salon(open(), host(), arrival(GRACE), arrival(LINUS));
        salon.says(GRACE, new Hand(true));
        assertHeardByAll(salon.says(GRACE, new Hand(false)), List.of(new HandRaised(id(GRACE), false, 0, null)), ADA, GRACE, LINUS);
        assertHeard(salon.says(GRACE, new Hand(false)));
        salon.says(GRACE, new Hand(true));
        salon.refuses("forbidden", () -> salon.says(LINUS, new LowerHand(id(GRACE))));
        assertHeardByAll(salon.says(ADA, new LowerHand(id(GRACE))), List.of(new HandRaised(id(GRACE), false, 0, null)), ADA, GRACE, LINUS);
        assertHeard(salon.says(ADA, new LowerHand(id(GRACE))));
        salon.refuses("no_such_peer", () -> salon.says(ADA, new LowerHand(id(MARGARET))));
    }

    @Test
    void aModeratorLowersTheirOwnHandLikeAnyOther() {
        Salon salon = new Salon(open(), host());
        salon.says(ADA, new Hand(true));
        assertHeard(salon.says(ADA, new LowerHand(id(ADA))), to(ADA, new HandRaised(id(ADA), false, 0, null)));
    }

    @Test
    void chatIsHeardByAllAndStored() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        Turn turn = salon.says(GRACE, new Chat("Nanoseconds!"));
        Said said = assertInstanceOf(Said.class, turn.deliveries().getFirst().message());
        assertHeardByAll(turn, List.of(new Said(said.id(), id(GRACE), "Nanoseconds!", salon.now, null)), ADA, GRACE);
        assertEquals(List.of(new Fact.Chatted(room("salon"), said.id(), id(GRACE), "Nanoseconds!", salon.now, null)), turn.facts());
        Turn next = salon.says(GRACE, new Chat("Nanoseconds!"));
        assertNotEquals(said, next.deliveries().getFirst().message(), "each message has an id of its own");
    }

    @Test
    void aReplySaysWhatItAnswers() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        Turn turn = salon.says(GRACE, new Chat("So do I", new MessageId("m1")));
        Said said = assertInstanceOf(Said.class, turn.deliveries().getFirst().message());
        assertEquals(new MessageId("m1"), said.replyTo());
        assertEquals(List.of(new Fact.Chatted(room("salon"), said.id(), id(GRACE), "So do I", salon.now, new MessageId("m1"))), turn.facts());
    }

    @Test
    void aReactionIsHeardByAllAndNotStored() {
        Salon salon = new Salon(stage(), host(), arrival(GRACE));
        Turn turn = salon.says(GRACE, new React("👏", null, true));
        assertHeardByAll(turn, List.of(new Reacted(id(GRACE), "👏", null, true)), ADA, GRACE);
        assertEquals(List.of(), turn.facts());
    }
}
