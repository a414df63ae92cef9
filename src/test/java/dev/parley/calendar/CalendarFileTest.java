package dev.parley.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.calendar.CalendarFile.Entry;
import dev.parley.protocol.RoomId;
import dev.parley.schedule.Schedule;
import dev.parley.schedule.Times;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.validate.ValidationResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the files with another library. */
class CalendarFileTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final URI ROOM = URI.create("https://voice.example.org/rooms/r1");

    private static Schedule schedule(String startsAt, String zone, @Nullable String repeats) {
        return Schedule.of(new RoomId("r1"), null, new Schedule.Wish(startsAt, 45, zone, repeats, null), NOW);
    }

    private static Entry entry(Schedule schedule) {
        return new Entry(schedule, "Plans", "About spring", ROOM);
    }

    private static Calendar read(String file) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new StringReader(file));
        ValidationResult result = calendar.validate();
        assertFalse(result.hasErrors(), result.toString());
        return calendar;
    }

    private static VEvent event(String file) throws Exception {
        return read(file).<VEvent>getComponent("VEVENT").orElseThrow();
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).orElseThrow().getValue();
    }

    @Test
    void saysWhatMeetsWhereAndKeepsItsIdAndCountsChanges() throws Exception {
        Schedule planned = schedule("2026-12-02T15:00", "Europe/Berlin", null);
        VEvent event = event(CalendarFile.of(List.of(entry(planned)), null));
        assertEquals("r1@voice.example.org", value(event, "UID"));
        assertEquals(String.valueOf(planned.sequence()), value(event, "SEQUENCE"));
        assertEquals("Plans", value(event, "SUMMARY"));
        assertEquals("About spring\n\nhttps://voice.example.org/rooms/r1", value(event, "DESCRIPTION"));
        assertEquals("https://voice.example.org/rooms/r1", value(event, "URL"));
        assertEquals("CONFIRMED", value(event, "STATUS"));
        Schedule cancelled = Schedule.of(planned.roomId(), planned, new Schedule.Wish(null, null, null, null, true), NOW);
        VEvent later = event(CalendarFile.of(List.of(entry(cancelled)), null));
        assertEquals(List.of("r1@voice.example.org", String.valueOf(planned.sequence() + 1), "CANCELLED"), List.of(value(later, "UID"), value(later, "SEQUENCE"), value(later, "STATUS")));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2027-03-01T09:30, FREQ=WEEKLY;BYDAY=MO", "Europe/Berlin, 2027-10-01T02:15, FREQ=DAILY;COUNT=60",
        "America/New_York, 2027-03-01T09:30, FREQ=DAILY;UNTIL=20270401", "America/New_York, 2027-10-15T01:15, FREQ=DAILY;INTERVAL=2",
        "Australia/Sydney, 2027-03-01T18:00, FREQ=MONTHLY;BYDAY=1MO", "Australia/Lord_Howe, 2027-03-29T09:00, FREQ=DAILY", "Asia/Kolkata, 2027-03-01T09:30, FREQ=WEEKLY",
        "UTC, 2027-03-01T09:30, FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20280101T000000Z", "Africa/Casablanca, 2027-01-25T10:00, FREQ=DAILY", "America/Sao_Paulo, 2027-01-25T10:00, FREQ=WEEKLY"})
    void anotherProgramFindsTheSameMeetings(String zone, String first, String rule) throws Exception {
        Schedule schedule = schedule(first, zone, rule);
        ZonedDateTime start = LocalDateTime.parse(first).atZone(ZoneId.of(zone));
        ZonedDateTime end = start.plusDays(400).minusHours(5);
        VEvent event = event(CalendarFile.of(List.of(entry(schedule)), null));
        List<Instant> theirs = event.calculateRecurrenceSet(new Period<>(start.minusDays(1), end)).stream().map(Period::getStart).map(Instant::from).sorted().toList();
        List<Instant> ours = new ArrayList<>();
        Optional<Times.Meeting> next = schedule.times().next(NOW);
        while (next.isPresent() && next.get().startsAt().isBefore(end)) {
            ours.add(next.get().startsAt().toInstant());
            next = schedule.times().next(next.get().endsAt().toInstant());
        }
        assertFalse(ours.isEmpty());
        assertEquals(ours, theirs);
    }

    @Test
    void aFileInAMailAsksOneCalendarToTakeTheMeetingInOrOut() throws Exception {
        Schedule planned = schedule("2026-12-02T15:00", "Europe/Berlin", "FREQ=WEEKLY");
        String in = CalendarFile.of(entry(planned), new CalendarFile.Letter("REQUEST", NOW.plusSeconds(60), "parley@example.org", "ada@example.org"));
        assertEquals("REQUEST", read(in).getProperty("METHOD").orElseThrow().getValue());
        VEvent event = event(in);
        assertEquals(List.of("mailto:parley@example.org", "mailto:ada@example.org", "CONFIRMED"), List.of(value(event, "ORGANIZER"), value(event, "ATTENDEE"), value(event, "STATUS")));
        assertEquals(1, read(in).getComponents("VTIMEZONE").size());
        event.validate();
        String out = CalendarFile.of(entry(planned), new CalendarFile.Letter("CANCEL", NOW.plusSeconds(90), "parley@example.org", "ada@example.org"));
        assertEquals("CANCEL", read(out).getProperty("METHOD").orElseThrow().getValue());
        VEvent gone = event(out);
        assertEquals(List.of(value(event, "UID"), value(event, "SEQUENCE"), "CANCELLED"), List.of(value(gone, "UID"), value(gone, "SEQUENCE"), value(gone, "STATUS")));
        assertTrue(value(gone, "DTSTAMP").compareTo(value(event, "DTSTAMP")) > 0);
    }

    @Test
    void aNameCannotBreakOutOfItsLine() throws Exception {
        String file = CalendarFile.of(List.of(new Entry(schedule("2026-12-02T15:00", "UTC", null), "a;b,c\\n\r\nATTACH:x", "one\r\ntwo\rthree\nBEGIN:VALARM", ROOM)), null);
        VEvent event = event(file);
        assertEquals("a;b,c\\n\nATTACH:x", value(event, "SUMMARY"));
        assertTrue(value(event, "DESCRIPTION").startsWith("one\ntwo\nthree\nBEGIN:VALARM\n"));
        assertTrue(event.getProperty("ATTACH").isEmpty());
    }

    @Test
    void linesAreFoldedAtSeventyFiveOctetsAndNoCharacterIsCut() throws Exception {
        String name = "Ünïcödé 🎈 ".repeat(9).strip();
        String file = CalendarFile.of(List.of(new Entry(schedule("2026-12-02T15:00", "UTC", null), name, null, ROOM)), null);
        assertTrue(file.lines().allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75), file);
        assertTrue(file.contains("\r\n ") && !file.replace("\r\n", "").contains("\n"), file);
        assertEquals(name, value(event(file), "SUMMARY"));
    }

    @Test
    void aCalendarOfManyRoomsHasEachZoneOnceAndIsTheSameEveryTime() throws Exception {
        List<Entry> entries = List.of(entry(schedule("2027-03-01T09:30", "Europe/Berlin", "FREQ=WEEKLY")), entry(schedule("2027-01-01T09:30", "Europe/Berlin", null)),
                entry(schedule("2027-01-01T09:30", "Asia/Tokyo", null)));
        String file = CalendarFile.of(entries, "Parley");
        assertEquals(file, CalendarFile.of(entries, "Parley"));
        assertEquals(2, read(file).getComponents("VTIMEZONE").size());
        assertEquals(3, read(file).getComponents("VEVENT").size());
    }
}
