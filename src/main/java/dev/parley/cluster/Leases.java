package dev.parley.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Judges from what was read of all leases which nodes have stood still for too long. No clocks of two machines are compared: only the time that
 * passed here while another node's counter stayed the same.
 */
final class Leases {
    private final long lease;
    private final LongSupplier nanoTime;
    /** For each other node that lives: its counter, and when it was first seen here. */
    private final Map<String, Seen> seen = new HashMap<>();
    private long lastRead;

    private record Seen(long beat, long since) {}

    /** What a reading showed. Those who stood still are only suspects: the database decides. */
    record Verdict(Set<String> joined, Set<String> gone, Map<String, Long> suspects) {}

    Leases(Duration lease, LongSupplier nanoTime) {
        this.lease = lease.toNanos();
        this.nanoTime = nanoTime;
        lastRead = nanoTime.getAsLong();
    }

    /**
     * Takes a reading of the counters of all other living nodes. A counter is as old as the end of the reading that first showed it, and judged at the
     * beginning of a later one, so that a slow reading never makes a node look older than it is.
     */
    Verdict read(long started, Map<String, Long> beats) {
        long now = nanoTime.getAsLong();
        // A reader that could not look for long, because it or the database stood still, knows nothing about the others.
        boolean blind = started - lastRead > lease / 2;
        lastRead = now;
        Set<String> joined = new HashSet<>();
        Map<String, Long> suspects = new HashMap<>();
        Set<String> gone = new HashSet<>(seen.keySet());
        gone.removeAll(beats.keySet());
        seen.keySet().retainAll(beats.keySet());
        beats.forEach((node, beat) -> {
            Seen before = seen.get(node);
            if (before == null) {
                joined.add(node);
            }
            if (before == null || blind || before.beat != beat) {
                seen.put(node, new Seen(beat, now));
            } else if (started - before.since >= lease) {
                suspects.put(node, beat);
            }
        });
        return new Verdict(joined, gone, suspects);
    }

    /** When the next node will have stood still for too long, if it goes on to stand still. */
    long nextSuspicion() {
        return seen.values().stream().mapToLong(node -> node.since + lease).min().orElse(Long.MAX_VALUE);
    }

    Set<String> alive() {
        return Set.copyOf(seen.keySet());
    }
}
