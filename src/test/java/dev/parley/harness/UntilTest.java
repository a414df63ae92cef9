package dev.parley.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A test of time forgives a busy machine and nothing else. */
class UntilTest {
    private static final Duration MOST = Duration.ofSeconds(1);

    /** How many of these times it took. */
    private static int tries(Integer... seconds) {
        Queue<Integer> left = new ArrayDeque<>(List.of(seconds));
        Until.isQuick("something", MOST, () -> Duration.ofSeconds(left.remove()));
        return seconds.length - left.size();
    }

    @Test
    void aQuickResultIsTriedOnce() {
        assertEquals(1, tries(1, 9, 9));
    }

    @Test
    void aResultThatIsLateOnceIsForgiven() {
        assertEquals(3, tries(9, 2, 1));
    }

    @Test
    void aResultThatIsLateEveryTimeIsNotForgiven() {
        assertThrows(AssertionError.class, () -> tries(9, 2, 9));
    }
}
