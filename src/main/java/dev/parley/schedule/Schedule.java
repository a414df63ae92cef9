package dev.parley.schedule;

import dev.parley.problem.Problem;
import dev.parley.problem.Problem.FieldError;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ScheduleView;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a room meets, as stored. `nextAt` and `nextEnd` are those of the meeting that is on or comes next, as known when they were written; without
 * them there is none. `sequence` counts the changes, as calendars want it.
 */
@Entity("schedules")
public record Schedule(@Id RoomId roomId, @Column String start, @Column String timeZone, @Column Integer minutes, @Column @Nullable String repeats,
        @Column Boolean cancelled, @Column Integer sequence, @Column Instant changedAt, @Column @Nullable Instant nextAt, @Column @Nullable Instant nextEnd) {

    private static final int SHORTEST = 5;
    private static final int LONGEST = 24 * 60;
    private static final int USUAL = 60;
    private static final Duration AHEAD = Duration.ofDays(5 * 366);
    private static final Instant COUNTED_FROM = Instant.parse("2025-01-01T00:00:00Z");

    /** What somebody wants of a schedule. Null leaves a field as it is, an empty text removes the repetition, and an empty start the schedule. */
    public record Wish(@Nullable String startsAt, @Nullable Integer duration, @Nullable String timeZone, @Nullable String repeats, @Nullable Boolean cancelled) {
        public boolean isNone() {
            return startsAt == null && duration == null && timeZone == null && repeats == null && cancelled == null;
        }

        public boolean removes() {
            return startsAt != null && startsAt.isBlank();
        }
    }

    public Times times() {
        return new Times(LocalDateTime.parse(start), ZoneId.of(timeZone), Duration.ofMinutes(minutes), repeats == null ? null : new Rule(repeats));
    }

    /** The meeting that is on, or the first one after it. */
    public Optional<Times.Meeting> next(Instant now) {
        return cancelled ? Optional.empty() : times().next(now);
    }

    /** Whether people have to wait until a meeting begins. */
    public boolean isShut(Instant now) {
        if (cancelled || nextAt == null || nextEnd == null) {
            return false;
        }
        return nextEnd.isAfter(now) ? nextAt.isAfter(now) : next(now).filter(meeting -> meeting.startsAt().toInstant().isAfter(now)).isPresent();
    }

    /** Whether people who come have to be told. They come as before if nothing but the words has changed, and nobody has said so yet if it is new. */
    public boolean differsFrom(@Nullable Schedule before) {
        return before != null && !(cancelled && before.cancelled) && !(cancelled.equals(before.cancelled) && times().equals(before.times()));
    }

    public ScheduleView view(Instant now, boolean hasPeople) {
        Times.Meeting first = times().meeting();
        boolean isCurrent = nextAt != null && nextEnd != null && nextEnd.isAfter(now);
        OffsetDateTime next = cancelled || nextAt == null ? null : isCurrent ? nextAt.atZone(first.startsAt().getZone()).toOffsetDateTime()
                : next(now).map(meeting -> meeting.startsAt().toOffsetDateTime()).orElse(null);
        return new ScheduleView(first.startsAt().toOffsetDateTime(), first.endsAt().toOffsetDateTime(), minutes, timeZone, repeats, next, cancelled, hasPeople || !isShut(now));
    }

    /** The same with the meeting that comes next by now. */
    Schedule at(Instant now) {
        Optional<Times.Meeting> next = next(now);
        return new Schedule(roomId, start, timeZone, minutes, repeats, cancelled, sequence, changedAt, next.map(meeting -> meeting.startsAt().toInstant()).orElse(null),
                next.map(meeting -> meeting.endsAt().toInstant()).orElse(null));
    }

    /** The same for this room. */
    public Schedule of(RoomId room) {
        return new Schedule(room, start, timeZone, minutes, repeats, cancelled, sequence, changedAt, nextAt, nextEnd);
    }

    /** Refuses, or returns what the wish makes of a schedule, or of none. */
    public static Schedule of(RoomId roomId, @Nullable Schedule before, Wish wish, Instant now) {
        int minutes = wish.duration() != null ? wish.duration() : before != null ? before.minutes : USUAL;
        if (minutes < SHORTEST || minutes > LONGEST) {
            throw refused("duration", "Please use a number of minutes from 5 to 1440.");
        }
        LocalDateTime start;
        ZoneId zone;
        if (wish.startsAt() == null) {
            if (before == null) {
                throw refused("startsAt", "Please say when the first meeting begins.");
            }
            start = LocalDateTime.parse(before.start);
            zone = wish.timeZone() == null ? ZoneId.of(before.timeZone) : zone(wish.timeZone());
        } else {
            zone = wish.timeZone() != null ? zone(wish.timeZone()) : before != null ? ZoneId.of(before.timeZone) : hasOffset(wish.startsAt()) ? ZoneId.of("UTC") : zone("");
            start = start(wish.startsAt().strip(), zone, now);
        }
        String repeats = wish.repeats() == null ? (before == null ? null : before.repeats) : wish.repeats().isBlank() ? null : rule(wish.repeats()).text();
        boolean cancelled = wish.cancelled() != null ? wish.cancelled() : before != null && before.cancelled;
        Schedule planned = new Schedule(roomId, start.toString(), zone.getId(), minutes, repeats, cancelled, before == null ? since(now) : before.sequence + 1,
                now.truncatedTo(ChronoUnit.MILLIS), null, null).at(now);
        planned.requireSense();
        return planned;
    }

    /** The changes of a room that once had other times go on being counted, because calendars know it by the same name. */
    private static int since(Instant now) {
        return (int) Duration.between(COUNTED_FROM, now).toSeconds();
    }

    /** What calendars have to know of a schedule that is deleted. */
    public Schedule calledOff(Instant now) {
        return new Schedule(roomId, start, timeZone, minutes, repeats, true, sequence + 1, now.truncatedTo(ChronoUnit.MILLIS), null, null);
    }

    private void requireSense() {
        if (!times().beginsInTime()) {
            throw refused("repeats", "The first meeting is on none of the days of the repetition.");
        }
        if (!cancelled && nextAt == null) {
            throw refused("startsAt", "This time is over. Please choose one that is still to come.");
        }
    }

    private static boolean hasOffset(String startsAt) {
        try {
            OffsetDateTime.parse(startsAt.strip());
            return true;
        } catch (DateTimeException without) {
            return false;
        }
    }

    private static LocalDateTime start(String given, ZoneId zone, Instant now) {
        LocalDateTime today = LocalDateTime.ofInstant(now, zone);
        try {
            LocalDateTime start = hasOffset(given) ? LocalDateTime.ofInstant(OffsetDateTime.parse(given).toInstant(), zone) : LocalDateTime.parse(given);
            if (start.isAfter(today.plus(AHEAD)) || start.isBefore(today.minus(AHEAD))) {
                throw refused("startsAt", "Please use a time within the next five years.");
            }
            return start.truncatedTo(ChronoUnit.MINUTES);
        } catch (DateTimeException none) {
            throw refused("startsAt", "Please use a date and time, such as 2027-03-01T15:00.");
        }
    }

    private static ZoneId zone(String given) {
        // Offsets are no zones: they do not know when their clocks are turned.
        if (ZoneId.getAvailableZoneIds().contains(given)) {
            return ZoneId.of(given);
        }
        throw refused("timeZone", "Please use a time zone, such as Europe/Berlin.");
    }

    private static Rule rule(String given) {
        return Rule.of(given).orElseThrow(() -> refused("repeats", "Please use a daily, weekly or monthly rule of iCalendar, such as FREQ=WEEKLY;BYDAY=MO."));
    }

    private static Problem refused(String field, String why) {
        return Problem.invalid(List.of(new FieldError(field, why)));
    }
}
