package dev.parley.limits;

/** So many a second, and so many at once: a bucket that fills by itself. For one thread. */
public final class Allowance {
    private static final double NANOS = 1e9;

    private final double perNano;
    private final double most;
    private double left;
    private long at;

    public Allowance(int perSecond, int burst, long now) {
        this.perNano = perSecond / NANOS;
        this.most = burst;
        this.left = burst;
        this.at = now;
    }

    /** Whether one more is allowed, at this {@link System#nanoTime}. What is refused costs something too, up to a second burst. */
    public boolean take(long now) {
        left = Math.min(most, left + (now - at) * perNano);
        at = now;
        left = Math.max(left - 1, -most);
        return left >= 0;
    }

    /** Whether the refusals did not help. */
    public boolean isAbused() {
        return left <= -most;
    }
}
