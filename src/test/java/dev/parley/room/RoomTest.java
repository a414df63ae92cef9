package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.live.Fact;
import dev.parley.member.Standing;
import dev.parley.problem.Problem;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final RoomId ROOM = new RoomId("room");
    private static final UserId ADA = new UserId("ada");
    private static final UserId EVE = new UserId("eve");
    private static final UserId HOST = new UserId("host");

    @Test
    void aNameIsFoundByItsWordsWithOrWithoutThePunctuationAroundThem() {
        assertEquals(Set.of("tech-talk:", "tech", "talk", "(c++)", "c++)", "c", "&", "zoë"), Set.copyOf(Room.words("Tech-Talk: (C++) & Zoë")));
    }

    @Test
    void aCursorSurvivesItsText() {
        Cursor cursor = new Cursor(3, NOON, "_-abc");
        assertEquals(cursor, Cursor.of(cursor.text()));
        assertNull(Cursor.of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%%%", "eyIkZ3QiOiIifQ", "MCAxMjozNCBhYmM"})
    void aCursorThatIsNotOneOfOursIsRefused(String text) {
        assertThrows(Problem.class, () -> Cursor.of(text));
    }

    @Test
    void aDecisionCountsBeforeItIsStored() {
        Standing moderator = Standing.none(ROOM, ADA).after(new Fact.RoleGiven(ROOM, ADA, Role.MODERATOR, NOON));
        assertTrue(moderator.belongs());
        Standing banned = moderator.after(new Fact.Banned(ROOM, ADA, HOST, NOON));
        assertTrue(banned.banned());
        assertFalse(banned.belongs());
        assertNull(banned.role());
        assertFalse(banned.after(new Fact.Unbanned(ROOM, ADA)).banned());
        assertEquals(moderator, moderator.after(new Fact.Banned(ROOM, EVE, HOST, NOON)));
    }

    @Test
    void aHandoverCountsBeforeItIsStoredAndOnlyOnce() {
        Room room = new Room(ROOM, "Room", List.of("room"), null, false, false, false, 10, List.of(), null, null, null, null, ADA, NOON, 0, null, 0);
        Fact toEve = new Fact.HostChanged(ROOM, ADA, EVE, true, NOON);
        Fact toHost = new Fact.HostChanged(ROOM, ADA, HOST, true, NOON);
        assertFalse(room.isPast(toEve));
        Room handedOver = room.after(toEve);
        assertTrue(handedOver.isHost(EVE));
        assertFalse(handedOver.isAsIn(room));
        assertTrue(handedOver.isPast(toEve), "it is stored already");
        assertTrue(handedOver.isPast(toHost), "another one came first");
        assertFalse(handedOver.isPast(new Fact.Locked(ROOM, true)));
        assertEquals(Role.MODERATOR, Standing.none(ROOM, ADA).after(toEve).role());
        assertTrue(Standing.none(ROOM, ADA).after(toEve).belongs());
        Standing banned = Standing.none(ROOM, EVE).after(new Fact.Banned(ROOM, EVE, ADA, NOON));
        assertEquals(Standing.none(ROOM, EVE), banned.after(toEve));
        assertEquals(banned, banned.after(toHost));
    }

    @Test
    void nothingDecidedBeforeALeaveIsAppliedAfterIt() {
        Standing gone = Standing.none(ROOM, ADA).after(new Fact.RoleGiven(ROOM, ADA, Role.MODERATOR, NOON)).after(new Fact.Left(ROOM, ADA));
        assertFalse(gone.belongs());
        assertNull(gone.role());
    }

    @Test
    void somebodyMadeAListenerStaysOneAfterLeaving() {
        Standing listens = Standing.none(ROOM, ADA).after(new Fact.RoleGiven(ROOM, ADA, Role.LISTENER, NOON));
        for (Fact leaving : List.of(new Fact.Left(ROOM, ADA), new Fact.Banned(ROOM, ADA, HOST, NOON))) {
            assertEquals(Role.LISTENER, listens.after(leaving).role());
            assertFalse(listens.after(leaving).belongs());
        }
        assertFalse(listens.mayBecome(Role.SPEAKER, NOON), "by an invitation from before");
        assertTrue(listens.mayBecome(Role.SPEAKER, NOON.plusMillis(1)), "by one from after");
        assertTrue(Standing.none(ROOM, EVE).mayBecome(Role.SPEAKER, NOON));
    }
}
