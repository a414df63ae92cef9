package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
        reserve.look(threads, ASLEEP, now, 0);
    }

    private void wait(int many) {
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        for (int i = 0; i < many; i++) {
            threads.execute(() -> {
                waiting.add(Thread.currentThread());
                await(answer);
            });
        }
        until(() -> waiting.stream().filter(thread -> thread.getState() == Thread.State.WAITING).count() == many);
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
    void twiceAsManyAsWaitAreWokenWhenATaskIsNotBegun() throws Exception {
        wait(2);
        look(0);
        look(LATE);
        threads.submit(() -> {}).get();
        until(() -> reserve.sleeping() == ASLEEP - 4);
    }

    @Test
    void moreAreWokenUntilTasksAreBegun() throws Exception {
        wait(2);
        look(0);
        look(LATE);
        until(() -> reserve.sleeping() == ASLEEP - 4 && reserve.isInTime());
        wait(4);
        look(2 * LATE);
        look(3 * LATE);
        threads.submit(() -> {}).get();
        until(() -> reserve.sleeping() == 0);
    }

    @Test
    void nobodyIsWokenWhileAThreadThatIsAwakeHasNoWork() throws Exception {
        wait(1);
        Thread idle = threads.submit(Thread::currentThread).get();
        until(() -> idle.getState() == Thread.State.WAITING);
        reserve.look(_ -> {}, ASLEEP, 0, 0);
        reserve.look(_ -> {}, ASLEEP, LATE, 0);
        assertEquals(ASLEEP, reserve.toldToSleep());
    }

    @Test
    void nobodyIsWokenWhileTheProcessorsAreBusy() {
        wait(2);
        look(0);
        reserve.look(threads, ASLEEP, LATE, Runtime.getRuntime().availableProcessors() * LATE);
        assertEquals(ASLEEP, reserve.toldToSleep());
    }

    @Test
    void oneBusyThreadAmongMoreProcessorsKeepsNobodyAsleep() {
        wait(2);
        look(0);
        reserve.look(threads, ASLEEP, LATE, Runtime.getRuntime().availableProcessors() * LATE / 2);
        until(() -> reserve.sleeping() == ASLEEP - 4);
    }

    @Test
    void threadsOfTheSameGroupThatDoNotServeAreNotCounted() throws Exception {
        Thread other = Thread.ofPlatform().group(Thread.currentThread().getThreadGroup()).start(() -> await(answer));
        Thread another = Thread.ofPlatform().group(Thread.currentThread().getThreadGroup()).start(() -> await(answer));
        work(2);
        look(0);
        look(LATE);
        assertEquals(ASLEEP, reserve.toldToSleep());
        answer.countDown();
        other.join();
        another.join();
    }

    @Test
    void nobodyIsWokenForThreadsThatAreOnlyShortOfProcessorTime() {
        work(2);
        look(0);
        look(LATE);
        assertEquals(ASLEEP, reserve.toldToSleep());
    }

    @Test
    void nobodyIsWokenWhileTasksAreBegunInTime() {
        wait(1);
        for (int round = 0; round < 100; round++) {
            look(round * LATE);
            until(reserve::isInTime);
        }
        assertEquals(ASLEEP, reserve.toldToSleep());
    }

    @Test
    void theySleepAgainWhenNothingHasBeenLateForAWhile() {
        wait(2);
        look(0);
        look(LATE);
        until(() -> reserve.sleeping() == ASLEEP - 4 && reserve.isInTime());
        look(2 * LATE);
        until(reserve::isInTime);
        assertEquals(ASLEEP - 4, reserve.toldToSleep());
        look(LATE + CALM);
        until(() -> reserve.sleeping() == ASLEEP);
    }

    @Test
    void theySleepAgainEvenIfTasksAreLateForLackOfProcessorTime() {
        wait(2);
        look(0);
        look(LATE);
        until(() -> reserve.sleeping() == ASLEEP - 4 && reserve.isInTime());
        answer.countDown();
        work(6);
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
        until(() -> reserve.sleeping() == ASLEEP - 4 && reserve.isInTime());
        look(LATE + CALM);
        until(() -> reserve.sleeping() == ASLEEP);
        long again = 2 * (LATE + CALM);
        look(again);
        until(() -> reserve.sleeping() == ASLEEP - 4 && reserve.isInTime());
        look(again + CALM);
        until(reserve::isInTime);
        assertEquals(ASLEEP - 4, reserve.toldToSleep());
        look(again + 3 * CALM);
        until(() -> reserve.sleeping() == ASLEEP);
    }

    @Test
    void theServerCanStopAlthoughTheySleep() throws Exception {
        reserve.end();
        threads.shutdown();
        assertEquals(true, threads.awaitTermination(30, TimeUnit.SECONDS));
    }
}
