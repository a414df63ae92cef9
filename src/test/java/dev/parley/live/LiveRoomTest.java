package dev.parley.live;

import static dev.parley.live.People.ADA;
import static dev.parley.live.People.BARBARA;
import static dev.parley.live.People.GRACE;
import static dev.parley.live.People.LINUS;
import static dev.parley.live.People.MARGARET;
import static dev.parley.live.People.NOON;
import static dev.parley.live.People.as;
import static dev.parley.live.People.arrival;
import static dev.parley.live.People.host;
import static dev.parley.live.People.id;
import static dev.parley.live.People.open;
import static dev.parley.live.People.peer;
import static dev.parley.live.People.room;
import static dev.parley.live.People.stage;
import static dev.parley.live.People.IN_MESH;
import static dev.parley.live.Salon.assertAnswered;
import static dev.parley.live.Salon.assertHeard;
import static dev.parley.live.Salon.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.problem.Problem;
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
import dev.parley.protocol.ServerMessage.RoomState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Coming, going, and coming back. */
class LiveRoomTest {
    @Test
    void theFirstPersonFindsAnEmptyRoom() {
        Salon salon = new Salon(open());
        Turn turn = salon.enters(host());
        Participant ada = new Participant(ADA.id(), "ada", "ada", "Ada", ADA.avatar(), null, "host", true, List.of(), false, false, null, false, NOON.plusSeconds(1));
        assertAnswered(turn, new Joined(open().with(1, NOON.plusSeconds(1)), Role.HOST, ada, List.of(ada), IN_MESH));
        assertHeard(turn);
        assertEquals(List.of(), turn.facts());
    }

