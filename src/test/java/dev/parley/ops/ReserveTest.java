package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Until;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight threads, of which six sleep. */
@Timeout(60)
class ReserveTest {
    private static final int ASLEEP = 6;
    private static final long LATE = Duration.ofMillis(51).toNanos();
    private static final long CALM = Duration.ofSeconds(6).toNanos();

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Reserve reserve = new Reserve();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicBoolean busy = new AtomicBoolean(true);

    @BeforeEach
    void sleep() {
        reserve.putToSleep(threads, ASLEEP);
        until(() -> reserve.sleeping() == ASLEEP);
    }

    @AfterEach
    void end() throws Exception {
        answer.countDown();
        busy.set(false);
        reserve.end();
        threads.shutdown();
        threads.awaitTermination(30, TimeUnit.SECONDS);
    }

    private static void until(BooleanSupplier condition) {
        Until.holds("the threads are as expected", Duration.ofSeconds(30), condition);
    }

    private void look(long now) {
        reserve.look(threads, ASLEEP, now);
    }

    private void wait(int many) {
        CountDownLatch waiting = new CountDownLatch(many);
        for (int i = 0; i < many; i++) {
            threads.execute(() -> {
                waiting.countDown();
                await(answer);
            });
        }
        await(waiting);
    }

    private void work(int many) {
        CountDownLatch working = new CountDownLatch(many);
        for (int i = 0; i < many; i++) {
            threads.execute(() -> {
                working.countDown();
                while (busy.get()) {
                    Thread.onSpinWait();
                }
            });
        }
        await(working);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void allAreWokenWhenTheOthersWaitAndATaskIsNotBegun() throws Exception {
        wait(2);
        look(0);
        look(LATE);
        threads.submit(() -> {}).get();
        until(() -> reserve.sleeping() == 0);
    }

    @Test
    void nobodyIsWokenForThreadsThatAreOnlyShortOfProcessorTime() {
        work(2);
        look(0);
        look(LATE);
        assertEquals(ASLEEP, reserve.sleeping());
    }

    @Test
    void nobodyIsWokenWhileTasksAreBegunInTime() {
        wait(1);
        for (int round = 0; round < 100; round++) {
            look(round * LATE);
            until(reserve::isInTime);
        }
        assertEquals(ASLEEP, reserve.sleeping());
    }

    @Test
    void theySleepAgainWhenNothingHasBeenLateForAWhile() {
        wait(2);
        look(0);
        look(LATE);
        until(() -> reserve.sleeping() == 0 && reserve.isInTime());
        look(2 * LATE);
        until(reserve::isInTime);
        assertEquals(0, reserve.sleeping());
        look(LATE + CALM);
        until(() -> reserve.sleeping() == ASLEEP);
    }

    @Test
    void theySleepAgainEvenIfTasksAreLateForLackOfProcessorTime() {
        wait(2);
        look(0);
        look(LATE);
        until(() -> reserve.sleeping() == 0 && reserve.isInTime());
        answer.countDown();
        work(8);
        look(2 * LATE);
        look(4 * LATE);
        busy.set(false);
        until(reserve::isInTime);
        look(LATE + CALM);
        until(() -> reserve.sleeping() == ASLEEP);
    }

    @Test
    void theySleepLessOftenWhereTheyAreSoonNeededAgain() {
        wait(2);
        look(0);
        look(LATE);
        until(() -> reserve.sleeping() == 0 && reserve.isInTime());
        look(LATE + CALM);
        until(() -> reserve.sleeping() == ASLEEP);
        long again = 2 * (LATE + CALM);
        look(again);
        look(again + LATE);
        until(() -> reserve.sleeping() == 0 && reserve.isInTime());
        look(again + LATE + CALM);
        until(reserve::isInTime);
        assertEquals(0, reserve.sleeping());
        look(again + LATE + 3 * CALM);
        until(() -> reserve.sleeping() == ASLEEP);
    }

    @Test
    void theServerCanStopAlthoughTheySleep() throws Exception {
        reserve.end();
        threads.shutdown();
        assertEquals(true, threads.awaitTermination(30, TimeUnit.SECONDS));
    }
}
