package dev.parley.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.push.Lane.Letter;
import dev.parley.push.Subscriptions.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final Lane lane = new Lane();

    private static Letter letter(String to) {
        return new Letter(new Subscription(to, new UserId("u1"), new SessionId("s1"), "https://push.example.org/" + to, "", "", NOW), new Push("{}", "x", Duration.ofMinutes(10), Push.Urgency.NORMAL), NOW, 0);
    }

    private void waits(int letters) {
        for (int i = 0; i < letters; i++) {
            lane.add(letter("b" + i));
        }
    }

    private Letter next(Instant now) {
        return Objects.requireNonNull(lane.next(now));
    }

    @Test
    void aServiceThatHasNotAnsweredYetGetsOneMessageAtATime() {
        waits(3);
        next(NOW);
        assertNull(lane.next(NOW));
        lane.answered();
        assertEquals(2, Stream.generate(() -> lane.next(NOW)).takeWhile(Objects::nonNull).count());
    }

    @Test
    void aServiceThatAnswersGetsSixteenAtATime() {
        waits(40);
        next(NOW);
        lane.answered();
        assertEquals(16, Stream.generate(() -> lane.next(NOW)).takeWhile(Objects::nonNull).count());
    }

    @Test
    void aServiceThatFailsIsLeftAloneLongerEachTimeAndThenGoesOnWhereItWas() {
        waits(2);
        assertTrue(lane.failed(next(NOW), null, NOW));
        assertNull(lane.next(NOW.plusSeconds(4)));
        Letter again = next(NOW.plusSeconds(5));
        assertEquals("b0", again.to().id());
        lane.failed(again, null, NOW.plusSeconds(5));
        assertNull(lane.next(NOW.plusSeconds(14)));
        assertNotNull(lane.next(NOW.plusSeconds(15)));
    }

    @Test
    void whatFailsTogetherCountsOnce() {
        waits(20);
        next(NOW);
        lane.answered();
        for (Letter letter : Stream.generate(() -> lane.next(NOW)).takeWhile(Objects::nonNull).toList()) {
            lane.failed(letter, null, NOW.plusSeconds(1));
        }
        assertNull(lane.next(NOW.plusSeconds(5)));
        assertNotNull(lane.next(NOW.plusSeconds(6)));
    }

    @Test
    void aServiceSaysItselfWhenItWantsToBeAskedAgainButNotForDays() {
        waits(1);
        lane.failed(next(NOW), Duration.ofSeconds(60), NOW);
        assertNull(lane.next(NOW.plusSeconds(59)));
        lane.failed(next(NOW.plusSeconds(60)), Duration.ofDays(3), NOW.plusSeconds(60));
        assertNotNull(lane.next(NOW.plusSeconds(60).plus(Duration.ofHours(1))));
    }

    @Test
    void aMessageIsTriedThreeTimes() {
        waits(1);
        assertTrue(lane.failed(next(NOW), Duration.ZERO, NOW));
        assertTrue(lane.failed(next(NOW), Duration.ZERO, NOW));
        assertFalse(lane.failed(next(NOW), Duration.ZERO, NOW));
        assertNull(lane.next(NOW));
    }

    @Test
    void aMessageThatIsOfNoUseAnyMoreIsDropped() {
        waits(3);
        assertEquals(0, lane.drop(NOW.plus(Duration.ofMinutes(9))));
        assertEquals(3, lane.drop(NOW.plus(Duration.ofMinutes(10))));
        assertTrue(lane.isIdle(NOW));
    }
}
