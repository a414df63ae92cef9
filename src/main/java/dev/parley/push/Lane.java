package dev.parley.push;

import dev.parley.push.Subscriptions.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one push service, so that one that is slow or broken keeps nothing from the others. A service that has not answered yet gets one
 * message at a time. One that fails is left alone for a while, and longer each time. Not safe for threads: {@code Pusher} locks.
 */
final class Lane {
    private static final int AT_ONCE = 16;
    static final int TRIES = 3;
    private static final Duration REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    private final Deque<Letter> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean answers;
    private int failures;
    private Instant restsUntil = Instant.MIN;

    /** A message on its way to one browser. */
    record Letter(Subscription to, Push push, Instant since, int tries) {
        boolean isOfUse(Instant now) {
            return tries < TRIES && now.isBefore(since.plus(push.lives()));
        }

        Letter again() {
            return new Letter(to, push, since, tries + 1);
        }
    }

    void add(Letter letter) {
        waiting.addLast(letter);
    }

    @Nullable Letter next(Instant now) {
        if (underWay >= (answers ? AT_ONCE : 1) || now.isBefore(restsUntil)) {
            return null;
        }
        Letter next = waiting.pollFirst();
        if (next != null) {
            underWay++;
        }
        return next;
    }

    void answered() {
        underWay--;
        answers = true;
        failures = 0;
    }

    /** What has failed goes first when the rest is over, if it is still of use. Returns whether it waits again. */
    boolean failed(Letter letter, @Nullable Duration wait, Instant now) {
        underWay--;
        answers = false;
        // What was under way together fails together, and counts once.
        if (!now.isBefore(restsUntil)) {
            failures = Math.min(failures + 1, 12);
            Duration rest = wait != null ? wait : REST.multipliedBy(1L << (failures - 1));
            restsUntil = now.plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest);
        }
        Letter again = letter.again();
        if (again.isOfUse(now)) {
            waiting.addFirst(again);
            return true;
        }
        return false;
    }

    /** Drops what is of no use any more. Returns how many. */
    int drop(Instant now) {
        int before = waiting.size();
        waiting.removeIf(letter -> !letter.isOfUse(now));
        return before - waiting.size();
    }

    boolean isIdle(Instant now) {
        return underWay == 0 && waiting.isEmpty() && !now.isBefore(restsUntil);
    }
}
