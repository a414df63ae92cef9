package dev.parley.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a room meets. It keeps its time on the wall of one place, whatever the clocks there do: a meeting at 15:00 stays at 15:00. A time that a
 * turn of the clock skips is as much later as the clock is put forward, and of a time that comes twice the first one counts (RFC 5545).
 *
 * @param rule how it repeats; null for once
 */
public record Times(LocalDateTime first, ZoneId zone, Duration length, @Nullable Rule rule) {

    /** One meeting. */
    public record Meeting(ZonedDateTime startsAt, ZonedDateTime endsAt) {}

    public Meeting meeting() {
        return at(first);
    }

    /** Whether the first meeting is one of its repetition. */
    boolean beginsInTime() {
        return rule == null || rule.after(first, first.minusSeconds(1), zone).filter(first::equals).isPresent();
    }

    /** The meeting that is on, or the first one after it. */
    public Optional<Meeting> next(Instant now) {
        if (rule == null) {
            return Optional.of(meeting()).filter(only -> isAhead(only, now));
        }
        // A day more than it lasts: no clock is turned by so much.
        LocalDateTime before = LocalDateTime.ofInstant(now, zone).minus(length).minus(1, ChronoUnit.DAYS);
        Optional<LocalDateTime> candidate = rule.after(first, before.isBefore(first) ? first.minusSeconds(1) : before, zone);
        while (candidate.isPresent() && !isAhead(at(candidate.get()), now)) {
            candidate = rule.after(first, candidate.get(), zone);
        }
        return candidate.map(this::at);
    }

    private static boolean isAhead(Meeting meeting, Instant now) {
        return meeting.endsAt().toInstant().isAfter(now);
    }

    private Meeting at(LocalDateTime start) {
        ZonedDateTime startsAt = start.atZone(zone);
        return new Meeting(startsAt, startsAt.plus(length));
    }
}
