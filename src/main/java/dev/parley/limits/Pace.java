package dev.parley.limits;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/** How often each of many may do something: so many at once, and as many again in every such time. */
public final class Pace {
    private static final int SWEEP_FROM = 1_000;

    private final long between;
    private final long most;
    /** When each would have used up what they had, if they had waited before each. */
    private final ConcurrentHashMap<String, Long> until = new ConcurrentHashMap<>();

    public Pace(int many, Duration in) {
        most = in.toNanos();
        between = most / many;
    }

    /** Whether one more is allowed, at this {@link System#nanoTime}. What is refused costs nothing. */
    public boolean take(String who, long now) {
        if (until.size() >= SWEEP_FROM) {
            until.values().removeIf(each -> each - now <= 0);
        }
        boolean[] allowed = new boolean[1];
        until.compute(who, (_, before) -> {
            long next = (before == null || before - now < 0 ? now : before) + between;
            allowed[0] = next - now <= most;
            return allowed[0] ? Long.valueOf(next) : before;
        });
        return allowed[0];
    }
}
