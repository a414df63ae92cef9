package dev.parley.live;

import static dev.parley.live.People.ADA;
import static dev.parley.live.People.BARBARA;
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
import static dev.parley.live.Salon.assertHeardByAll;
import static dev.parley.live.Salon.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage.Hand;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Lock;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.MuteAll;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.ClientMessage.Unban;
import dev.parley.protocol.Role;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.RemovePeer;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.RoleChanged;
import dev.parley.protocol.ServerMessage.RoomClosed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who keeps order when no moderator is there, and how a room or a person's seat in it ends. */
class LiveRoomHandoverTest {
    private final Salon salon = new Salon(open(), host(), arrival(GRACE), arrival(LINUS));

    @Test
    void theSpeakerWhoHasBeenThereLongestTakesOverFromTheLastModerator() {
        Turn turn = salon.says(ADA, new Leave(null));
        assertHeard(turn,
                to(GRACE, new RemovePeer(peer("ada"), id(ADA))),
                to(LINUS, new RemovePeer(peer("ada"), id(ADA))),
                to(GRACE, new RoleChanged(id(GRACE), Role.MODERATOR)),
                to(LINUS, new RoleChanged(id(GRACE), Role.MODERATOR)));
        assertEquals(List.of(), turn.facts(), "an office held for a while is not remembered");
        salon.says(GRACE, new MutePeer(id(LINUS), true));
    }

    @Test
    void nobodyTakesOverWhileAModeratorIsOnlyAway() {
        salon.lost("ada");
        assertEquals(Role.SPEAKER, salon.role(GRACE));
        salon.takes(new Act.Gone(peer("ada")));
        assertEquals(Role.MODERATOR, salon.role(GRACE));
    }

    @Test
    void somebodyPresentTakesOverBeforeSomebodyAwayOrMuted() {
        salon.enters(arrival(MARGARET));
        salon.lost("grace");
        salon.says(ADA, new MutePeer(id(LINUS), true));
        salon.says(ADA, new Leave(null));
        assertEquals(Role.MODERATOR, salon.role(MARGARET));
    }

    @Test
    void ifAllAreMutedTheOneWhoTakesOverMaySpeakAgain() {
        salon.says(ADA, new MuteAll(true));
        salon.says(ADA, new Leave(null));
        salon.says(GRACE, new Mute(false, null, null));
        assertTrue(salon.seat(LINUS).mutedByModerator());
        salon.says(GRACE, new MuteAll(false));
        salon.says(LINUS, new Mute(false, null, null));
    }

    @Test
    void theNextSpeakerTakesOverWhenTheActingModeratorLeaves() {
        salon.says(ADA, new Leave(null));
        salon.says(GRACE, new Leave(null));
        assertEquals(Role.MODERATOR, salon.role(LINUS));
        salon.enters(arrival(GRACE));
        assertEquals(Role.SPEAKER, salon.role(GRACE));
    }

    @Test
    void amongListenersNobodyTakesOver() {
        Salon withStage = new Salon(stage(), host(), arrival(GRACE));
        withStage.says(ADA, new Leave(null));
        assertEquals(Role.LISTENER, withStage.role(GRACE));
    }

    @Test
    void theFirstPersonInARoomDoesNotTakeItOver() {
        Salon early = new Salon(open());
        early.enters(arrival(GRACE));
        early.enters(arrival(LINUS));
        assertEquals(Role.SPEAKER, early.role(GRACE));
        early.says(GRACE, new Leave(null));
        assertEquals(Role.SPEAKER, early.role(LINUS));
    }

    @Test
    void anActingModeratorKeepsOrderButDecidesNothingThatLasts() {
        salon.says(ADA, new Leave(null));
        for (var lasting : List.of(new Remove(id(LINUS), true), new Unban(id(BARBARA)))) {
            assertEquals("forbidden", assertThrows(Problem.class, () -> salon.says(GRACE, lasting)).code());
            assertEquals("forbidden", assertThrows(Problem.class, () -> salon.orders(GRACE, null, lasting, null)).code());
        }
        salon.says(GRACE, new Remove(id(LINUS), false));
    }

    @Test
    void decisionsOfActingModeratorsEndWhenTheRoomIsEmpty() {
        salon.says(ADA, new Leave(null));
        for (var act : List.of(new Lock(true), new SetRole(id(LINUS), Role.LISTENER), new SetRole(id(BARBARA), Role.LISTENER))) {
            assertEquals(List.of(), salon.orders(GRACE, null, act, Role.SPEAKER).facts(), act.toString());
        }
        assertTrue(salon.room.view().locked());
        salon.says(GRACE, new Lock(false));
        salon.says(LINUS, new Leave(null));
        salon.enters(arrival(LINUS));
        assertEquals(Role.LISTENER, salon.role(LINUS), "leaving and coming back undoes nothing while the room is live");
    }

    @Test
    void somebodyInvitedByAnActingModeratorSpeaksButNotForGood() {
        Salon withStage = new Salon(stage(), host(), as(Role.SPEAKER, GRACE), arrival(LINUS));
        withStage.says(ADA, new Leave(null));
        withStage.says(GRACE, new SetRole(id(LINUS), Role.SPEAKER));
        withStage.enters(host());
        assertEquals(List.of(), withStage.says(LINUS, new Speak(true)).facts());
        assertEquals(Role.SPEAKER, withStage.role(LINUS));
    }

