package dev.parley.spread;

import dev.parley.bus.Bus;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** What an operator of several nodes watches. The counts go on when this node begins a new life. */
final class Figures {
    /** Acts that the owner, another node, was asked to take. */
    final LongAdder forwarded = new LongAdder();
    /** Rooms of dead nodes that went on here. */
    final LongAdder reclaimed = new LongAdder();
    /** Messages that were ignored, because their sender does not own the room any more. */
    final LongAdder fenced = new LongAdder();
    /** Rooms that this node gave to another. */
    final LongAdder drained = new LongAdder();

    void publish(MetricRegistry metrics, Supplier<Optional<Life>> life) {
        count(metrics, "parley_acts_forwarded_total", forwarded);
        count(metrics, "parley_rooms_reclaimed_total", reclaimed);
        count(metrics, "parley_fenced_total", fenced);
        count(metrics, "parley_rooms_drained_total", drained);
        now(metrics, "parley_nodes", life, present -> 1 + present.nodes.others().size());
        now(metrics, "parley_rooms_owned", life, present -> present.owned.size());
        now(metrics, "parley_bus_up", life, present -> present.bus.isUp() ? 1 : 0);
        bus(metrics, "parley_bus_lag_p50_microseconds", life, Bus.Count::p50Micros);
        bus(metrics, "parley_bus_lag_p99_microseconds", life, Bus.Count::p99Micros);
        bus(metrics, "parley_bus_gaps", life, Bus.Count::gaps);
    }

    private static void count(MetricRegistry metrics, String name, LongAdder count) {
        metrics.gauge(name, count::sum);
    }

    private static void now(MetricRegistry metrics, String name, Supplier<Optional<Life>> life, ToLongFunction<Life> value) {
        metrics.gauge(name, () -> life.get().map(value::applyAsLong).orElse(0L));
    }

    private static void bus(MetricRegistry metrics, String name, Supplier<Optional<Life>> life, ToLongFunction<Bus.Count> value) {
        now(metrics, name, life, present -> value.applyAsLong(present.bus.count()));
    }
}
