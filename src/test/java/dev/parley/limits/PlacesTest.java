package dev.parley.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.UserId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final UserId ADA = new UserId("ada");
    private static final UserId GRACE = new UserId("grace");
    private static final UserId LINUS = new UserId("linus");

    private final Places places = new Places(2, 3);

    @Test
    void eachAccountAndAllTogetherHaveALimit() {
        assertTrue(places.take(ADA) && places.take(ADA));
        assertFalse(places.take(ADA));
        assertTrue(places.take(GRACE));
        assertFalse(places.take(LINUS));
        assertFalse(places.hasRoom(LINUS));
    }

    @Test
    void aPlaceThatIsGivenBackIsFree() {
        assertTrue(places.take(ADA) && places.take(ADA));
        places.free(ADA);
        assertTrue(places.take(ADA));
    }

    @Test
    void manyAtOnceGetNoMorePlacesThanThereAre() {
        Places few = new Places(100, 10);
        assertEquals(10, IntStream.range(0, 1_000).parallel().filter(_ -> few.take(ADA)).count());
        assertEquals(10, few.taken());
    }
}
