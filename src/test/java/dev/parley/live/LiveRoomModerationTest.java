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

import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Lock;
import dev.parley.protocol.ClientMessage.LowerHand;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.MuteAll;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.ClientMessage.Unban;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.ChatDeleted;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.Muted;
import dev.parley.protocol.ServerMessage.RemovePeer;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.RoleChanged;
import dev.parley.protocol.ServerMessage.RoomUpdated;
import dev.parley.protocol.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Moderating, and the ranks. */
class LiveRoomModerationTest {
    private static final Mute UNMUTE = new Mute(false, null, null);

    /** Ada hosts, Grace moderates, Linus and Margaret speak. */
    private final Salon salon = new Salon(open(), host(), as(Role.MODERATOR, GRACE), arrival(LINUS), arrival(MARGARET));

    private static List<Moderation> against(Person somebody) {
        UserId id = id(somebody);
        return List.of(new SetRole(id, Role.LISTENER), new SetRole(id, Role.SPEAKER), new MutePeer(id, true), new MutePeer(id, false), new Remove(id, false),
                new Remove(id, true));
    }

    @Test
    void onlyModeratorsModerate() {
        for (Moderation act : List.of(new MuteAll(true), new MuteAll(false), new Lock(true), new Lock(false), new LowerHand(id(MARGARET)), new Unban(id(MARGARET)))) {
            salon.refuses("forbidden", () -> salon.says(LINUS, act));
        }
        against(MARGARET).forEach(act -> salon.refuses("forbidden", () -> salon.says(LINUS, act)));
    }

    private static final MessageId MESSAGE = new MessageId("m1");

    private Turn deletes(Person who, Person author) {
        return salon.takes(new Act.DeleteChat(peer(who.username()), id(who), null, MESSAGE, id(author)));
    }

    /** Over REST, where the stored role is looked up. */
    private Turn deletes(Person who, Role stored, Person author) {
        return salon.takes(new Act.DeleteChat(null, id(who), stored, MESSAGE, id(author)));
    }

    @Test
    void aMessageIsDeletedByItsAuthorOrAModeratorAndEverybodyHearsIt() {
        for (Person who : List.of(ADA, GRACE, LINUS)) {
            Turn turn = deletes(who, LINUS);
            assertHeardByAll(turn, List.of(new ChatDeleted(MESSAGE, id(who))), ADA, GRACE, LINUS, MARGARET);
            assertEquals(List.of(new Fact.ChatDeleted(room("salon"), MESSAGE)), turn.facts());
        }
        deletes(GRACE, ADA);
        salon.refuses("forbidden", () -> deletes(MARGARET, LINUS));
    }

    @Test
    void overRestAMessageIsDeletedWithoutASeatAndByTheNewestRole() {
        deletes(BARBARA, Role.LISTENER, BARBARA);
        deletes(BARBARA, Role.MODERATOR, LINUS);
        salon.refuses("forbidden", () -> deletes(BARBARA, Role.SPEAKER, LINUS));
        salon.says(ADA, new SetRole(id(GRACE), Role.SPEAKER));
        salon.refuses("forbidden", () -> deletes(GRACE, Role.MODERATOR, LINUS));
    }

    @Test
    void nobodyDeletesAMessageFromASeatThatTheyDoNotHaveOrWhenBanned() {
        salon.says(GRACE, new Remove(id(LINUS), false));
        salon.refuses("not_in_room", () -> deletes(LINUS, LINUS));
        deletes(LINUS, null, LINUS);
        salon.says(GRACE, new Remove(id(MARGARET), true));
        salon.refuses("banned", () -> deletes(MARGARET, null, MARGARET));
    }

    @Test
    void anActingModeratorDeletesOnlyTheirOwnMessages() {
        salon.says(GRACE, new Leave(null));
        salon.says(ADA, new Leave(null));
        assertEquals(Role.MODERATOR, salon.role(LINUS));
        salon.refuses("forbidden", () -> deletes(LINUS, MARGARET));
        salon.refuses("forbidden", () -> deletes(LINUS, null, MARGARET));
        deletes(LINUS, LINUS);
    }

