package dev.parley.bus;

import dev.parley.bus.Bus.Count;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** What became of the parcels, and how long the latest signs of life were under way. */
final class Tally {
    final LongAdder sent = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder tooOld = new LongAdder();
    final LongAdder dropped = new LongAdder();
    private final long[] lags = new long[256];
    private int lagged;

    synchronized void lag(long nanos) {
        lags[lagged++ % lags.length] = nanos;
    }

    synchronized Count count() {
        long[] sorted = Arrays.copyOf(lags, Math.min(lagged, lags.length));
        Arrays.sort(sorted);
        long p50 = sorted.length == 0 ? 0 : sorted[sorted.length / 2] / 1_000;
        long p99 = sorted.length == 0 ? 0 : sorted[sorted.length * 99 / 100] / 1_000;
        return new Count(sent.sum(), received.sum(), gaps.sum(), duplicates.sum(), tooOld.sum(), dropped.sum(), p50, p99);
    }
}
