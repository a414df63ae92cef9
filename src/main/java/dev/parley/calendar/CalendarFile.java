package dev.parley.calendar;

import dev.parley.room.Room;
import dev.parley.schedule.Rule;
import dev.parley.schedule.Schedule;
import dev.parley.schedule.Times;
import dev.parley.settings.AddressSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Meetings as a file of iCalendar (RFC 5545). The same meetings make the same file, byte by byte. */
final class CalendarFile {
    /** For how long after its first meeting a series knows when the clocks are turned. Calendars ask again long before. */
    private static final int YEARS = 10;
    private static final int LONGEST_LINE = 75;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder();

    /** The meetings of one room. */
    record Entry(Schedule schedule, String name, @Nullable String description, URI room) {
        static Entry of(Room room, Schedule schedule, AddressSettings addresses) {
            return new Entry(schedule, room.name(), room.description(), addresses.base().resolve("/rooms/" + room.id().value()));
        }
    }

    /**
     * What a file in a mail asks of one person's calendar (iTIP).
     *
     * @param method REQUEST puts the meeting there, CANCEL takes it out
     * @param organizer the address that the mail comes from, because nobody is told the host's
     */
    record Letter(String method, Instant at, String organizer, String attendee) {
        boolean takesOut() {
            return method.equals("CANCEL");
        }
    }

    private CalendarFile() {}

    /** A file for a mail. */
    static String of(Entry entry, Letter letter) {
        return of(List.of(entry), null, letter);
    }

    /**
     * Writes a file.
     *
     * @param name of the whole calendar; null for a file of one room
     */
    static String of(Collection<Entry> entries, @Nullable String name) {
        return of(entries, name, null);
    }

    private static String of(Collection<Entry> entries, @Nullable String name, @Nullable Letter letter) {
        CalendarFile file = new CalendarFile();
        file.line("BEGIN", "VCALENDAR");
        file.line("VERSION", "2.0");
        file.line("PRODID", "-//Parley//Parley//EN");
        file.line("CALSCALE", "GREGORIAN");
        if (letter != null) {
            file.line("METHOD", letter.method());
        }
        if (name != null) {
            file.line("X-WR-CALNAME", escaped(name));
            file.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
            file.line("X-PUBLISHED-TTL", "PT1H");
        }
        Set<String> zones = new LinkedHashSet<>();
        for (Entry entry : entries) {
            Times times = entry.schedule().times();
            if (zones.add(times.zone().getId())) {
                LocalDateTime earliest = entries.stream().map(Entry::schedule).map(Schedule::times).filter(other -> other.zone().equals(times.zone())).map(Times::first)
                        .min(LocalDateTime::compareTo).orElseThrow();
                file.zone(times.zone(), earliest);
            }
        }
        entries.forEach(entry -> file.event(entry, letter));
        file.line("END", "VCALENDAR");
        return file.text.toString();
    }

    private void event(Entry entry, @Nullable Letter letter) {
        Schedule schedule = entry.schedule();
        Times times = schedule.times();
        line("BEGIN", "VEVENT");
        line("UID", schedule.roomId().value() + "@" + entry.room().getHost());
        line("SEQUENCE", String.valueOf(schedule.sequence()));
        line("DTSTAMP", MOMENT.format(letter == null ? schedule.changedAt() : letter.at()));
        line("DTSTART;TZID=" + times.zone().getId(), LOCAL.format(times.first()));
        line("DURATION", "PT" + times.length().toMinutes() + "M");
        if (times.rule() != null) {
            line("RRULE", rule(times.rule(), times.zone()));
        }
        line("SUMMARY", escaped(entry.name()));
        line("DESCRIPTION", escaped((entry.description() == null ? "" : entry.description() + "\n\n") + entry.room()));
        line("LOCATION", escaped(entry.room().toString()));
        line("URL", entry.room().toString());
        if (letter != null) {
            line("ORGANIZER;CN=Parley", "mailto:" + letter.organizer());
            line("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE", "mailto:" + letter.attendee());
        }
        line("STATUS", schedule.cancelled() || (letter != null && letter.takesOut()) ? "CANCELLED" : "CONFIRMED");
        line("END", "VEVENT");
    }

    /** The end of a series has to be a moment where its beginning has a zone. */
    private static String rule(Rule rule, ZoneId zone) {
        LocalDateTime until = rule.until(zone);
        return until == null ? rule.text() : rule.text().replaceFirst("UNTIL=\\w+", "UNTIL=" + MOMENT.format(until.withNano(0).atZone(zone)));
    }

    /** When the clocks of a place are turned, from the time that is in force at the first meeting on. */
    private void zone(ZoneId zone, LocalDateTime first) {
        ZoneRules rules = zone.getRules();
        Instant start = first.atZone(zone).toInstant();
        line("BEGIN", "VTIMEZONE");
        line("TZID", zone.getId());
        ZoneOffsetTransition before = rules.previousTransition(start.plusMillis(1));
        ZoneOffset now = rules.getOffset(start);
        observance(before == null ? now : before.getOffsetBefore(), now, rules.isDaylightSavings(start), before == null ? LocalDateTime.of(1970, 1, 1, 0, 0) : before.getDateTimeBefore(),
                List.of());
        List<ZoneOffsetTransition> turns = new ArrayList<>();
        for (ZoneOffsetTransition next = rules.nextTransition(start); next != null && next.getDateTimeBefore().isBefore(first.plusYears(YEARS)); next = rules.nextTransition(next.getInstant())) {
            turns.add(next);
        }
        while (!turns.isEmpty()) {
            ZoneOffsetTransition turn = turns.getFirst();
            List<ZoneOffsetTransition> alike = turns.stream().filter(other -> other.getOffsetBefore().equals(turn.getOffsetBefore()) && other.getOffsetAfter().equals(turn.getOffsetAfter())).toList();
            turns.removeAll(alike);
            observance(turn.getOffsetBefore(), turn.getOffsetAfter(), rules.isDaylightSavings(turn.getInstant()), turn.getDateTimeBefore(),
                    alike.stream().skip(1).map(ZoneOffsetTransition::getDateTimeBefore).toList());
        }
        line("END", "VTIMEZONE");
    }

    private void observance(ZoneOffset from, ZoneOffset to, boolean daylight, LocalDateTime begins, List<LocalDateTime> again) {
        String kind = daylight ? "DAYLIGHT" : "STANDARD";
        line("BEGIN", kind);
        line("DTSTART", LOCAL.format(begins));
        line("TZOFFSETFROM", offset(from));
        line("TZOFFSETTO", offset(to));
        again.forEach(time -> line("RDATE", LOCAL.format(time)));
        line("END", kind);
    }

    private static String offset(ZoneOffset offset) {
        int seconds = Math.abs(offset.getTotalSeconds());
        String text = String.format(Locale.ROOT, "%s%02d%02d", offset.getTotalSeconds() < 0 ? "-" : "+", seconds / 3600, seconds / 60 % 60);
        return seconds % 60 == 0 ? text : text + String.format(Locale.ROOT, "%02d", seconds % 60);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n");
    }

    /** Folded where it would be too long. Octets are counted, and no character is cut in two. */
    private void line(String name, String value) {
        int octets = 0;
        String whole = name + ":" + value;
        for (int i = 0; i < whole.length();) {
            String next = Character.toString(whole.codePointAt(i));
            int size = next.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LONGEST_LINE) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(next);
            octets += size;
            i += next.length();
        }
        text.append("\r\n");
    }
}