    @Test
    void theNewcomerIsAnsweredAndOffersToEverybody() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        Turn turn = salon.enters(arrival(LINUS));
        Participant linus = salon.seat(LINUS);
        assertAnswered(turn, new Joined(salon.room.view(), Role.SPEAKER, linus, List.of(salon.seat(ADA), salon.seat(GRACE), linus), IN_MESH));
        assertHeard(turn,
                to(ADA, new Arrived(linus)),
                to(GRACE, new Arrived(linus)),
                to(LINUS, new AddPeer(peer("ada"), true, ADA)),
                to(ADA, new AddPeer(peer("linus"), false, LINUS)),
                to(LINUS, new AddPeer(peer("grace"), true, GRACE)),
                to(GRACE, new AddPeer(peer("linus"), false, LINUS)));
        assertEquals(3, salon.room.view().currentParticipants());
    }

    @Test
    void theNewcomerLearnsWhoIsUnmuted() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.says(GRACE, new Mute(false, null, null));
        Turn turn = salon.enters(arrival(LINUS));
        assertEquals(to(LINUS, new MuteInfo(id(GRACE), false, false)), turn.deliveries().getLast());
        assertEquals(1, turn.deliveries().stream().filter(heard -> heard.message() instanceof MuteInfo).count());
    }

    @Test
    void aRoomIsLiveSinceTheFirstPersonCameIn() {
        Salon salon = new Salon(open());
        assertNull(salon.room.since());
        salon.enters(host());
        Instant since = salon.room.since();
        salon.enters(arrival(GRACE));
        assertEquals(since, salon.room.since());
        assertEquals(since, salon.room.view().liveSince());
    }

    @Test
    void joiningTwiceOnTheSameConnectionAnswersAgainAndTellsNobody() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.says(GRACE, new Mute(false, null, null));
        Turn again = salon.enters(arrival(GRACE));
        assertAnswered(again, new Joined(salon.room.view(), Role.SPEAKER, salon.seat(GRACE), salon.room.participants(), IN_MESH));
        assertHeard(again);
        assertFalse(salon.seat(GRACE).isMuted());
        assertEquals(2, salon.room.count());
    }

    @Test
    void joiningAgainOnALostConnectionMeansComingBack() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.lost("grace");
        Turn turn = salon.enters(arrival(GRACE));
        assertAnswered(turn, new Joined(salon.room.view(), Role.SPEAKER, salon.seat(GRACE), salon.room.participants(), IN_MESH));
        assertHeard(turn, to(ADA, new PeerBack(peer("grace"))));
        assertFalse(salon.seat(GRACE).away());
    }

    @Test
    void joiningFromElsewhereTakesTheSeatOver() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        Turn turn = salon.enters("grace-phone", arrival(GRACE));
        Participant grace = salon.seat(GRACE);
        assertAnswered(turn, new Joined(salon.room.view(), Role.SPEAKER, grace, List.of(salon.seat(ADA), grace), IN_MESH));
        assertHeard(turn,
                to(ADA, new RemovePeer(peer("grace"), id(GRACE))),
                to("grace", new Removed("joined_elsewhere", false)),
                to(ADA, new Arrived(grace)),
                to("grace-phone", new AddPeer(peer("ada"), true, ADA)),
                to(ADA, new AddPeer(peer("grace-phone"), false, GRACE)));
        assertEquals("grace-phone", grace.peerId());
    }

    @Test
    void theOlderConnectionCanNeitherEndTheSeatNorUseItAnyMore() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.enters("grace-phone", arrival(GRACE));
        assertHeard(salon.lost("grace"));
        assertHeard(salon.takes(new Act.Gone(peer("grace"))));
        assertHeard(salon.back("grace"));
        salon.refuses("not_in_room", () -> salon.takes(new Act.Says(peer("grace"), new Chat("Still me"))));
        salon.refuses("not_in_room", () -> salon.takes(new Act.Says(peer("grace"), new Leave(null))));
        assertTrue(salon.seats(GRACE));
    }

    @Test
    void takingOverASeatMutesAgainAndChangesNothingElse() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.says(GRACE, new Mute(false, null, null));
        salon.says(GRACE, new Hand(true));
        Instant raised = salon.seat(GRACE).handSince();
        salon.says(ADA, new SetRole(id(GRACE), Role.MODERATOR));
        salon.says(ADA, new MutePeer(id(GRACE), true));
        salon.lost("grace");
        salon.enters("grace-phone", arrival(GRACE));
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
        Salon salon = new Salon(stage(), host(), arrival(GRACE));
        salon.says(ADA, new SetRole(id(GRACE), Role.SPEAKER));
        assertEquals(to("grace-phone", new InvitedToSpeak(id(ADA))), salon.enters("grace-phone", arrival(GRACE)).deliveries().getLast());
    }

    @Test
    void somebodyWhoComesBackUnderANewNameIsSeenUnderIt() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.enters("grace-phone", arrival(new Person(GRACE.id(), "hopper", "Grace Hopper", "/new")));
        assertEquals("hopper", salon.seat(GRACE).username());
    }

    @Test
    void leavingFreesTheSeatAtOnce() {
        Salon salon = new Salon(open(), host(), arrival(GRACE), arrival(LINUS));
        assertHeard(salon.says(GRACE, new Leave(room("salon"))), to(ADA, new RemovePeer(peer("grace"), id(GRACE))), to(LINUS, new RemovePeer(peer("grace"), id(GRACE))));
        assertEquals(2, salon.room.count());
        salon.refuses("not_in_room", () -> salon.takes(new Act.Says(peer("grace"), new Chat("Am I gone?"))));
    }

    @Test
    void leavingAnotherRoomIsNotLeavingThisOne() {
        Salon salon = new Salon(open(), host());
        salon.refuses("not_in_room", () -> salon.says(ADA, new Leave(room("library"))));
        salon.says(ADA, new Leave(null));
        assertTrue(salon.room.isEmpty());
    }

    @Test
    void somebodyWhoComesBackWhileTheySpeakIsNeverShownAsMuted() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.lost("grace");
        Turn turn = salon.entersSpeaking("grace-again", arrival(GRACE));
        assertFalse(salon.seat(GRACE).isMuted());
        assertHeard(turn, to(ADA, new RemovePeer(peer("grace"), id(GRACE))), to("grace", new Removed("joined_elsewhere", false)),
                to(ADA, new Arrived(salon.seat(GRACE))), to(ADA, new MuteInfo(id(GRACE), false, false)),
                to("grace-again", new AddPeer(peer("ada"), true, ADA)), to(ADA, new AddPeer(peer("grace-again"), false, GRACE)),
                to("grace-again", new MuteInfo(id(GRACE), false, false)));
    }

    @Test
    void whoMayNotSpeakBeginsMutedWhateverTheyAskFor() {
        Salon salon = new Salon(People.stage(), host());
        salon.entersSpeaking("grace", arrival(GRACE));
        assertTrue(salon.seat(GRACE).isMuted());
        Salon table = new Salon(open(), host(), arrival(GRACE));
        table.says(ADA, new MutePeer(id(GRACE), true));
        table.entersSpeaking("grace-again", arrival(GRACE));
        assertTrue(table.seat(GRACE).isMuted());
    }

    @Test
    void aRoomHoldsNoMorePeopleThanAMeshCarriesAndSaysSo() {
        Salon salon = new Salon(People.room(false, 10), host(), arrival(GRACE));
        salon.room.limitedTo(new Carriers.Sizes(2, 2, 1));
        Problem full = salon.refuses("room_full", () -> salon.enters(arrival(LINUS)));
        assertEquals("This room is full: without a media server, 2 people are the most that a room holds.", full.getMessage());
    }

    @Test
    void aFullRoomRefusesNewcomersAndAdmitsPeopleWithASeat() {
        Salon salon = new Salon(People.room(false, 2), host(), arrival(GRACE));
        salon.refuses("room_full", () -> salon.enters(arrival(LINUS)));
        salon.lost("grace");
        salon.refuses("room_full", () -> salon.enters(arrival(LINUS)));
        salon.enters("grace-phone", arrival(GRACE));
        assertEquals(2, salon.room.count());
        salon.takes(new Act.Gone(peer("grace-phone")));
        salon.enters(arrival(LINUS));
        assertTrue(salon.seats(LINUS));
    }

    @Test
    void aLockedRoomAdmitsModeratorsAndPeopleWithASeat() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.says(ADA, new Lock(true));
        salon.refuses("room_locked", () -> salon.enters(arrival(LINUS)));
        salon.refuses("room_locked", () -> salon.enters(as(Role.SPEAKER, LINUS)));
        salon.enters(as(Role.MODERATOR, MARGARET));
        salon.enters("grace-phone", arrival(GRACE));
        salon.says(ADA, new Lock(false));
        salon.enters(arrival(LINUS));
        assertEquals(4, salon.room.count());
    }

    @Test
    void aLostConnectionIsShownAsAwayAndKeepsItsSeat() {
        Salon salon = new Salon(open(), host(), arrival(GRACE), arrival(LINUS));
        salon.says(GRACE, new Mute(false, null, null));
        assertHeard(salon.lost("grace"), to(ADA, new PeerAway(peer("grace"))), to(LINUS, new PeerAway(peer("grace"))));
        assertTrue(salon.seat(GRACE).away());
        assertFalse(salon.seat(GRACE).isMuted());
        assertHeard(salon.lost("grace"));
        assertHeard(salon.back("grace"), to(ADA, new PeerBack(peer("grace"))), to(LINUS, new PeerBack(peer("grace"))));
        assertFalse(salon.seat(GRACE).away());
        assertHeard(salon.back("grace"));
    }

    @Test
    void onlyTheLatestChangeOfAPresenceCountsWhateverTheOrder() {
        Salon salon = new Salon(open(), host());
        salon.takes(new Act.Enter(peer("grace"), null, arrival(GRACE), 5));
        assertHeard(salon.takes(new Act.Present(peer("grace"), false, 4)));
        assertHeard(salon.takes(new Act.Present(peer("grace"), true, 7)));
        assertHeard(salon.takes(new Act.Present(peer("grace"), false, 6)));
        assertFalse(salon.seat(GRACE).away());
        assertHeard(salon.takes(new Act.Present(peer("grace"), false, 8)), to(ADA, new PeerAway(peer("grace"))));
    }

    @Test
    void somebodyWhoDoesNotComeBackLosesTheirSeat() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.lost("grace");
        assertHeard(salon.takes(new Act.Gone(peer("grace"))), to(ADA, new RemovePeer(peer("grace"), id(GRACE))));
        assertHeard(salon.takes(new Act.Gone(peer("grace"))));
        assertHeard(salon.back("grace"));
        assertEquals(1, salon.room.count());
    }

    @Test
    void aStrangerIsNotInTheRoom() {
        Salon salon = new Salon(open(), host());
        salon.refuses("not_in_room", () -> salon.takes(new Act.Says(peer("barbara"), new Chat("Hello?"))));
        assertHeard(salon.lost("barbara"));
        assertFalse(salon.seats(BARBARA));
    }

    @Test
    void aRoomStateThatIsReadAfterALossDoesNotCallItsReaderAway() {
        Salon salon = new Salon(open(), host(), arrival(GRACE));
        salon.lost("grace");
        Turn turn = salon.takes(new Act.Restate(Set.of(peer("ada"), peer("grace"))));
        assertEquals(List.of(false, false), away(turn, "grace"));
        assertEquals(List.of(false, true), away(turn, "ada"));
    }

    private static List<Boolean> away(Turn turn, String reader) {
        RoomState state = (RoomState) turn.deliveries().stream().filter(each -> each.peer().equals(peer(reader))).findFirst().orElseThrow().message();
        return state.participants().stream().map(Participant::away).toList();
    }
}
