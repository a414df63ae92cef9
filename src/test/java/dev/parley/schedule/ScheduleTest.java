package dev.parley.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.problem.Problem;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ScheduleView;
import dev.parley.schedule.Schedule.Wish;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final RoomId ROOM = new RoomId("r1");
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private static Wish wish(@Nullable String startsAt, @Nullable String zone, @Nullable String repeats) {
        return new Wish(startsAt, null, zone, repeats, null);
    }

    private static Schedule made(@Nullable String startsAt, @Nullable String zone, @Nullable String repeats) {
        return Schedule.of(ROOM, null, wish(startsAt, zone, repeats), NOW);
    }

    private static String refusedField(Schedule before, Wish wish) {
        Problem refused = assertThrows(Problem.class, () -> Schedule.of(ROOM, before, wish, NOW));
        assertEquals(422, refused.status());
        return refused.errors().getFirst().field();
    }

    @Test
    void aTimeIsTheOneOnTheWallOfItsZone() {
        ScheduleView view = made("2026-12-02T15:00", "Europe/Berlin", null).view(NOW, false);
        assertEquals("2026-12-02T15:00+01:00", view.startsAt().toString());
        assertEquals("2026-12-02T16:00+01:00", view.endsAt().toString());
        assertEquals(view.startsAt(), view.next());
        assertFalse(view.open());
    }

    @ParameterizedTest
    @CsvSource({"2026-12-02T15:00:00+01:00, Europe/Berlin, 2026-12-02T15:00+01:00", "2026-12-02T14:00:00Z, Europe/Berlin, 2026-12-02T15:00+01:00",
        "2026-12-02T15:00:59+01:00, , 2026-12-02T14:00Z"})
    void aTimeWithAnOffsetIsThatMoment(String given, @Nullable String zone, String expected) {
        assertEquals(expected, made(given, zone, null).view(NOW, false).startsAt().toString());
    }

    @ParameterizedTest
    @CsvSource({"tomorrow, Europe/Berlin, , startsAt", "2026-12-02, Europe/Berlin, , startsAt", "2026-12-02T15:00, , , timeZone", "2026-12-02T15:00, Berlin, , timeZone",
        "2026-12-02T15:00, +01:00, , timeZone", "2026-12-02T15:00, '', , timeZone", "2026-12-02T15:00, UTC, FREQ=YEARLY, repeats", "2026-12-02T15:00, UTC, FREQ=WEEKLY;BYDAY=MO, repeats",
        "2026-12-01T10:00, UTC, , startsAt", "2040-12-01T10:00, UTC, , startsAt", "+999999999-12-31T23:59, UTC, , startsAt", "2026-11-01T10:00, UTC, FREQ=DAILY;COUNT=3, startsAt",
        ", UTC, , startsAt"})
    void whatMakesNoSenseIsRefusedByItsField(@Nullable String startsAt, @Nullable String zone, @Nullable String repeats, String field) {
        assertEquals(field, refusedField(null, wish(startsAt, zone, repeats)));
    }

    @ParameterizedTest
    @CsvSource({"4", "1441", "-60", "2147483647"})
    void aMeetingLastsFromFiveMinutesToADay(int minutes) {
        assertEquals("duration", refusedField(null, new Wish("2026-12-02T15:00", minutes, "UTC", null, null)));
    }

    @Test
    void whatIsNotGivenStaysAsItIsAndEachChangeCounts() {
        Schedule weekly = made("2026-12-02T15:00", "Europe/Berlin", "FREQ=WEEKLY");
        Schedule longer = Schedule.of(ROOM, weekly, new Wish(null, 90, null, null, null), NOW);
        assertEquals("FREQ=WEEKLY", longer.repeats());
        assertEquals("2026-12-02T16:30+01:00", longer.view(NOW, false).endsAt().toString());
        assertEquals(weekly.sequence() + 1, longer.sequence());
        Schedule moved = Schedule.of(ROOM, longer, wish(null, "America/New_York", ""), NOW);
        assertEquals("2026-12-02T15:00-05:00", moved.view(NOW, false).startsAt().toString());
        assertNull(moved.repeats());
        assertEquals(weekly.sequence() + 2, moved.sequence());
    }

    @Test
    void aRoomThatGetsNewTimesAfterItHadNoneGoesOnCounting() {
        Schedule before = made("2026-12-02T15:00", "UTC", null);
        int last = before.calledOff(NOW).sequence();
        Schedule after = Schedule.of(ROOM, null, wish("2026-12-03T15:00", "UTC", null), NOW.plusSeconds(2));
        assertTrue(after.sequence() > last, after + " after " + last);
    }

    @Test
    void theDoorsAreShutUntilAMeetingBeginsAndAgainUntilTheNextOne() {
        Schedule weekly = made("2026-12-02T15:00", "UTC", "FREQ=WEEKLY;COUNT=2");
        Instant start = Instant.parse("2026-12-02T15:00:00Z");
        assertTrue(weekly.isShut(start.minusMillis(1)));
        assertFalse(weekly.isShut(start));
        assertFalse(weekly.isShut(start.plus(Duration.ofMinutes(60)).minusMillis(1)));
        assertTrue(weekly.isShut(start.plus(Duration.ofMinutes(60))));
        assertTrue(weekly.at(start.plus(Duration.ofMinutes(60))).isShut(start.plus(Duration.ofMinutes(60))), "as stored later");
        assertEquals("2026-12-09T15:00Z", String.valueOf(weekly.view(start.plus(Duration.ofHours(2)), false).next()));
        assertFalse(weekly.isShut(start.plus(Duration.ofDays(30))), "after the last one it is a room like any other");
    }

    @Test
    void theDoorsAreOpenWhileSomebodyIsIn() {
        assertTrue(made("2026-12-02T15:00", "UTC", null).view(NOW, true).open());
    }

    @Test
    void aCancelledMeetingDoesNotComeAndCanBeRevived() {
        Schedule planned = made("2026-12-02T15:00", "UTC", "FREQ=DAILY");
        Schedule cancelled = Schedule.of(ROOM, planned, new Wish(null, null, null, null, true), NOW);
        ScheduleView view = cancelled.view(NOW, false);
        assertTrue(view.cancelled());
        assertNull(view.next());
        assertTrue(view.open());
        assertTrue(Schedule.of(ROOM, cancelled, new Wish(null, null, null, null, false), NOW).isShut(NOW));
    }

    @Test
    void aMeetingThatIsOverCanStillBeCancelledButNotMovedIntoThePast() {
        Schedule over = made("2026-12-02T15:00", "UTC", null);
        Instant later = Instant.parse("2026-12-05T00:00:00Z");
        assertTrue(Schedule.of(ROOM, over, new Wish(null, null, null, null, true), later).cancelled());
        assertThrows(Problem.class, () -> Schedule.of(ROOM, over, new Wish("2026-12-03T15:00", null, null, null, null), later));
    }
}
