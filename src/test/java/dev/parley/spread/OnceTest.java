package dev.parley.spread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.live.Act;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnceTest {
    private final Once once = new Once();

    private static Errand errand(String peer) {
        return new Errand(new RoomId("salon"), null, true, new Act.Restate(Set.of(new PeerId(peer))));
    }

    @Test
    void aRequestThatMayHaveBeenCarriedOutGoesUnderTheSameNumberAgain() {
        once.remember(errand("ada"), 7);
        assertEquals(7, once.numberOf(errand("ada"), () -> 8));
        assertEquals(8, once.numberOf(errand("grace"), () -> 8));
        once.forget(errand("ada"));
        assertNull(once.before(errand("ada")));
    }

    @Test
    void whatWasCarriedOutIsKnownByItsMark() {
        assertFalse(once.isDone(once.mark(7)));
        once.done(once.mark(7));
        assertTrue(once.isDone(once.mark(7)));
        assertFalse(once.isDone(once.mark(8)));
    }

    @Test
    void theMarksOfTwoProcessesDiffer() {
        assertNotEquals(once.mark(7), new Once().mark(7));
    }
}
