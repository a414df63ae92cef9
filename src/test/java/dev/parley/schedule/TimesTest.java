package dev.parley.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.fortuna.ical4j.model.Recur;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static Times times(String first, String zone, @Nullable String rule) {
        return new Times(LocalDateTime.parse(first), ZoneId.of(zone), Duration.ofMinutes(60), rule == null ? null : new Rule(rule));
    }

    /** The meetings from this moment on, in universal time. */
    private static List<String> from(Times times, String now, int count) {
        List<String> found = new ArrayList<>();
        Instant at = Instant.parse(now);
        for (int i = 0; i < count; i++) {
            Optional<Times.Meeting> next = times.next(at);
            if (next.isEmpty()) {
                break;
            }
            found.add(next.get().startsAt().toInstant().toString());
            at = next.get().endsAt().toInstant();
        }
        return found;
    }

    @Test
    void aMeetingIsNextUntilItIsOver() {
        Times once = times("2026-12-01T15:00", "Europe/Berlin", null);
        assertEquals(List.of("2026-12-01T14:00:00Z"), from(once, "2026-12-01T14:59:59Z", 3));
        assertEquals(List.of(), from(once, "2026-12-01T15:00:00Z", 3));
    }

    @ParameterizedTest
    @CsvSource({
        // Forward and back, in three zones that turn their clocks on different days, one of them in the south.
        "Europe/Berlin, 2027-03-27T15:00, 2027-03-27T14:00:00Z 2027-03-28T13:00:00Z",
        "Europe/Berlin, 2027-10-30T15:00, 2027-10-30T13:00:00Z 2027-10-31T14:00:00Z",
        "America/New_York, 2027-03-13T09:00, 2027-03-13T14:00:00Z 2027-03-14T13:00:00Z",
        "America/New_York, 2027-11-06T09:00, 2027-11-06T13:00:00Z 2027-11-07T14:00:00Z",
        "Australia/Sydney, 2027-04-03T09:00, 2027-04-02T22:00:00Z 2027-04-03T23:00:00Z",
        "Australia/Sydney, 2027-10-02T09:00, 2027-10-01T23:00:00Z 2027-10-02T22:00:00Z",
    })
    void aMeetingKeepsItsTimeOnTheWall(String zone, String first, String expected) {
        assertEquals(List.of(expected.split(" ")), from(times(first, zone, "FREQ=DAILY"), "2027-01-01T00:00:00Z", 2));
    }

    @ParameterizedTest
    @CsvSource({
        // 02:30 does not exist on the day when the clock is put forward; when it is put back, it comes twice.
        "Europe/Berlin, 2027-03-27T02:30, 2027-03-27T01:30:00Z 2027-03-28T01:30:00Z 2027-03-29T00:30:00Z",
        "Europe/Berlin, 2027-10-30T02:30, 2027-10-30T00:30:00Z 2027-10-31T00:30:00Z 2027-11-01T01:30:00Z",
        "America/New_York, 2027-03-13T02:30, 2027-03-13T07:30:00Z 2027-03-14T07:30:00Z 2027-03-15T06:30:00Z",
        "America/New_York, 2027-11-06T01:30, 2027-11-06T05:30:00Z 2027-11-07T05:30:00Z 2027-11-08T06:30:00Z",
        "Australia/Sydney, 2027-10-02T02:30, 2027-10-01T16:30:00Z 2027-10-02T16:30:00Z 2027-10-03T15:30:00Z",
        "Australia/Sydney, 2027-04-03T02:30, 2027-04-02T15:30:00Z 2027-04-03T15:30:00Z 2027-04-04T16:30:00Z",
    })
    void aTimeThatIsSkippedIsLaterAndOfTwoTheFirstCounts(String zone, String first, String expected) {
        assertEquals(List.of(expected.split(" ")), from(times(first, zone, "FREQ=DAILY"), "2027-01-01T00:00:00Z", 3));
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=DAILY;COUNT=2, 2027-01-04T08:00:00Z 2027-01-05T08:00:00Z",
        "FREQ=DAILY;UNTIL=20270105, 2027-01-04T08:00:00Z 2027-01-05T08:00:00Z",
        "FREQ=DAILY;UNTIL=20270105T080000Z, 2027-01-04T08:00:00Z 2027-01-05T08:00:00Z",
        "FREQ=DAILY;UNTIL=20270105T075959Z, 2027-01-04T08:00:00Z",
        "FREQ=DAILY;UNTIL=20270105T090000, 2027-01-04T08:00:00Z 2027-01-05T08:00:00Z",
        "FREQ=MONTHLY;BYDAY=1MO;COUNT=2, 2027-01-04T08:00:00Z 2027-02-01T08:00:00Z",
    })
    void aRepetitionEnds(String rule, String expected) {
        assertEquals(List.of(expected.split(" ")), from(times("2027-01-04T09:00", "Europe/Berlin", rule), "2026-01-01T00:00:00Z", 9));
    }

    @Test
    void theFirstMeetingIsOneOfItsRepetition() {
        assertTrue(times("2027-01-04T09:00", "UTC", "FREQ=WEEKLY;BYDAY=MO,TH").beginsInTime());
        assertFalse(times("2027-01-05T09:00", "UTC", "FREQ=WEEKLY;BYDAY=MO,TH").beginsInTime());
        assertFalse(times("2027-02-01T09:00", "UTC", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31").beginsInTime(), "a day that never comes");
        assertFalse(times("2027-01-05T09:00", "UTC", "FREQ=DAILY;UNTIL=20270104").beginsInTime());
    }

    @Provide
    Arbitrary<String> rules() {
        Arbitrary<String> days = Arbitraries.of("MO", "TU", "WE", "TH", "FR", "SA", "SU").set().ofMinSize(1).ofMaxSize(4).map(some -> String.join(",", some));
        Arbitrary<String> kinds = Arbitraries.oneOf(
                Arbitraries.just("FREQ=DAILY"),
                Arbitraries.just("FREQ=WEEKLY"),
                days.map(some -> "FREQ=WEEKLY;BYDAY=" + some),
                Arbitraries.just("FREQ=MONTHLY"),
                Combinators.combine(Arbitraries.of("1", "2", "3", "4", "5", "-1", "-2"), Arbitraries.of("MO", "WE", "FR", "SU")).as((nth, day) -> "FREQ=MONTHLY;BYDAY=" + nth + day),
                Arbitraries.of("1", "15", "31", "-1", "1,15", "30,-1").map(day -> "FREQ=MONTHLY;BYMONTHDAY=" + day),
                days.map(some -> "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=" + some));
        Arbitrary<String> ends = Arbitraries.of("", ";COUNT=3", ";COUNT=25", ";UNTIL=20280229");
        return Combinators.combine(kinds, Arbitraries.of("", ";INTERVAL=2", ";INTERVAL=3"), ends).as((kind, interval, end) -> kind + interval + end);
    }

    /** The dates of another library, which knows nothing of ours. It has to be told what a week begins with when nothing is said. */
    private static List<String> independent(String rule, LocalDateTime first, int count) {
        Recur<LocalDateTime> dates = new Recur<>(rule.replace("UNTIL=20280229", "UNTIL=20280229T235959") + ";WKST=MO");
        List<String> found = new ArrayList<>();
        for (LocalDateTime next = first; next != null && found.size() < count; next = dates.getNextDate(first, next)) {
            found.add(next.toString());
        }
        return found;
    }

    @Property(tries = 400)
    void meetsWhenAnotherLibrarySaysSo(@ForAll("rules") String rule, @ForAll @IntRange(max = 900) int day) {
        LocalDateTime wished = LocalDateTime.of(2026, 1, 1, 16, 30).plusDays(day);
        // The first day of the series, because a series that begins on another day is refused.
        Optional<LocalDateTime> first = new Rule(rule.replaceAll(";(COUNT|INTERVAL|UNTIL)=\\w+", "")).after(wished, wished.minusSeconds(1), ZoneId.of("UTC"));
        Times times = new Times(first.orElseThrow(), ZoneId.of("America/New_York"), Duration.ofMinutes(30), new Rule(rule));
        if (!times.beginsInTime()) {
            return;
        }
        List<String> ours = new ArrayList<>();
        Optional<Times.Meeting> next = times.next(Instant.EPOCH);
        while (ours.size() < 30 && next.isPresent()) {
            ours.add(next.get().startsAt().toLocalDateTime().toString());
            next = times.next(next.get().endsAt().toInstant());
        }
        assertEquals(independent(rule, times.first(), 30), ours, rule + " from " + times.first());
    }
}
