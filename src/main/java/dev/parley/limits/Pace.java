package dev.parley.limits;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/** Limits how often each of many people may do something: so many times at once, and as many again in each period. */
public final class Pace {
    private static final int SWEEP_FROM = 1_000;

    private final long between;
    private final long most;
    /** For each person, the time up to which their allowance is used. */
    private final ConcurrentHashMap<String, Long> until = new ConcurrentHashMap<>();

    public Pace(int many, Duration in) {
        most = in.toNanos();
        between = most / many;
    }

    /** Whether one more is allowed, at this {@link System#nanoTime}. Refusals are not counted. */
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
