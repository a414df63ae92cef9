package dev.parley.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition instead of a time. */
public final class Until {
    private Until() {}

    /** Fails when the condition does not come true in time; the ceiling is for a machine that is busy with other things. */
    public static void holds(String what, Duration ceiling, BooleanSupplier condition) {
        long end = System.nanoTime() + ceiling.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + ceiling.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** What the supplier gives once it no longer throws. */
    public static <T> T succeeds(String what, Duration ceiling, Supplier<T> supplier) {
        long end = System.nanoTime() + ceiling.toNanos();
        while (true) {
            try {
                return supplier.get();
            } catch (RuntimeException notYet) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within " + ceiling.toSeconds() + " s: " + what, notYet);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }
}
