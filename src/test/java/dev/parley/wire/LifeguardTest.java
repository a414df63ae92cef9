package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Until;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LifeguardTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch afterwards = new CountDownLatch(1);
    private final AtomicBoolean interruptedAfterwards = new AtomicBoolean();

    private static void look() {
        Lifeguard.look(System.nanoTime() + Duration.ofSeconds(2).toNanos());
    }

    private Thread closesAndGoesOn() {
        Thread thread = Thread.ofPlatform().start(() -> {
            Lifeguard.closing(Thread.currentThread());
            WsocConnLink.close(never);
            new NextRequest().requestInitialized(null);
            interruptedAfterwards.set(Thread.currentThread().isInterrupted());
            WsocConnLink.close(afterwards);
        });
        Until.holds("the close hangs", SOON, () -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    @Test
    void aThreadOnWhichTheServersCloseHangsIsSetFree() {
        closesAndGoesOn();
        look();
        Until.holds("it is free", SOON, () -> WsocConnLink.wasInterrupted(never));
        afterwards.countDown();
    }

    @Test
    void whatItDoesNextIsNotInterrupted() throws Exception {
        Thread thread = closesAndGoesOn();
        look();
        Until.holds("it does something else", SOON, () -> WsocConnLink.begun(afterwards) && thread.getState() == Thread.State.WAITING);
        look();
        afterwards.countDown();
        thread.join();
        assertFalse(interruptedAfterwards.get());
        assertFalse(WsocConnLink.wasInterrupted(afterwards), "nor when that is a close again");
    }

    @Test
    void aQuickCloseIsLeftAlone() throws Exception {
        long before = System.nanoTime();
        Thread thread = closesAndGoesOn();
        Lifeguard.look(before);
        assertTrue(thread.isAlive());
        never.countDown();
        afterwards.countDown();
        thread.join();
        assertFalse(WsocConnLink.wasInterrupted(never));
        assertEquals(0, Lifeguard.count().hangingCloses());
    }
}
