package dev.parley.live;

import static dev.parley.live.People.ADA;
import static dev.parley.live.People.GRACE;
import static dev.parley.live.People.LINUS;
import static dev.parley.live.People.MARGARET;
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
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.ClientMessage.Hand;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.Role;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.Arrived;
import dev.parley.protocol.ServerMessage.DropPeer;
import dev.parley.protocol.ServerMessage.HandRaised;
import dev.parley.protocol.ServerMessage.InvitedToSpeak;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.Muted;
import dev.parley.protocol.ServerMessage.RoleChanged;
import dev.parley.protocol.ServerMessage.RoomUpdated;
import dev.parley.protocol.ServerMessage.SpeakAnswered;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rooms with a stage: newcomers listen, and are brought up to speak. */
class LiveRoomStageTest {
    private static final SetRole UP = new SetRole(id(LINUS), Role.SPEAKER);
    private static final SetRole DOWN = new SetRole(id(LINUS), Role.LISTENER);

    /** Ada hosts; Grace and Linus listen. */
    private final Salon salon = new Salon(stage(), host(), arrival(GRACE), arrival(LINUS));

    @Test
    void newcomersListenAndAreConnectedToSpeakersOnly() {
        Turn turn = salon.enters(arrival(MARGARET));
        assertAnswered(turn, new Joined(salon.room.view(), Role.LISTENER, salon.seat(MARGARET), salon.room.participants(), IN_MESH));
        assertHeard(turn,
                to(ADA, new Arrived(salon.seat(MARGARET))),
                to(GRACE, new Arrived(salon.seat(MARGARET))),
                to(LINUS, new Arrived(salon.seat(MARGARET))),
                to(MARGARET, new AddPeer(peer("ada"), true, ADA)),
                to(ADA, new AddPeer(peer("margaret"), false, MARGARET)));
    }

    @Test
    void somebodyWhoComesWithARoleHasIt() {
        salon.enters(as(Role.SPEAKER, MARGARET));
        assertEquals(Role.SPEAKER, salon.role(MARGARET));
    }

    @Test
    void aListenerIsAskedBeforeBecomingASpeaker() {
        Turn turn = salon.says(ADA, UP);
        assertHeard(turn, to(LINUS, new InvitedToSpeak(id(ADA))));
        assertEquals(List.of(), turn.facts());
        assertEquals(Role.LISTENER, salon.role(LINUS));
        salon.refuses("forbidden", () -> salon.says(LINUS, new Mute(false, null, null)));
    }

    @Test
    void somebodyWhoAcceptsSpeaksAndIsConnectedToEverybody() {
        salon.says(ADA, UP);
        Turn turn = salon.says(LINUS, new Speak(true));
        assertHeard(turn,
                to(ADA, new SpeakAnswered(id(LINUS), true)),
                to(ADA, new RoleChanged(id(LINUS), Role.SPEAKER)),
                to(GRACE, new RoleChanged(id(LINUS), Role.SPEAKER)),
                to(LINUS, new RoleChanged(id(LINUS), Role.SPEAKER)),
                to(LINUS, new AddPeer(peer("grace"), true, GRACE)),
                to(GRACE, new AddPeer(peer("linus"), false, LINUS)));
        salon.says(LINUS, new Mute(false, null, null));
        salon.refuses("forbidden", () -> salon.says(LINUS, new Speak(true)));
    }

    @Test
    void somebodyWhoWasBroughtUpSpeaksAgainAfterLeavingUntilTheRoomIsEmpty() {
        salon.says(ADA, UP);
        assertEquals(List.of(), salon.says(LINUS, new Speak(true)).facts());
        salon.says(LINUS, new Leave(null));
        salon.enters(arrival(LINUS));
        assertEquals(Role.SPEAKER, salon.role(LINUS));
    }

    @Test
    void aSpeakerWhoWasRemovedComesBackAsAListener() {
        salon.says(ADA, UP);
        salon.says(LINUS, new Speak(true));
        salon.says(ADA, new Remove(id(LINUS), false));
        salon.enters(arrival(LINUS));
        assertEquals(Role.LISTENER, salon.role(LINUS));
    }

