package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final long ROUND = Duration.ofMillis(250).toNanos();

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Arrivals arrivals = new Arrivals(waiting::add, 0);

    private long round(int number) {
        long readUpTo = arrivals.readUpTo(number * ROUND);
        arrivals.look(number * ROUND);
        return readUpTo / ROUND;
    }

    private void threadsAreFree() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    @Test
    void aServerWithFreeThreadsHasReadEverything() {
        for (int number = 1; number < 10; number++) {
            assertEquals(number, round(number));
            threadsAreFree();
        }
    }

    @Test
    void whatArrivedWhileNoThreadWasFreeHasNotBeenRead() {
        assertEquals(1, round(1));
        threadsAreFree();
        assertEquals(2, round(2));
        for (int number = 3; number < 100; number++) {
            assertEquals(1, round(number));
        }
        assertEquals(1, waiting.size(), "tasks in line");
        threadsAreFree();
        assertEquals(2, round(100), "what was read when the task got its turn had arrived before it");
        threadsAreFree();
        assertEquals(101, round(101));
    }

    @Test
    void whatArrivedWhileTheServerStoodStillHasNotBeenRead() {
        assertEquals(1, round(1));
        threadsAreFree();
        assertEquals(1, round(30));
        threadsAreFree();
        assertEquals(31, round(31));
    }
}