    @Test
    void nobodyActsOnAnEqualASuperiorOrThemselves() {
        salon.enters(as(Role.MODERATOR, BARBARA));
        for (Person whom : List.of(ADA, BARBARA, GRACE)) {
            against(whom).forEach(act -> salon.refuses("forbidden", () -> salon.says(GRACE, act)));
        }
        against(ADA).forEach(act -> salon.refuses("forbidden", () -> salon.says(ADA, act)));
    }

    @Test
    void nobodyActsOnTheCreatorWhereverTheyAre() {
        salon.says(ADA, new Leave(null));
        against(ADA).forEach(act -> salon.refuses("forbidden", () -> salon.says(GRACE, act)));
        against(ADA).forEach(act -> salon.refuses("forbidden", () -> salon.orders(GRACE, Role.MODERATOR, act, null)));
        against(ADA).forEach(act -> salon.refuses("forbidden", () -> salon.orders(BARBARA, Role.HOST, act, null)));
    }

    @Test
    void aRankCountsWhileItsOwnerIsOut() {
        salon.enters(as(Role.MODERATOR, BARBARA));
        salon.says(BARBARA, new Leave(null));
        against(BARBARA).forEach(act -> salon.refuses("forbidden", () -> salon.says(GRACE, act)));
        against(BARBARA).forEach(act -> salon.refuses("forbidden", () -> salon.orders(GRACE, Role.MODERATOR, act, Role.MODERATOR)));
    }

    @Test
    void overTheSocketNobodyActsOnAPersonWhoWasNeverThere() {
        against(BARBARA).forEach(act -> salon.refuses("no_such_peer", () -> salon.says(ADA, act)));
    }

    @Test
    void overRestTheStoredRolesCount() {
        salon.refuses("forbidden", () -> salon.orders(BARBARA, null, new MuteAll(true), null));
        salon.refuses("forbidden", () -> salon.orders(BARBARA, Role.SPEAKER, new MuteAll(true), null));
        salon.refuses("forbidden", () -> salon.orders(BARBARA, Role.MODERATOR, new Remove(id(GRACE), false), Role.MODERATOR));
        salon.orders(BARBARA, Role.MODERATOR, new Remove(id(LINUS), false), null);
        assertFalse(salon.seats(LINUS));
    }

    @Test
    void overRestTooTheRoleOfTheSeatCounts() {
        salon.refuses("forbidden", () -> salon.orders(LINUS, Role.MODERATOR, new MuteAll(true), null));
        salon.says(ADA, new SetRole(id(LINUS), Role.MODERATOR));
        salon.says(LINUS, new Leave(null));
        salon.orders(LINUS, null, new MutePeer(id(MARGARET), true), null);
        assertTrue(salon.seat(MARGARET).mutedByModerator());
    }

    @Test
    void onlyTheHostAppointsModerators() {
        salon.refuses("forbidden", () -> salon.says(GRACE, new SetRole(id(LINUS), Role.MODERATOR)));
        Turn turn = salon.says(ADA, new SetRole(id(LINUS), Role.MODERATOR));
        assertHeardByAll(turn, List.of(new RoleChanged(id(LINUS), Role.MODERATOR)), ADA, GRACE, LINUS, MARGARET);
        assertEquals(List.of(new Fact.RoleGiven(room("salon"), id(LINUS), Role.MODERATOR, salon.now)), turn.facts());
    }

    @Test
    void aListenerIsAppointedWithoutBeingAsked() {
        Salon withStage = new Salon(stage(), host(), arrival(GRACE), arrival(LINUS));
        assertHeard(withStage.says(ADA, new SetRole(id(GRACE), Role.MODERATOR)),
                to(ADA, new RoleChanged(id(GRACE), Role.MODERATOR)),
                to(GRACE, new RoleChanged(id(GRACE), Role.MODERATOR)),
                to(LINUS, new RoleChanged(id(GRACE), Role.MODERATOR)),
                to(GRACE, new AddPeer(peer("linus"), true, LINUS)),
                to(LINUS, new AddPeer(peer("grace"), false, GRACE)));
    }