    @Test
    void somebodyAppointedAsASpeakerWhoWasRemovedComesBackAsAListener() {
        salon.enters(as(Role.SPEAKER, MARGARET));
        salon.says(ADA, new Remove(id(MARGARET), false));
        salon.enters(as(Role.SPEAKER, MARGARET));
        assertEquals(Role.LISTENER, salon.role(MARGARET));
    }

    @Test
    void somebodyWhoWasRemovedFromATableSpeaksAgain() {
        Salon everybody = new Salon(open(), host(), arrival(GRACE));
        everybody.says(ADA, new Remove(id(GRACE), false));
        everybody.enters(arrival(GRACE));
        assertEquals(Role.SPEAKER, everybody.role(GRACE));
    }

    @Test
    void somebodyWhoDeclinesStaysAListenerAndTheInviterLearnsIt() {
        salon.says(LINUS, new Hand(true));
        salon.says(ADA, UP);
        assertHeard(salon.says(LINUS, new Speak(false)),
                to(ADA, new SpeakAnswered(id(LINUS), false)),
                to(ADA, new HandRaised(id(LINUS), false, 0, null)),
                to(GRACE, new HandRaised(id(LINUS), false, 0, null)),
                to(LINUS, new HandRaised(id(LINUS), false, 0, null)));
        assertEquals(Role.LISTENER, salon.role(LINUS));
        salon.refuses("forbidden", () -> salon.says(LINUS, new Speak(true)));
    }

    @Test
    void nobodyComesUpUninvited() {
        salon.refuses("forbidden", () -> salon.says(LINUS, new Speak(true)));
        salon.refuses("forbidden", () -> salon.says(LINUS, UP));
    }

    @Test
    void theHandGoesDownWhenAListenerBecomesASpeaker() {
        salon.says(LINUS, new Hand(true));
        salon.says(ADA, UP);
        Turn turn = salon.says(LINUS, new Speak(true));
        assertTrue(turn.deliveries().contains(to(GRACE, new HandRaised(id(LINUS), false, 0, null))));
        assertEquals(null, salon.seat(LINUS).handSince());
    }

    @Test
    void anInvitationOutlivesItsInviter() {
        salon.enters(as(Role.MODERATOR, MARGARET));
        salon.says(MARGARET, UP);
        salon.says(MARGARET, new Leave(null));
        salon.says(LINUS, new Speak(true));
        assertEquals(Role.SPEAKER, salon.role(LINUS));
    }

    @Test
    void anInvitationIsWithdrawnByMovingDown() {
        salon.says(ADA, UP);
        assertHeard(salon.says(ADA, DOWN), to(LINUS, new RoleChanged(id(LINUS), Role.LISTENER)));
        salon.refuses("forbidden", () -> salon.says(LINUS, new Speak(true)));
    }

    @Test
    void somebodyWhoIsMovedDownIsMutedAndCutOffByTheOthers() {
        salon.says(ADA, UP);
        salon.says(LINUS, new Speak(true));
        salon.says(LINUS, new Mute(false, null, null));
        Turn turn = salon.says(ADA, DOWN);
        assertHeard(turn,
                to(ADA, new RoleChanged(id(LINUS), Role.LISTENER)),
                to(GRACE, new RoleChanged(id(LINUS), Role.LISTENER)),
                to(LINUS, new RoleChanged(id(LINUS), Role.LISTENER)),
                to(ADA, new Muted(true, room("salon"), peer("linus"), id(LINUS))),
                to(GRACE, new Muted(true, room("salon"), peer("linus"), id(LINUS))),
                to(LINUS, new Muted(true, room("salon"), peer("linus"), id(LINUS))),
                to(ADA, new MuteInfo(id(LINUS), true, false)),
                to(GRACE, new MuteInfo(id(LINUS), true, false)),
                to(LINUS, new MuteInfo(id(LINUS), true, false)),
                to(ADA, new DropPeer(peer("linus"))),
                to(LINUS, new DropPeer(peer("ada"))),
                to(LINUS, new AddPeer(peer("ada"), true, ADA)),
                to(ADA, new AddPeer(peer("linus"), false, LINUS)),
                to(GRACE, new DropPeer(peer("linus"))),
                to(LINUS, new DropPeer(peer("grace"))));
        assertEquals(List.of(new Fact.RoleGiven(room("salon"), id(LINUS), Role.LISTENER, salon.now)), turn.facts());
    }

