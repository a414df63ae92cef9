package dev.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private long now;
    private final Leases leases = new Leases(Duration.ofSeconds(3), () -> now);

    private Leases.Verdict after(int millis, Map<String, Long> beats) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        return leases.read(now, beats);
    }

    @Test
    void aNodeIsSuspectedWhenItsCounterStoodStillForTheLease() {
        assertEquals(Set.of("a"), after(0, Map.of("a", 7L)).joined());
        after(1_000, Map.of("a", 7L));
        assertEquals(Map.of(), after(1_000, Map.of("a", 7L)).suspects());
        assertEquals(Map.of("a", 7L), after(1_000, Map.of("a", 7L)).suspects());
    }

    @Test
    void aBeatStartsTheTimeAnew() {
        after(0, Map.of("a", 7L));
        after(1_000, Map.of("a", 7L));
        after(1_000, Map.of("a", 8L));
        after(1_000, Map.of("a", 8L));
        assertEquals(Map.of(), after(1_000, Map.of("a", 8L)).suspects());
    }

    @Test
    void aReaderThatStoodStillItselfSuspectsNobody() {
        after(0, Map.of("a", 7L));
        assertEquals(Map.of(), after(60_000, Map.of("a", 7L)).suspects());
        assertEquals(Map.of(), after(1_000, Map.of("a", 7L)).suspects());
    }

    @Test
    void aSlowReadingMakesNobodyOlder() {
        after(0, Map.of("a", 7L));
        after(1_000, Map.of("a", 7L));
        after(1_000, Map.of("a", 7L));
        now += TimeUnit.MILLISECONDS.toNanos(1_100);
        assertEquals(Map.of(), leases.read(now - TimeUnit.MILLISECONDS.toNanos(1_000), Map.of("a", 7L)).suspects());
    }

    @Test
    void aNodeWithoutALeaseIsGone() {
        after(0, Map.of("a", 7L, "b", 1L));
        assertEquals(Set.of("a"), after(1_000, Map.of("b", 2L)).gone());
        assertEquals(Set.of("b"), leases.alive());
    }

    @Test
    void theNextLookIsDueWhenSomebodyWillHaveStoodStillForTheLease() {
        assertEquals(Long.MAX_VALUE, leases.nextSuspicion());
        after(0, Map.of("a", 7L, "b", 1L));
        after(1_000, Map.of("a", 7L, "b", 2L));
        assertEquals(TimeUnit.MILLISECONDS.toNanos(3_000), leases.nextSuspicion());
    }
}