    @Test
    void aRoleGivenToSomebodyAbsentCountsWhenTheyComeIn() {
        Turn turn = salon.orders(ADA, Role.HOST, new SetRole(id(BARBARA), Role.LISTENER), null);
        assertHeard(turn);
        assertEquals(List.of(new Fact.RoleGiven(room("salon"), id(BARBARA), Role.LISTENER, salon.now)), turn.facts());
        salon.enters(arrival(BARBARA));
        assertEquals(Role.LISTENER, salon.role(BARBARA));
    }

    @Test
    void somebodyMutedByAModeratorCannotUnmuteUntilAllowed() {
        salon.says(LINUS, UNMUTE);
        assertHeardByAll(salon.says(GRACE, new MutePeer(id(LINUS), true)),
                List.of(new Muted(true, room("salon"), peer("linus"), id(LINUS)), new MuteInfo(id(LINUS), true, true)), ADA, GRACE, LINUS, MARGARET);
        assertHeard(salon.says(ADA, new MutePeer(id(LINUS), true)));
        salon.refuses("forbidden", () -> salon.says(LINUS, UNMUTE));
        assertHeardByAll(salon.says(GRACE, new MutePeer(id(LINUS), false)), List.of(new MuteInfo(id(LINUS), true, false)), ADA, GRACE, LINUS, MARGARET);
        assertTrue(salon.seat(LINUS).isMuted(), "nobody is unmuted by another");
        salon.says(LINUS, UNMUTE);
        assertHeard(salon.says(GRACE, new MutePeer(id(LINUS), false)));
    }

    @Test
    void leavingAndComingBackDoesNotAllowUnmuting() {
        salon.says(GRACE, new MutePeer(id(LINUS), true));
        salon.says(LINUS, new Leave(null));
        salon.enters("linus-phone", arrival(LINUS));
        assertTrue(salon.seat(LINUS).mutedByModerator());
        salon.refuses("forbidden", () -> salon.says(LINUS, UNMUTE));
    }

    @Test
    void muteAllSparesModerators() {
        salon.says(GRACE, UNMUTE);
        salon.says(LINUS, UNMUTE);
        assertHeardByAll(salon.says(ADA, new MuteAll(true)),
                List.of(new Muted(true, room("salon"), peer("linus"), id(LINUS)), new MuteInfo(id(LINUS), true, true),
                        new Muted(true, room("salon"), peer("margaret"), id(MARGARET)), new MuteInfo(id(MARGARET), true, true)), ADA, GRACE, LINUS, MARGARET);
        assertFalse(salon.seat(GRACE).isMuted());
        salon.refuses("forbidden", () -> salon.says(MARGARET, UNMUTE));
    }

    @Test
    void allowingEverybodyIncludesPeopleWhoHaveLeft() {
        salon.says(ADA, new MuteAll(true));
        salon.says(MARGARET, new Leave(null));
        assertHeardByAll(salon.says(ADA, new MuteAll(false)), List.of(new MuteInfo(id(LINUS), true, false)), ADA, GRACE, LINUS);
        salon.enters(arrival(MARGARET));
        salon.says(MARGARET, UNMUTE);
    }

    @Test
    void muteAllLeavesListenersAsTheyAre() {
        Salon withStage = new Salon(stage(), host(), arrival(GRACE));
        assertHeard(withStage.says(ADA, new MuteAll(true)));
        withStage.says(ADA, new SetRole(id(GRACE), Role.SPEAKER));
        withStage.says(GRACE, new Speak(true));
        withStage.says(GRACE, UNMUTE);
    }

