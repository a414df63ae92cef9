package dev.parley.live;

import static dev.parley.live.People.ADA;
import static dev.parley.live.People.BARBARA;
import static dev.parley.live.People.GRACE;
import static dev.parley.live.People.LINUS;
import static dev.parley.live.People.MARGARET;
import static dev.parley.live.People.NOON;
import static dev.parley.live.People.as;
import static dev.parley.live.People.guest;
import static dev.parley.live.People.host;
import static dev.parley.live.People.open;
import static dev.parley.live.People.stage;
import static dev.parley.live.Salon.assertHeard;
import static dev.parley.live.Salon.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.Hand;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Lock;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.Participant;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.Arrived;
import dev.parley.protocol.ServerMessage.InvitedToSpeak;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.PeerAway;
import dev.parley.protocol.ServerMessage.PeerBack;
import dev.parley.protocol.ServerMessage.RemovePeer;
import dev.parley.protocol.ServerMessage.Removed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Coming, going, and coming back. */
class LiveRoomTest {
    @Test
    void theFirstOneFindsAnEmptyRoom() {
        Salon salon = new Salon(open());
        Turn turn = salon.enters(host());
        Participant ada = new Participant(ADA.id(), "ada", "ada", "Ada", ADA.avatar(), "host", true, false, false, null, false, NOON.plusSeconds(1));
        assertHeard(turn, to(ADA, new Joined(open().with(1, NOON.plusSeconds(1)), Role.HOST, ada, List.of(ada))));
        assertEquals(List.of(), turn.facts());
    }

    @Test
    void theNewcomerIsAnsweredFirstAndOffersToEverybody() {
        Salon salon = new Salon(open(), host(), guest(GRACE));
        Turn turn = salon.enters(guest(LINUS));
        Participant linus = salon.seat(LINUS);
        assertHeard(turn,
                to(LINUS, new Joined(salon.room.view(), Role.SPEAKER, linus, List.of(salon.seat(ADA), salon.seat(GRACE), linus))),
                to(ADA, new Arrived(linus)),
                to(GRACE, new Arrived(linus)),
                to(LINUS, new AddPeer("ada", true, ADA)),
                to(ADA, new AddPeer("linus", false, LINUS)),
                to(LINUS, new AddPeer("grace", true, GRACE)),
                to(GRACE, new AddPeer("linus", false, LINUS)));
        assertEquals(3, salon.room.view().currentParticipants());
    }

    @Test
    void theNewcomerLearnsWhoIsUnmuted() {
        Salon salon = new Salon(open(), host(), guest(GRACE));
        salon.says(GRACE, new Mute(false, null, null));
        Turn turn = salon.enters(guest(LINUS));
        assertEquals(to(LINUS, new MuteInfo(GRACE.id(), false, false)), turn.deliveries().getLast());
        assertEquals(1, turn.deliveries().stream().filter(heard -> heard.message() instanceof MuteInfo).count());
    }

    @Test
    void aRoomIsLiveSinceTheFirstCameIn() {
        Salon salon = new Salon(open());
        assertNull(salon.room.since());
        salon.enters(host());
        Instant since = salon.room.since();
        salon.enters(guest(GRACE));
        assertEquals(since, salon.room.since());
        assertEquals(since, salon.room.view().liveSince());
    }

    @Test
    void joiningTwiceOnTheSameConnectionAnswersAgainAndTellsNobody() {
        Salon salon = new Salon(open(), host(), guest(GRACE));
        salon.says(GRACE, new Mute(false, null, null));
        assertHeard(salon.enters(guest(GRACE)), to(GRACE, new Joined(salon.room.view(), Role.SPEAKER, salon.seat(GRACE), salon.room.participants())));
        assertFalse(salon.seat(GRACE).isMuted());
        assertEquals(2, salon.room.count());
    }

    @Test
    void joiningAgainOnAConnectionThatWasLostIsComingBack() {
        Salon salon = new Salon(open(), host(), guest(GRACE));
        salon.room.lost("grace", salon.now);
        Turn turn = salon.enters(guest(GRACE));
        assertHeard(turn, to(ADA, new PeerBack("grace")), to(GRACE, new Joined(salon.room.view(), Role.SPEAKER, salon.seat(GRACE), salon.room.participants())));
        assertFalse(salon.seat(GRACE).away());
    }

    @Test
    void joiningFromElsewhereTakesTheSeatOver() {
        Salon salon = new Salon(open(), host(), guest(GRACE));
        Turn turn = salon.enters("grace-phone", guest(GRACE));
        Participant grace = salon.seat(GRACE);
        assertHeard(turn,
                to(ADA, new RemovePeer("grace", GRACE.id())),
                to("grace", new Removed("joined_elsewhere", false)),
                to("grace-phone", new Joined(salon.room.view(), Role.SPEAKER, grace, List.of(salon.seat(ADA), grace))),
                to(ADA, new Arrived(grace)),
                to("grace-phone", new AddPeer("ada", true, ADA)),
                to(ADA, new AddPeer("grace-phone", false, GRACE)));
        assertEquals("grace-phone", grace.peerId());
    }

    @Test
    void theOlderConnectionCanNeitherEndTheSeatNorUseItAnyMore() {
        Salon salon = new Salon(open(), host(), guest(GRACE));
        salon.enters("grace-phone", guest(GRACE));
        assertHeard(salon.room.lost("grace", salon.now));
        assertHeard(salon.room.gone("grace"));
        assertHeard(salon.room.back("grace"));
        salon.refuses("not_in_room", () -> salon.room.on("grace", new Chat("Still me"), salon.now));
        salon.refuses("not_in_room", () -> salon.room.on("grace", new Leave(null), salon.now));
        assertTrue(salon.seats(GRACE));
    }

