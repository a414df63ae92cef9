package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Until;
import dev.parley.wire.OtherSide.Text;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final OtherSide other = new OtherSide();
    private final Wire wire = new Wire(other.session());

    private void says(String text) {
        wire.put(new Text(text));
        wire.flush();
    }

    @Test
    void framesAreWrittenInOrder() {
        says("1");
        says("2");
        assertEquals(List.of("1", "2"), other.written);
    }

    @Test
    void aFailedWriteReachesNobodyAndEndsTheWire() {
        other.taking = _ -> {
            throw new IllegalArgumentException("nobody expects this");
        };
        says("1");
        says("2");
        Until.holds("it is closed", SOON, () -> other.code() != null);
        assertEquals(List.of(), other.written);
    }

    @Test
    void aThreadIsFreedWhenItsWriteHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        other.taking = _ -> never.await();
        Thread writer = Thread.ofPlatform().start(() -> says("1"));
        Until.holds("the writer is out", SOON, () -> {
            Lifeguard.look(System.nanoTime());
            return !writer.isAlive();
        });
        Until.holds("it is closed", SOON, () -> other.code() != null);
        says("2");
        assertEquals(List.of(), other.written);
    }

    @Test
    void afterABlockedWriteAllWritesAreAsynchronous() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicLong since = new AtomicLong();
        other.taking = _ -> {
            since.set(System.nanoTime());
            while (goOn.getCount() > 0) {
                try {
                    goOn.await(); // The server swallows an interrupt and checks whether it may go on.
                } catch (InterruptedException nudged) {
                    Thread.onSpinWait();
                }
            }
        };
        Thread writer = Thread.ofPlatform().start(() -> says("1"));
        Until.holds("the write blocks", SOON, () -> writer.getState() == Thread.State.WAITING);
        Lifeguard.look(since.get() + Duration.ofSeconds(1).toNanos());
        goOn.countDown();
        writer.join();
        says("2");
        assertEquals(List.of("1"), other.written);
        assertEquals(List.of("2"), other.writtenAsynchronously);
        assertEquals(List.of(), other.closed);
    }

    @Test
    void aFreedThreadIsNotInterruptedAfterwards() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        other.taking = _ -> never.await();
        boolean[] interrupted = {true};
        Thread writer = Thread.ofPlatform().start(() -> {
            says("1");
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        Until.holds("the writer is out", SOON, () -> {
            Lifeguard.look(System.nanoTime());
            return !writer.isAlive();
        });
        assertFalse(interrupted[0]);
    }

    @Test
    void theWindowCountsBytesAndNotCharacters() {
        String chinese = "語".repeat(20 * 1024);
        says(chinese);
        assertEquals(0, other.written.size());
        assertEquals(List.of(chinese), other.writtenAsynchronously);
    }

    @Test
    void theEndWaitsUntilOurOwnWriteIsDone() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        other.taking = _ -> {
            begun.countDown();
            while (goOn.getCount() > 0) {
                Thread.onSpinWait(); // Busy, so it must not be interrupted.
            }
        };
        Thread writer = Thread.ofPlatform().start(() -> says("1"));
        begun.await();
        long before = System.nanoTime();
        Thread server = Thread.ofPlatform().start(wire::closed);
        boolean ended = server.join(Duration.ofMillis(200));
        assertFalse(ended && System.nanoTime() - before < Wire.ENDS_BY_ITSELF, "the server may not write its close frame yet");
        goOn.countDown();
        writer.join();
        server.join();
    }

    @Test
    void theLastMessageIsWrittenBeforeTheClose() {
        wire.put(new Text("goodbye"));
        wire.close(CloseCodes.NORMAL_CLOSURE, "over");
        Until.holds("it is closed", SOON, () -> other.code() != null);
        assertEquals(List.of("goodbye"), other.written);
        assertEquals(CloseCodes.NORMAL_CLOSURE.getCode(), other.code());
    }

    @Test
    void nothingOfAnEndedWireStaysInTheBacklog() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        other.taking = _ -> never.await();
        long before = Backlog.bytes();
        Thread writer = Thread.ofPlatform().start(() -> says("first"));
        Until.holds("the writer is in", SOON, () -> writer.getState() == Thread.State.WAITING);
        wire.put(new Text("x".repeat(1_000)));
        assertTrue(wire.holds(500));
        assertEquals(before + 1_500, Backlog.bytes());
        wire.abort(CloseCodes.GOING_AWAY, "lost");
        wire.put(new Text("too late"));
        assertEquals(before, Backlog.bytes());
        writer.join();
    }
}
