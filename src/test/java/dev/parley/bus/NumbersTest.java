package dev.parley.bus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple3;

/** Whatever is delayed, lost or repeated: no message comes late or twice, and each loss is noticed. */
class NumbersTest {
    private record Flying(boolean sign, long number, long echo, long sentAt) {}

    @Provide
    Arbitrary<List<Tuple3<Integer, Integer, Integer>>> journeys() {
        return net.jqwik.api.Combinators.combine(Arbitraries.integers().between(0, 6), Arbitraries.integers().between(0, 700), Arbitraries.integers().between(0, 50))
                .as(Tuple::of).list().ofMinSize(20).ofMaxSize(200);
    }

    @Property(tries = 1_000)
    void messagesComeInOrderOnceAndInTimeAndEachLossIsNoticed(@ForAll("journeys") List<Tuple3<Integer, Integer, Integer>> steps) {
        long oldest = TimeUnit.SECONDS.toNanos(2);
        Numbers sender = new Numbers(oldest);
        Numbers receiver = new Numbers(oldest);
        long time = 0;
        long offset = -5_000_000_000_000L;
        List<Flying> flying = new ArrayList<>();
        List<Long> delivered = new ArrayList<>();
        TreeSet<Long> unnoticed = new TreeSet<>();
        long sent = 0;
        for (Tuple3<Integer, Integer, Integer> each : steps) {
            int which = flying.isEmpty() ? 0 : each.get3() % flying.size();
            switch (each.get1()) {
                case 0 -> time += TimeUnit.MILLISECONDS.toNanos(each.get2());
                case 1 -> sender.hear(time + offset - TimeUnit.MILLISECONDS.toNanos(each.get3()), time);
                case 2, 3 -> {
                    if (sender.isNear(time)) {
                        sent = sender.next(1);
                        unnoticed.add(sent);
                        flying.add(new Flying(false, sent, sender.echo(), time));
                    }
                }
                case 4 -> flying.add(new Flying(true, sender.next(0), sender.echo(), time));
                default -> {
                    if (flying.isEmpty()) {
                        continue;
                    }
                    // Arrives and perhaps arrives again, or gets lost.
                    Flying one = each.get2() % 3 == 0 ? flying.get(which) : flying.remove(which);
                    if (each.get2() % 3 == 1) {
                        continue;
                    }
                    if (one.sign()) {
                        if (receiver.misses(one.number(), one.echo(), time + offset)) {
                            unnoticed.headSet(one.number()).clear();
                        } else if (receiver.hears(one.echo(), time + offset)) {
                            assertTrue(unnoticed.headSet(one.number()).isEmpty(), "a loss went unnoticed");
                        }
                        continue;
                    }
                    Numbers.Arrival arrival = receiver.arrives(one.number(), one.echo(), time + offset);
                    switch (arrival) {
                        case DELIVER, DELIVER_AFTER_GAP -> {
                            assertTrue(time - one.sentAt() <= oldest, "delivered late");
                            assertTrue(delivered.isEmpty() || delivered.getLast() < one.number(), "twice or out of order");
                            delivered.add(one.number());
                            unnoticed.remove(one.number());
                            if (arrival == Numbers.Arrival.DELIVER_AFTER_GAP) {
                                unnoticed.headSet(one.number()).clear();
                            }
                            assertTrue(unnoticed.headSet(one.number()).isEmpty(), "a loss went unnoticed");
                        }
                        case AGAIN -> assertTrue(unnoticed.headSet(one.number(), true).isEmpty(), "a loss went unnoticed");
                        case TOO_OLD -> { }
                    }
                }
            }
        }
    }
}