    @Test
    void whoTakesTheirSeatOverIsMutedAgainAndElseAsBefore() {
        Salon salon = new Salon(open(), host(), guest(GRACE));
        salon.says(GRACE, new Mute(false, null, null));
        salon.says(GRACE, new Hand(true));
        Instant raised = salon.seat(GRACE).handSince();
        salon.says(ADA, new SetRole(GRACE.id(), Role.MODERATOR));
        salon.says(ADA, new MutePeer(GRACE.id(), true));
        salon.room.lost("grace", salon.now);
        salon.enters("grace-phone", guest(GRACE));
        Participant grace = salon.seat(GRACE);
        assertTrue(grace.isMuted());
        assertFalse(grace.away());
        assertEquals(raised, grace.handSince());
        assertEquals("moderator", grace.role());
        assertTrue(grace.mutedByModerator());
        salon.refuses("forbidden", () -> salon.says(GRACE, new Mute(false, null, null)));
    }

    @Test
    void anInvitationToSpeakMovesAlongWithTheSeat() {
        Salon salon = new Salon(stage(), host(), guest(GRACE));
        salon.says(ADA, new SetRole(GRACE.id(), Role.SPEAKER));
        assertEquals(to("grace-phone", new InvitedToSpeak(ADA.id())), salon.enters("grace-phone", guest(GRACE)).deliveries().getLast());
    }

    @Test
    void whoComesBackUnderANewNameIsSeenUnderIt() {
        Salon salon = new Salon(open(), host(), guest(GRACE));
        salon.enters("grace-phone", guest(new Person(GRACE.id(), "hopper", "Grace Hopper", "/new")));
        assertEquals("hopper", salon.seat(GRACE).username());
    }

    @Test
    void leavingFreesTheSeatAtOnce() {
        Salon salon = new Salon(open(), host(), guest(GRACE), guest(LINUS));
        assertHeard(salon.says(GRACE, new Leave("salon")), to(ADA, new RemovePeer("grace", GRACE.id())), to(LINUS, new RemovePeer("grace", GRACE.id())));
        assertEquals(2, salon.room.count());
        salon.refuses("not_in_room", () -> salon.room.on("grace", new Chat("Am I gone?"), salon.now));
    }

    @Test
    void leavingAnotherRoomIsNotLeavingThisOne() {
        Salon salon = new Salon(open(), host());
        salon.refuses("not_in_room", () -> salon.says(ADA, new Leave("library")));
        salon.says(ADA, new Leave(null));
        assertTrue(salon.room.isEmpty());
    }

    @Test
    void aFullRoomRefusesStrangersAndAdmitsItsOwn() {
        Salon salon = new Salon(People.room(false, 2), host(), guest(GRACE));
        salon.refuses("room_full", () -> salon.enters(guest(LINUS)));
        salon.room.lost("grace", salon.now);
        salon.refuses("room_full", () -> salon.enters(guest(LINUS)));
        salon.enters("grace-phone", guest(GRACE));
        assertEquals(2, salon.room.count());
        salon.room.gone("grace-phone");
        salon.enters(guest(LINUS));
        assertTrue(salon.seats(LINUS));
    }

    @Test
    void aLockedRoomLetsModeratorsInAndWhoHasASeat() {
        Salon salon = new Salon(open(), host(), guest(GRACE));
        salon.says(ADA, new Lock(true));
        salon.refuses("room_locked", () -> salon.enters(guest(LINUS)));
        salon.refuses("room_locked", () -> salon.enters(as(Role.SPEAKER, LINUS)));
        salon.enters(as(Role.MODERATOR, MARGARET));
        salon.enters("grace-phone", guest(GRACE));
        salon.says(ADA, new Lock(false));
        salon.enters(guest(LINUS));
        assertEquals(4, salon.room.count());
    }

    @Test
    void aLostConnectionIsShownAsAwayAndKeepsItsSeat() {
        Salon salon = new Salon(open(), host(), guest(GRACE), guest(LINUS));
        salon.says(GRACE, new Mute(false, null, null));
        assertHeard(salon.room.lost("grace", salon.now), to(ADA, new PeerAway("grace")), to(LINUS, new PeerAway("grace")));
        assertTrue(salon.seat(GRACE).away());
        assertFalse(salon.seat(GRACE).isMuted());
        assertHeard(salon.room.lost("grace", salon.now));
        assertHeard(salon.room.back("grace"), to(ADA, new PeerBack("grace")), to(LINUS, new PeerBack("grace")));
        assertFalse(salon.seat(GRACE).away());
        assertHeard(salon.room.back("grace"));
    }

    @Test
    void whoDoesNotComeBackIsGone() {
        Salon salon = new Salon(open(), host(), guest(GRACE));
        salon.room.lost("grace", salon.now);
        assertHeard(salon.room.gone("grace"), to(ADA, new RemovePeer("grace", GRACE.id())));
        assertHeard(salon.room.gone("grace"));
        assertHeard(salon.room.back("grace"));
        assertEquals(1, salon.room.count());
    }

    @Test
    void aStrangerIsNotInTheRoom() {
        Salon salon = new Salon(open(), host());
        salon.refuses("not_in_room", () -> salon.room.on("barbara", new Chat("Hello?"), salon.now));
        assertHeard(salon.room.lost("barbara", salon.now));
        assertFalse(salon.seats(BARBARA));
    }
}
