package dev.parley.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition and not for a period of time. */
public final class Until {
    private Until() {}

    /** Fails if the condition does not become true in time. The limit allows for a machine that is busy with other things. */
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
     * A time limit that one of three tries has to keep. Other work on the machine makes something late now and then; a fault in Parley makes it
     * late every time.
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

    /** The result of the supplier once it no longer throws. */
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
