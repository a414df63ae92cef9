package dev.parley.room;

import dev.parley.harness.Browser;
import dev.parley.harness.Until;
import java.time.Duration;
import java.util.List;

/** What people in one browser cost, for the figures in docs/operations.md. */
final class Cost {
    private static final Duration CEILING = Duration.ofMinutes(1);

    private Cost() {}

    /** For so many seconds from now on. */
    static void print(String what, int seconds, Browser browser, List<Talker> people) {
        long start = System.nanoTime();
        Duration cpu = browser.cpu();
        long bytes = bytesSent(people);
        Until.holds(seconds + " seconds have passed", CEILING, () -> System.nanoTime() - start > seconds * 1_000_000_000L);
        double passed = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d people in one room, %s: %.0f %% of a core for each, %.0f kbit/s sent by each%n", people.size(), what,
                browser.cpu().minus(cpu).toMillis() / passed / 10 / people.size(), (bytesSent(people) - bytes) * 8 / passed / 1_000 / people.size());
    }

    private static long bytesSent(List<Talker> people) {
        return people.stream().mapToLong(each -> each.number("connections.bytesSent()")).sum();
    }
}