    @Test
    void aSpeakerMayStepDownAlone() {
        salon.says(ADA, UP);
        salon.says(LINUS, new Speak(true));
        Turn turn = salon.says(LINUS, DOWN);
        assertEquals(Role.LISTENER, salon.role(LINUS));
        assertEquals(List.of(new Fact.RoleGiven(room("salon"), id(LINUS), Role.LISTENER, salon.now)), turn.facts());
        salon.refuses("forbidden", () -> salon.says(LINUS, UP));
    }

    @Test
    void inARoomWhereEverybodySpeaksSteppingDownIsForThisVisit() {
        Salon everybody = new Salon(open(), host(), arrival(GRACE));
        assertEquals(List.of(), everybody.says(GRACE, new SetRole(id(GRACE), Role.LISTENER)).facts());
        assertEquals(Role.LISTENER, everybody.role(GRACE));
        everybody.says(GRACE, new Leave(null));
        everybody.enters(arrival(GRACE));
        assertEquals(Role.SPEAKER, everybody.role(GRACE));
    }

    @Test
    void aRoleThatWasGivenSurvivesLeaving() {
        salon.says(ADA, UP);
        salon.says(LINUS, new Speak(true));
        salon.says(LINUS, new Leave(null));
        salon.enters(arrival(LINUS));
        assertEquals(Role.SPEAKER, salon.role(LINUS));
        salon.says(ADA, DOWN);
        salon.says(LINUS, new Leave(null));
        salon.enters(as(Role.SPEAKER, LINUS));
        assertEquals(Role.LISTENER, salon.role(LINUS), "the database may be older than the decision in the room");
    }

    @Test
    void whenTheStageIsSwitchedOffTheListenersSpeak() {
        salon.enters(arrival(MARGARET));
        salon.says(ADA, UP);
        salon.says(LINUS, new Speak(true));
        salon.says(ADA, DOWN);
        Turn turn = salon.takes(new Act.Update(open()));
        assertEquals(List.of(to(ADA, new RoomUpdated(salon.room.view())), to(GRACE, new RoomUpdated(salon.room.view())),
                to(LINUS, new RoomUpdated(salon.room.view())), to(MARGARET, new RoomUpdated(salon.room.view()))), turn.deliveries().subList(0, 4));
        assertEquals(Role.SPEAKER, salon.role(GRACE));
        assertEquals(Role.SPEAKER, salon.role(MARGARET));
        assertEquals(Role.LISTENER, salon.role(LINUS), "somebody who was moved down stays a listener");
        assertTrue(turn.deliveries().contains(to(GRACE, new AddPeer(peer("margaret"), true, MARGARET)))
                || turn.deliveries().contains(to(MARGARET, new AddPeer(peer("grace"), true, GRACE))));
    }

    @Test
    void otherChangesOfARoomMoveNobody() {
        Salon everybody = new Salon(open(), host(), as(Role.LISTENER, GRACE));
        assertHeard(everybody.takes(new Act.Update(open())), to(ADA, new RoomUpdated(everybody.room.view())), to(GRACE, new RoomUpdated(everybody.room.view())));
        everybody.enters(arrival(LINUS));
        everybody.takes(new Act.Update(stage()));
        assertEquals(Role.SPEAKER, everybody.role(LINUS), "speakers stay speakers when the stage is switched on");
        assertEquals(Role.LISTENER, everybody.role(GRACE));
    }
}