    @Test
    void anActingModeratorStepsBackBeforeARealOneSeesTheRoom() {
        salon.says(ADA, new Leave(null));
        salon.says(GRACE, new Hand(true));
        Turn turn = salon.enters(host());
        assertEquals(List.of(to(GRACE, new RoleChanged(id(GRACE), Role.SPEAKER)), to(LINUS, new RoleChanged(id(GRACE), Role.SPEAKER))), turn.deliveries().subList(0, 2));
        assertAnswered(turn, new Joined(salon.room.view(), Role.HOST, salon.seat(ADA), salon.room.participants(), IN_MESH));
        assertEquals("speaker", salon.seat(GRACE).role());
        assertTrue(salon.seat(GRACE).handRaised(), "a speaker who stays a speaker keeps the raised hand");
    }

    @Test
    void anActingModeratorStepsBackWhenARealOneIsAppointed() {
        salon.says(ADA, new Leave(null));
        assertHeardByAll(salon.orders(ADA, Role.HOST, new SetRole(id(LINUS), Role.MODERATOR), null),
                List.of(new RoleChanged(id(LINUS), Role.MODERATOR), new RoleChanged(id(GRACE), Role.SPEAKER)), GRACE, LINUS);
    }

    @Test
    void anActingModeratorCanBeAppointedModerator() {
        salon.says(ADA, new Leave(null));
        Turn turn = salon.orders(ADA, Role.HOST, new SetRole(id(GRACE), Role.MODERATOR), null);
        assertHeard(turn);
        assertEquals(List.of(new Fact.RoleGiven(room("salon"), id(GRACE), Role.MODERATOR, salon.now)), turn.facts());
        salon.enters(host());
        assertEquals(Role.MODERATOR, salon.role(GRACE));
    }

    @Test
    void anActingModeratorHasTheRankOfASpeaker() {
        salon.says(ADA, new Leave(null));
        assertHeard(salon.orders(BARBARA, Role.MODERATOR, new SetRole(id(GRACE), Role.SPEAKER), null));
        assertEquals(Role.MODERATOR, salon.role(GRACE), "somebody has to keep order");
        salon.orders(BARBARA, Role.MODERATOR, new Remove(id(GRACE), false), null);
        assertFalse(salon.seats(GRACE));
        assertEquals(Role.MODERATOR, salon.role(LINUS));
    }

    @Test
    void anActingModeratorMayStepDown() {
        salon.says(ADA, new Leave(null));
        salon.says(GRACE, new SetRole(id(GRACE), Role.LISTENER));
        assertEquals(Role.LISTENER, salon.role(GRACE));
        assertEquals(Role.MODERATOR, salon.role(LINUS));
    }

    @Test
    void anActingModeratorIsNotAHost() {
        salon.says(ADA, new Leave(null));
        salon.refuses("forbidden", () -> salon.says(GRACE, new SetRole(id(LINUS), Role.MODERATOR)));
        salon.refuses("forbidden", () -> salon.says(GRACE, new Remove(id(ADA), true)));
    }

    @Test
    void somebodyTakesOverWhenTheStageIsSwitchedOffAmongListeners() {
        Salon withStage = new Salon(stage(), host(), arrival(GRACE), as(Role.LISTENER, LINUS));
        withStage.says(ADA, new Leave(null));
        withStage.takes(new Act.Update(open()));
        assertEquals(Role.MODERATOR, withStage.role(GRACE));
        assertEquals(Role.LISTENER, withStage.role(LINUS));
    }

    @Test
    void aClosedRoomTellsEverybodyAndIsEmpty() {
        assertHeardByAll(salon.takes(new Act.Close("deleted")), List.of(new RoomClosed("deleted")), ADA, GRACE, LINUS);
        assertTrue(salon.room.isEmpty());
        assertEquals(List.of(), salon.room.participants());
        salon.refuses("not_in_room", () -> salon.takes(new Act.Says(peer("grace"), new Leave(null))));
    }

    @Test
    void somebodyWhoIsDismissedIsToldWhyWhateverTheirRank() {
        assertHeard(salon.takes(new Act.Dismiss(id(ADA), "signed_out")),
                to(ADA, new Removed("signed_out", false)),
                to(GRACE, new RemovePeer(peer("ada"), id(ADA))),
                to(LINUS, new RemovePeer(peer("ada"), id(ADA))),
                to(GRACE, new RoleChanged(id(GRACE), Role.MODERATOR)),
                to(LINUS, new RoleChanged(id(GRACE), Role.MODERATOR)));
        assertEquals(to(LINUS, new Removed("banned", true)), salon.takes(new Act.Dismiss(id(LINUS), "banned")).deliveries().getFirst());
        assertHeard(salon.takes(new Act.Dismiss(id(BARBARA), "erased")));
        assertEquals(1, salon.room.count());
    }

    @Test
    void theEndOfAMembershipIsStoredInTheOrderOfTheRoom() {
        Turn turn = salon.takes(new Act.EndMembership(id(GRACE), "removed"));
        assertEquals(to(GRACE, new Removed("removed", false)), turn.deliveries().getFirst());
        assertEquals(List.of(new Fact.Left(room("salon"), id(GRACE))), turn.facts());
        assertEquals(List.of(new Fact.Left(room("salon"), id(BARBARA))), salon.takes(new Act.EndMembership(id(BARBARA), "left")).facts(), "also for somebody who is not there");
    }

    @Test
    void somebodyMadeAListenerIsStillOneWhenTheyComeBack() {
        salon.says(ADA, new SetRole(id(LINUS), Role.LISTENER));
        salon.takes(new Act.EndMembership(id(LINUS), "left"));
        salon.enters(arrival(LINUS));
        assertEquals(Role.LISTENER, salon.role(LINUS));
    }

    @Test
    void anErasedAccountLeavesNothingBehind() {
        salon.takes(new Act.Dismiss(id(GRACE), "erased"));
        assertFalse(salon.room.participants().toString().contains(GRACE.id()));
        assertEquals(2, salon.room.count());
    }
}
