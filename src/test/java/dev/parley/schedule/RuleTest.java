package dev.parley.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
    @ParameterizedTest
    @ValueSource(strings = {"FREQ=DAILY", "FREQ=DAILY;INTERVAL=3;COUNT=10", "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20271231", "FREQ=WEEKLY;UNTIL=20271231T235959Z",
        "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=1,15;INTERVAL=2",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SU"})
    void dailyWeeklyAndMonthlyRulesWithTheirEndsAreKept(String rule) {
        assertEquals(Optional.of(new Rule(rule)), Rule.of(rule));
    }

    @Test
    void caseAndThePrefixOfALineDoNotMatter() {
        assertEquals(Optional.of(new Rule("FREQ=WEEKLY;BYDAY=MO")), Rule.of(" rrule:freq=weekly;byday=mo "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DAILY", "FREQ=", "FREQ=YEARLY", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=5", "INTERVAL=2", "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;;",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=100", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=1000", "FREQ=DAILY;COUNT=2;UNTIL=20271231",
        "FREQ=DAILY;UNTIL=20271332", "FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;UNTIL=20271231T250000", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYSETPOS=1", "FREQ=DAILY;BYHOUR=1,2,3", "FREQ=DAILY\r\nATTACH:x", "FREQ=DAILY;X-A=1"})
    void anythingElseIsNone(String rule) {
        assertTrue(Rule.of(rule).isEmpty(), rule);
    }

    @Test
    void aHugeOneIsNone() {
        assertTrue(Rule.of("FREQ=MONTHLY;BYMONTHDAY=" + "1,".repeat(100_000) + "1").isEmpty());
    }
}
