package dev.parley.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.notice.Notices.Kind;
import dev.parley.notice.Wishes.Wish;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishTest {
    private static final UserId ADA = new UserId("ada");

    private static Wish quiet(@Nullable String from, @Nullable String to, String zone) {
        return new Wish(ADA, List.of(), List.of(), List.of("mention"), true, from, to, zone, null);
    }

    @ParameterizedTest
    @CsvSource({
        // Past midnight, in winter and in summer.
        "22:00, 07:00, Europe/Berlin, 2026-11-29T20:59:59Z, false", "22:00, 07:00, Europe/Berlin, 2026-11-29T21:00:00Z, true", "22:00, 07:00, Europe/Berlin, 2026-11-30T05:59:59Z, true",
        "22:00, 07:00, Europe/Berlin, 2026-11-30T06:00:00Z, false", "22:00, 07:00, Europe/Berlin, 2026-07-01T20:00:00Z, true",
        // Within a day.
        "12:00, 14:00, Asia/Kolkata, 2026-11-29T06:29:00Z, false", "12:00, 14:00, Asia/Kolkata, 2026-11-29T06:30:00Z, true", "12:00, 14:00, Asia/Kolkata, 2026-11-29T08:30:00Z, false"})
    void hoursAreQuietOnTheClocksOfTheirZone(String from, String to, String zone, Instant now, boolean isQuiet) {
        assertEquals(isQuiet, quiet(from, to, zone).isQuiet(now));
    }

    @Test
    void withoutQuietHoursNoneAre() {
        assertFalse(quiet(null, null, "UTC").isQuiet(Instant.parse("2026-11-29T03:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"America/New_York, 2026-11-29T12:59:59Z, 2026-11-29T13:00:00Z", "America/New_York, 2026-11-29T13:00:00Z, 2026-11-30T13:00:00Z",
        // The night in which clocks are turned has 23 or 25 hours.
        "Europe/Berlin, 2027-03-27T07:00:00Z, 2027-03-28T06:00:00Z", "Europe/Berlin, 2026-10-24T06:00:00Z, 2026-10-25T07:00:00Z"})
    void theDailyMailComesAtEightInTheMorning(String zone, Instant now, Instant next) {
        assertEquals(next, quiet(null, null, zone).scheduled(now).nextMail());
    }

    @Test
    void withoutAKindThatIsMailedThereIsNoDailyMail() {
        assertNull(Wish.usual(ADA).scheduled(Instant.parse("2026-11-29T12:00:00Z")).nextMail());
    }

    @Test
    void peopleWhoChooseNothingAreToldAndWokenButGetNoMail() {
        Wish usual = Wish.usual(ADA);
        for (Kind kind : Kind.values()) {
            assertTrue(usual.tells(kind) && usual.pushes(kind) && !usual.mails(kind));
        }
    }

    @Test
    void whatSomebodyIsNotToldOfNeitherWakesNorIsMailed() {
        Wish wish = new Wish(ADA, List.of("mention"), List.of("follower"), List.of("mention", "follower"), true, null, null, "UTC", null);
        assertFalse(wish.tells(Kind.MENTION) || wish.pushes(Kind.MENTION) || wish.mails(Kind.MENTION));
        assertTrue(wish.tells(Kind.FOLLOWER) && wish.mails(Kind.FOLLOWER));
        assertFalse(wish.pushes(Kind.FOLLOWER));
    }
}
