package dev.parley.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Closes like the server's class of this name: it waits, and its thread is still marked as interrupted afterwards. */
final class WsocConnLink {
    private static final Set<CountDownLatch> BEGUN = ConcurrentHashMap.newKeySet();
    private static final Set<CountDownLatch> INTERRUPTED = ConcurrentHashMap.newKeySet();

    private WsocConnLink() {}

    static void close(CountDownLatch goOn) {
        BEGUN.add(goOn);
        try {
            goOn.await();
        } catch (InterruptedException free) {
            INTERRUPTED.add(goOn);
            Thread.currentThread().interrupt();
        }
    }

    static boolean begun(CountDownLatch goOn) {
        return BEGUN.contains(goOn);
    }

    static boolean wasInterrupted(CountDownLatch goOn) {
        return INTERRUPTED.contains(goOn);
    }
}
