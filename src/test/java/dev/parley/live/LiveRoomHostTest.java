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
import static dev.parley.live.Salon.assertHeard;
import static dev.parley.live.Salon.assertHeardByAll;
import static dev.parley.live.Salon.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.ClientMessage.Unban;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.RoleChanged;
import dev.parley.protocol.ServerMessage.RoomUpdated;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The host hands the room over. */
class LiveRoomHostTest {
    /** Ada hosts, Grace moderates, Linus speaks. */
    private final Salon salon = new Salon(open(), host(), as(Role.MODERATOR, GRACE), arrival(LINUS));

    private static Act.ChangeHost hands(Person from, Person to) {
        return new Act.ChangeHost(id(from), to, false);
    }

    @Test
    void everybodyHearsOfTheNewHostFirstThenOfTheOldOneAndThenOfTheRoom() {
        Turn turn = salon.takes(hands(ADA, LINUS));
        assertHeardByAll(turn, List.of(new RoleChanged(id(LINUS), Role.HOST), new RoleChanged(id(ADA), Role.MODERATOR), new RoomUpdated(salon.room.view())), ADA, GRACE, LINUS);
        assertEquals(LINUS, salon.room.view().creator());
        assertEquals(List.of(new Fact.HostChanged(room("salon"), id(ADA), id(LINUS), true, salon.now)), turn.facts());
    }

    @Test
    void onlyTheHostHandsTheRoomOverAndNotToThemselves() {
        for (Person other : List.of(GRACE, LINUS, BARBARA)) {
            salon.refuses("forbidden", () -> salon.takes(hands(other, other)));
            salon.refuses("forbidden", () -> salon.takes(hands(other, GRACE)));
        }
        salon.refuses("forbidden", () -> salon.takes(hands(ADA, ADA)));
    }

    @Test
    void ofTwoHandoversTheFirstCounts() {
        salon.takes(hands(ADA, LINUS));
        salon.refuses("forbidden", () -> salon.takes(hands(ADA, GRACE)));
        salon.refuses("forbidden", () -> salon.takes(hands(ADA, LINUS)));
        assertEquals(Role.HOST, salon.role(LINUS));
    }

    @Test
    void theNewHostIsAMemberOrIsHere() {
        salon.refuses("not_a_member", () -> salon.takes(hands(ADA, BARBARA)));
        Turn turn = salon.takes(new Act.ChangeHost(id(ADA), BARBARA, true));
        assertHeardByAll(turn, List.of(new RoleChanged(id(ADA), Role.MODERATOR), new RoomUpdated(salon.room.view())), ADA, GRACE, LINUS);
        assertEquals(List.of(new Fact.HostChanged(room("salon"), id(ADA), id(BARBARA), false, salon.now)), turn.facts());
        salon.enters(arrival(BARBARA));
        assertEquals(Role.HOST, salon.role(BARBARA), "whatever was read before she came in");
    }

    @Test
    void somebodyBannedAtThisMomentDoesNotBecomeHost() {
        salon.says(GRACE, new Remove(id(LINUS), true));
        salon.refuses("person_banned", () -> salon.takes(new Act.ChangeHost(id(ADA), LINUS, true)));
        salon.says(GRACE, new Unban(id(LINUS)));
        salon.refuses("not_a_member", () -> salon.takes(hands(ADA, LINUS)));
    }

    @Test
    void somebodyRemovedAtThisMomentDoesNotBecomeHostUnlessTheyAreAMember() {
        salon.says(GRACE, new Remove(id(LINUS), false));
        salon.refuses("not_a_member", () -> salon.takes(hands(ADA, LINUS)));
        salon.takes(new Act.ChangeHost(id(ADA), LINUS, true));
        assertEquals(LINUS, salon.room.view().creator());
    }

    @Test
    void theOldHostIsBelowTheNewOne() {
        salon.enters(arrival(MARGARET));
        salon.takes(hands(ADA, LINUS));
        salon.refuses("forbidden", () -> salon.says(ADA, new Remove(id(LINUS), true)));
        salon.refuses("forbidden", () -> salon.says(ADA, new SetRole(id(GRACE), Role.SPEAKER)));
        salon.refuses("forbidden", () -> salon.says(ADA, new SetRole(id(MARGARET), Role.MODERATOR)));
        salon.refuses("forbidden", () -> salon.orders(ADA, Role.HOST, new SetRole(id(MARGARET), Role.MODERATOR), null));
        salon.says(LINUS, new SetRole(id(GRACE), Role.SPEAKER));
        salon.says(LINUS, new SetRole(id(ADA), Role.LISTENER));
        assertEquals(Role.LISTENER, salon.role(ADA));
    }

