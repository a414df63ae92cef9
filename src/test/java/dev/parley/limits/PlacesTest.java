package dev.parley.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(2, 3);

    @Test
    void anAccountHasSoManyAndAllTogetherSoMany() {
        assertTrue(places.take("ada") && places.take("ada"));
        assertFalse(places.take("ada"));
        assertTrue(places.take("grace"));
        assertFalse(places.take("linus"));
        assertFalse(places.hasRoom("linus"));
    }

    @Test
    void aPlaceThatIsGivenBackIsFree() {
        assertTrue(places.take("ada") && places.take("ada"));
        places.free("ada");
        assertTrue(places.take("ada"));
    }

    @Test
    void whoAsksAtOnceGetsNoMoreThanThereAre() {
        Places few = new Places(100, 10);
        assertEquals(10, IntStream.range(0, 1_000).parallel().filter(_ -> few.take("ada")).count());
        assertEquals(10, few.taken());
    }
}