    @Test
    void somebodyWhoBecomesAModeratorMayUnmute() {
        salon.says(GRACE, new MutePeer(id(LINUS), true));
        assertHeardByAll(salon.says(ADA, new SetRole(id(LINUS), Role.MODERATOR)),
                List.of(new RoleChanged(id(LINUS), Role.MODERATOR), new MuteInfo(id(LINUS), true, false)), ADA, GRACE, LINUS, MARGARET);
        salon.says(LINUS, UNMUTE);
    }

    @Test
    void aRemovedPersonIsToldAndMayComeBack() {
        assertHeard(salon.says(GRACE, new Remove(id(LINUS), false)),
                to(LINUS, new Removed("removed", false)),
                to(ADA, new RemovePeer(peer("linus"), id(LINUS))),
                to(GRACE, new RemovePeer(peer("linus"), id(LINUS))),
                to(MARGARET, new RemovePeer(peer("linus"), id(LINUS))));
        salon.refuses("not_in_room", () -> salon.takes(new Act.Says(peer("linus"), new Chat("Hey!"))));
        salon.refuses("no_such_peer", () -> salon.says(GRACE, new Remove(id(LINUS), false)));
        salon.enters(arrival(LINUS));
        assertTrue(salon.seats(LINUS));
    }

    @Test
    void aBannedPersonIsOutUntilTheBanIsLifted() {
        Turn turn = salon.says(GRACE, new Remove(id(LINUS), true));
        assertEquals(to(LINUS, new Removed("banned", true)), turn.deliveries().getFirst());
        assertEquals(List.of(new Fact.Banned(room("salon"), id(LINUS), id(GRACE), salon.now)), turn.facts());
        salon.refuses("not_in_room", () -> salon.takes(new Act.Says(peer("linus"), new Chat("Hey!"))));
        salon.refuses("banned", () -> salon.enters(arrival(LINUS)));
        salon.refuses("banned", () -> salon.enters("linus-phone", as(Role.MODERATOR, LINUS)));
        assertEquals(List.of(new Fact.Unbanned(room("salon"), id(LINUS))), salon.says(GRACE, new Unban(id(LINUS))).facts());
        salon.enters(arrival(LINUS));
        assertTrue(salon.seats(LINUS));
    }

    @Test
    void anAbsentPersonCanBeBanned() {
        Turn turn = salon.orders(GRACE, Role.MODERATOR, new Remove(id(BARBARA), true), null);
        assertHeard(turn);
        assertEquals(1, turn.facts().size());
        salon.refuses("banned", () -> salon.enters(arrival(BARBARA)));
        salon.says(LINUS, new Leave(null));
        salon.says(GRACE, new Remove(id(LINUS), true));
        salon.refuses("banned", () -> salon.enters(arrival(LINUS)));
    }

    @Test
    void aBannedModeratorCanNoLongerModerate() {
        salon.says(ADA, new Remove(id(GRACE), true));
        salon.refuses("banned", () -> salon.orders(GRACE, Role.MODERATOR, new MuteAll(true), null));
        salon.refuses("banned", () -> salon.orders(GRACE, Role.MODERATOR, new Unban(id(GRACE)), null));
    }

    @Test
    void aBanTakesTheGivenRoleAway() {
        salon.says(ADA, new SetRole(id(LINUS), Role.MODERATOR));
        salon.says(ADA, new Remove(id(LINUS), true));
        salon.says(ADA, new Unban(id(LINUS)));
        salon.enters(arrival(LINUS));
        assertEquals(Role.SPEAKER, salon.role(LINUS));
    }

    @Test
    void lockingIsSeenByAllAndRemembered() {
        Turn turn = salon.says(GRACE, new Lock(true));
        assertTrue(salon.room.view().locked());
        assertHeardByAll(turn, List.of(new RoomUpdated(salon.room.view())), ADA, GRACE, LINUS, MARGARET);
        assertEquals(List.of(new Fact.Locked(room("salon"), true)), turn.facts());
    }
}