    @Test
    void theOldHostIsAModeratorAlsoWhenTheyComeBackBeforeItIsStored() {
        salon.takes(hands(ADA, LINUS));
        salon.says(ADA, new Leave(null));
        salon.enters("ada-phone", host());
        assertEquals(Role.MODERATOR, salon.role(ADA));
        salon.refuses("forbidden", () -> salon.says(ADA, new Remove(id(LINUS), false)));
    }

    @Test
    void theNewHostMayGiveItBack() {
        salon.takes(hands(ADA, LINUS));
        salon.takes(hands(LINUS, ADA));
        assertEquals(Role.HOST, salon.role(ADA));
        assertEquals(Role.MODERATOR, salon.role(LINUS));
        salon.says(ADA, new Remove(id(LINUS), true));
        assertFalse(salon.seats(LINUS));
    }

    @Test
    void aListenerWhoBecomesHostComesUpAndMaySpeak() {
        Salon withStage = new Salon(stage(), host(), arrival(GRACE), arrival(LINUS));
        withStage.says(ADA, new SetRole(id(GRACE), Role.SPEAKER));
        assertHeard(withStage.takes(hands(ADA, GRACE)),
                to(ADA, new RoleChanged(id(GRACE), Role.HOST)),
                to(GRACE, new RoleChanged(id(GRACE), Role.HOST)),
                to(LINUS, new RoleChanged(id(GRACE), Role.HOST)),
                to(GRACE, new AddPeer(peer("linus"), true, LINUS)),
                to(LINUS, new AddPeer(peer("grace"), false, GRACE)),
                to(ADA, new RoleChanged(id(ADA), Role.MODERATOR)),
                to(GRACE, new RoleChanged(id(ADA), Role.MODERATOR)),
                to(LINUS, new RoleChanged(id(ADA), Role.MODERATOR)),
                to(ADA, new RoomUpdated(withStage.room.view())),
                to(GRACE, new RoomUpdated(withStage.room.view())),
                to(LINUS, new RoomUpdated(withStage.room.view())));
        withStage.refuses("forbidden", () -> withStage.says(GRACE, new Speak(true)));
    }

    @Test
    void somebodyMutedByAModeratorMayUnmuteAsHost() {
        salon.says(GRACE, new MutePeer(id(LINUS), true));
        assertTrue(salon.takes(hands(ADA, LINUS)).deliveries().contains(to(ADA, new MuteInfo(id(LINUS), true, false))));
        assertFalse(salon.seat(LINUS).mutedByModerator());
    }

    @Test
    void aStandInStepsBackWhenTheAbsentHostHandsTheRoomToSomebodyPresent() {
        Salon left = new Salon(open(), host(), arrival(GRACE), arrival(LINUS));
        left.says(ADA, new Leave(null));
        assertEquals(Role.MODERATOR, left.role(GRACE));
        left.takes(hands(ADA, LINUS));
        assertEquals(Role.SPEAKER, left.role(GRACE));
        assertEquals(Role.HOST, left.role(LINUS));
        left.says(LINUS, new Remove(id(GRACE), true));
    }

    @Test
    void aStandInWhoBecomesHostIsOneForGood() {
        Salon left = new Salon(open(), host(), arrival(GRACE), arrival(LINUS));
        left.says(ADA, new Leave(null));
        left.takes(hands(ADA, GRACE));
        left.says(GRACE, new Remove(id(LINUS), true));
        left.enters(host());
        assertEquals(Role.HOST, left.role(GRACE));
        assertEquals(Role.MODERATOR, left.role(ADA));
    }

    @Test
    void aRoomThatWasOpenedWithTheOldHostLearnsOfTheNewOne() {
        Turn turn = salon.takes(new Act.Update(open().hostedBy(LINUS)));
        assertHeardByAll(turn, List.of(new RoomUpdated(salon.room.view()), new RoleChanged(id(LINUS), Role.HOST), new RoleChanged(id(ADA), Role.MODERATOR)), ADA, GRACE, LINUS);
        assertEquals(List.of(), turn.facts());
        salon.refuses("forbidden", () -> salon.says(ADA, new Remove(id(LINUS), false)));
    }
}
