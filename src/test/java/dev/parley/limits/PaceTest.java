package dev.parley.limits;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(3, Duration.ofSeconds(3));

    private boolean take(String who, double second) {
        return pace.take(who, (long) (second * 1e9));
    }

    @Test
    void noMoreThanTheLimitIsAllowedAtOnce() {
        assertTrue(take("ada", 0) && take("ada", 0) && take("ada", 0));
        assertFalse(take("ada", 0));
    }

    @Test
    void theNextIsAllowedWhenItsShareOfTheTimeIsOver() {
        assertTrue(take("ada", 0) && take("ada", 0) && take("ada", 0));
        assertFalse(take("ada", 0.9));
        assertTrue(take("ada", 1));
        assertFalse(take("ada", 1.5));
    }

    @Test
    void eachPersonHasAnAllowanceOfTheirOwn() {
        assertTrue(take("ada", 0) && take("ada", 0) && take("ada", 0));
        assertTrue(take("grace", 0));
    }
}
