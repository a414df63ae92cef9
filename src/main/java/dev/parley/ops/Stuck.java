package dev.parley.ops;

import dev.parley.live.LiveRooms;
import dev.parley.signalling.Connections;
import dev.parley.wire.Backlog;
import dev.parley.wire.Lifeguard;
import dev.parley.wire.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Not ready while a task that serves all sockets is stuck, because then no seat is freed and no peer is asked for a sign of life. */
@Readiness
@ApplicationScoped
public class Stuck implements HealthCheck {
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);
    private static final int MOST_HANGING = 16;

    @Inject
    Connections connections;

    @Inject
    LiveRooms liveRooms;

    @Inject
    MetricRegistry metrics;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        gauge("parley_last_round_milliseconds", () -> Ticker.sinceLastRound().toMillis());
        gauge("parley_sockets", () -> (long) Lifeguard.open());
        gauge("parley_lines", () -> (long) connections.lines());
        gauge("parley_turns_total", liveRooms::turns);
        gauge("parley_hanging_writes", () -> (long) Lifeguard.count().hangingWrites());
        gauge("parley_hanging_closes", () -> (long) Lifeguard.count().hangingCloses());
        gauge("parley_rescued_total", () -> Lifeguard.count().rescued());
        gauge("parley_backlog_bytes", Backlog::bytes);
    }

    private void gauge(String name, Supplier<Long> value) {
        metrics.gauge(name, value);
    }

    @Override
    public HealthCheckResponse call() {
        Lifeguard.Count count = Lifeguard.count();
        Duration round = Ticker.sinceLastRound();
        return HealthCheckResponse.named("stuck")
                .status(round.compareTo(LONGEST_ROUND) < 0 && count.hangingWrites() + count.hangingCloses() < MOST_HANGING)
                .withData("lastRoundMilliseconds", round.toMillis())
                .withData("sockets", count.open())
                .withData("lines", connections.lines())
                .withData("hangingWrites", count.hangingWrites())
                .withData("hangingCloses", count.hangingCloses())
                .withData("rescued", count.rescued())
                .withData("backlogBytes", Backlog.bytes())
                .build();
    }
}
