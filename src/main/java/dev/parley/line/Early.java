package dev.parley.line;

import dev.parley.live.Turn.Delivery;
import dev.parley.protocol.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is said to peers whose lines are still on their way from another node. Callers hold its lock. */
final class Early {
    private static final long KEPT = Duration.ofSeconds(5).toNanos();
    private static final int MOST_OF_ONE = 1_000;
    private static final int MOST = 20_000;

    private final Map<PeerId, Waiting> waiting = new HashMap<>();
    private int all;

    private record Waiting(long since, List<Delivery> deliveries) {}

    void add(Delivery delivery, long now) {
        if (waiting.size() > 0) {
            forget(now);
        }
        List<Delivery> some = waiting.computeIfAbsent(delivery.peer(), _ -> new Waiting(now, new ArrayList<>())).deliveries();
        if (all < MOST && some.size() < MOST_OF_ONE) {
            some.add(delivery);
            all++;
        }
    }

    List<Delivery> take(PeerId peer) {
        Waiting arrived = waiting.remove(peer);
        List<Delivery> deliveries = arrived == null ? List.of() : arrived.deliveries();
        all -= deliveries.size();
        return deliveries;
    }

    private void forget(long now) {
        waiting.values().removeIf(each -> {
            boolean late = now - each.since() > KEPT;
            all -= late ? each.deliveries().size() : 0;
            return late;
        });
    }
}
