package dev.parley.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * A promise of time, kept when one of three tries keeps it: whatever else a machine does makes something late now and then, and what is
     * wrong with Parley makes it late every time.
     */
    public static void isQuick(String what, Duration most, Supplier<Duration> tried) {
        List<Duration> took = new ArrayList<>();
        do {
            took.add(tried.get());
        } while (took.size() < 3 && took.getLast().compareTo(most) > 0);
        System.out.println(what + ": " + took.stream().map(Duration::toMillis).toList() + " ms");
        if (took.getLast().compareTo(most) > 0) {
            throw new AssertionError(what + " took " + took + " instead of " + most);
        }
    }

    /** How long something takes. */
    public static Duration time(Runnable something) {
        long start = System.nanoTime();
        something.run();
        return Duration.ofNanos(System.nanoTime() - start);
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
