package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration SILENCE = Duration.ofNanos(300);
    private static final Duration PATIENCE = Duration.ofNanos(200);

    private final Heartbeat heartbeat = new Heartbeat(1_000);

    private boolean isDue(long now) {
        return heartbeat.isDue(now, SILENCE, PATIENCE);
    }

    private boolean isOverdue(long now) {
        return heartbeat.isOverdue(now, PATIENCE);
    }

    @Test
    void aSignOfLifeIsAskedForOnceAndIsDueInTime() {
        assertEquals(List.of(false, true, false), List.of(isDue(1_299), isDue(1_310), isDue(1_320)));
        assertEquals(List.of(false, true), List.of(isOverdue(1_499), isOverdue(1_500)));
        heartbeat.heard(1_499);
        assertEquals(List.of(false, true), List.of(isDue(1_798), isDue(1_799)));
    }

    @Test
    void aServerThatAsksLateWaitsForTheAnswerAllTheSame() {
        assertEquals(List.of(false, true), List.of(isOverdue(9_000), isDue(9_000)));
        assertEquals(List.of(false, true), List.of(isOverdue(9_199), isOverdue(9_200)));
    }
}
