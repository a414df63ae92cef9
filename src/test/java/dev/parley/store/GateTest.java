package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.harness.Until;
import dev.parley.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the embedded database. */
@Timeout(60)
class GateTest {
    private static final int TURNS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    private static final int MOST_WAITING = 64;

    private volatile boolean slow;
    private final Gate gate = new Gate(new Availability() {
        @Override
        public boolean isSlow() {
            return slow;
        }
    }, new StoreSettings(Optional.empty(), Path.of("target")));
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @AfterEach
    void end() {
        answer.countDown();
        callers.close();
    }

    private int ask() throws InterruptedException {
        mostAtOnce.accumulateAndGet(inside.incrementAndGet(), Math::max);
        int number = asked.incrementAndGet();
        answer.await();
        inside.decrementAndGet();
        return number;
    }

    private List<Future<Integer>> sockets(int many) {
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(callers.submit(() -> gate.inTurn(this::ask)));
        }
        return all;
    }

    private void asking(int many) {
        Until.holds(many + " ask", Duration.ofSeconds(30), () -> asked.get() == many);
    }

    @Test
    void onlyAFewSocketsAskAtOnceAndTheOthersFollow() throws Exception {
        List<Future<Integer>> all = sockets(3 * TURNS);
        asking(TURNS);
        answer.countDown();
        for (Future<Integer> one : all) {
            one.get();
        }
        assertEquals(3 * TURNS, asked.get());
        assertEquals(TURNS, mostAtOnce.get());
    }

    @Test
    void aTurnEndsWhenTheDatabaseThrows() {
        for (int i = 0; i < 2 * TURNS; i++) {
            assertThrows(IllegalStateException.class, () -> gate.inTurn(() -> {
                throw new IllegalStateException("no answer");
            }));
        }
    }

    @Test
    void socketsThatWaitForTheirTurnAreRefusedWhenTheDatabaseBecomesSlow() {
        List<Future<Integer>> all = sockets(TURNS + 1);
        asking(TURNS);
        slow = true;
        Until.holds("one is refused", Duration.ofSeconds(30), () -> all.stream().filter(Future::isDone).count() == 1);
        Future<Integer> refused = all.stream().filter(Future::isDone).findFirst().orElseThrow();
        assertEquals("database_unavailable", ((Problem) assertThrows(ExecutionException.class, refused::get).getCause()).code());
    }

    @Test
    void whileTheDatabaseIsSlowOnlySoManyRequestsWaitForIt() {
        for (int i = 0; i < MOST_WAITING; i++) {
            callers.submit(() -> gate.through(this::ask));
        }
        asking(MOST_WAITING);
        slow = true;
        assertEquals("database_unavailable", assertThrows(Problem.class, () -> gate.through(this::ask)).code());
    }

    @Test
    void anyNumberOfRequestsAskWhileTheDatabaseAnswersInTime() {
        for (int i = 0; i <= MOST_WAITING; i++) {
            callers.submit(() -> gate.through(this::ask));
        }
        asking(MOST_WAITING + 1);
    }
}
