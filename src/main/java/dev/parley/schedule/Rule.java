package dev.parley.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * How a room repeats: an RRULE of RFC 5545 of a daily, weekly or monthly kind. It counts days on the calendar and knows no time zone; only its
 * end may be a moment.
 *
 * @param text the rule as iCalendar writes it
 */
public record Rule(String text) {
    private static final int LONGEST = 200;
    private static final String UNTIL = "UNTIL";
    private static final String DAY = "MO|TU|WE|TH|FR|SA|SU";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    /** What may stand after each name. Left out are the parts that repeat within a day, and those of a year. */
    private static final Map<String, Pattern> PARTS = Map.of(
            "FREQ", Pattern.compile("DAILY|WEEKLY|MONTHLY"),
            "INTERVAL", Pattern.compile("[1-9]\\d?"),
            "COUNT", Pattern.compile("[1-9]\\d{0,2}"),
            UNTIL, Pattern.compile("\\d{8}(T\\d{6}Z?)?"),
            "BYDAY", Pattern.compile("(-?[1-5])?(" + DAY + ")(,(-?[1-5])?(" + DAY + "))*"),
            "BYMONTHDAY", Pattern.compile("-?([1-9]|[12]\\d|3[01])(,-?([1-9]|[12]\\d|3[01]))*"),
            "BYSETPOS", Pattern.compile("-?[1-5]"),
            "WKST", Pattern.compile(DAY));

    /** Empty if it is none that Parley keeps. */
    public static Optional<Rule> of(String given) {
        String text = given.strip().toUpperCase(Locale.ROOT).replaceFirst("^RRULE:", "");
        try {
            Map<String, String> parts = parts(text);
            return isOne(parts) ? Optional.of(new Rule(text)) : Optional.empty();
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static boolean isOne(Map<String, String> parts) {
        String kind = parts.get("FREQ");
        boolean numbered = parts.getOrDefault("BYDAY", "").matches(".*\\d.*");
        until(parts.get(UNTIL), ZoneOffset.UTC);
        return kind != null && !(parts.containsKey("COUNT") && parts.containsKey(UNTIL))
                && (kind.equals("MONTHLY") || !(numbered || parts.containsKey("BYMONTHDAY") || parts.containsKey("BYSETPOS")))
                && (!parts.containsKey("BYSETPOS") || parts.containsKey("BYDAY"));
    }

    /** Empty where a part is unknown, stands twice or says something impossible. */
    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new HashMap<>();
        if (text.length() > LONGEST) {
            return Map.of();
        }
        for (String part : text.split(";", -1)) {
            String[] sides = part.split("=", 2);
            Pattern form = PARTS.get(sides[0]);
            if (form == null || sides.length < 2 || !form.matcher(sides[1]).matches() || parts.put(sides[0], sides[1]) != null) {
                return Map.of();
            }
        }
        return parts;
    }

    private static @Nullable LocalDateTime until(@Nullable String given, ZoneId zone) {
        if (given == null) {
            return null;
        }
        if (!given.contains("T")) {
            return LocalDate.parse(given, DateTimeFormatter.BASIC_ISO_DATE).atTime(LocalTime.MAX);
        }
        return given.endsWith("Z") ? LocalDateTime.ofInstant(LocalDateTime.parse(given.substring(0, given.length() - 1), MOMENT).toInstant(ZoneOffset.UTC), zone)
                : LocalDateTime.parse(given, MOMENT);
    }

    /** The last moment at which a meeting may begin, on the wall of this place; null if there is none. */
    public @Nullable LocalDateTime until(ZoneId zone) {
        return until(parts(text).get(UNTIL), zone);
    }

    /** The first day and time after this one, of a series that begins with `first`. */
    Optional<LocalDateTime> after(LocalDateTime first, LocalDateTime previous, ZoneId zone) {
        Map<String, String> parts = parts(text);
        LocalDateTime end = until(parts.remove(UNTIL), zone);
        String endless = parts.entrySet().stream().map(part -> part.getKey() + "=" + part.getValue()).collect(Collectors.joining(";"));
        try {
            RecurrenceRuleIterator dates = new RecurrenceRule(endless, RecurrenceRule.RfcMode.RFC5545_STRICT).iterator(dateTime(first));
            dates.fastForward(dateTime(previous));
            while (dates.hasNext()) {
                LocalDateTime next = local(dates.nextDateTime());
                if (next.isAfter(previous)) {
                    return Optional.of(next).filter(one -> end == null || !one.isAfter(end));
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException never) {
            return Optional.empty(); // The library has given up looking: such a day does not come.
        } catch (InvalidRecurrenceRuleException impossible) {
            throw new IllegalStateException(text, impossible);
        }
    }

    /** Without a zone. */
    private static DateTime dateTime(LocalDateTime at) {
        return new DateTime(at.getYear(), at.getMonthValue() - 1, at.getDayOfMonth(), at.getHour(), at.getMinute(), at.getSecond());
    }

    private static LocalDateTime local(DateTime at) {
        return LocalDateTime.of(at.getYear(), at.getMonth() + 1, at.getDayOfMonth(), at.getHours(), at.getMinutes(), at.getSeconds());
    }
}
