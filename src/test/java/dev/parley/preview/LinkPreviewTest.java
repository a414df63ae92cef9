package dev.parley.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.lobby.Previews.Preview;
import dev.parley.protocol.Person;
import dev.parley.protocol.ScheduleView;
import dev.parley.protocol.ThemeView;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkPreviewTest {
    private static final URI ADDRESS = URI.create("https://voice.example.org/invite/abc");
    private static final String PAGE = """
            <html><head>
                <title>Parley: voice rooms</title>
                <meta
                  name="description"
                  content="Voice rooms."
                />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#e8efee" />
              </head><body></body></html>""";

    private static final String OWN_COLOUR = "content=\"#e8efee\"";

    private static Person called(String name) {
        return new Person(name, name, name, "", null);
    }

    private static LinkPreview preview(String room, String host, String by, boolean guests, int count, String... there) {
        return LinkPreview.of(new Preview(room, called(host), called(by), Stream.of(there).map(LinkPreviewTest::called).toList(), count, null, guests, null, null), ADDRESS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | '' | Nobody is there yet.",
        "1 | Bob | Bob is there now.",
        "2 | Bob,Cy | Bob and Cy are there now.",
        "3 | Bob,Cy,Di | Bob, Cy and Di are there now.",
        "4 | Bob,Cy,Di,Ed | Bob, Cy, Di and one other are there now.",
        "40 | Bob,Cy,Di,Ed,Flo,Gus | Bob, Cy, Di and 37 others are there now.",
        "2 | '' | People are there now."
    })
    void namesTheFirstThreeWhoAreThere(int count, String there, String sentence) {
        String[] people = there.isEmpty() ? new String[0] : there.split(",");
        assertEquals("Ada invites you to talk. " + sentence, preview("Plans", "Ada", "Ada", false, count, people).description());
    }

    @Test
    void namesTheHostWhenSomebodyElseInvites() {
        assertEquals("Bob invites you to talk. The host is Ada. Nobody is there yet. You need no account.", preview("Plans", "Ada", "Bob", true, 0).description());
    }

    @Test
    void saysWhenARoomMeetsOnTheWallOfItsPlace() {
        OffsetDateTime start = OffsetDateTime.parse("2027-03-22T15:00:00+01:00");
        ScheduleView weekly = new ScheduleView(start, start.plusHours(1), 60, "Europe/Berlin", "FREQ=WEEKLY", start.plusWeeks(1), false, false);
        assertEquals("Ada invites you to talk on Monday, 29 March 2027, 15:00 (Europe/Berlin). Nobody is there yet.",
                LinkPreview.of(new Preview("Plans", called("Ada"), called("Ada"), List.of(), 0, null, false, weekly, null), ADDRESS).description());
    }

    @Test
    void standsInThePageInPlaceOfWhatIsSaidInGeneral() {
        String page = preview("Plans", "Ada", "Ada", false, 0).in(PAGE);
        assertTrue(page.contains("<title>Plans · Parley</title>"), page);
        assertTrue(page.contains("<meta property=\"og:title\" content=\"Plans\" />"), page);
        assertTrue(page.contains("<meta property=\"og:url\" content=\"https://voice.example.org/invite/abc\" />"), page);
        assertTrue(page.contains("<meta property=\"og:image\" content=\"https://voice.example.org/app/preview.png\" />"), page);
        assertTrue(page.contains("<meta name=\"color-scheme\" content=\"light dark\" />"), page);
        assertFalse(page.contains("oice rooms"), page);
    }

    private static String page(@Nullable ThemeView theme) {
        return LinkPreview.of(new Preview("Plans", called("Ada"), called("Ada"), List.of(), 0, null, false, null, theme), ADDRESS).in(PAGE);
    }

    @Test
    void aRoomWithACoverShowsIt() {
        String page = page(new ThemeView(null, "https://voice.example.org/api/covers/abc"));
        assertTrue(page.contains("<meta property=\"og:image\" content=\"https://voice.example.org/api/covers/abc\" />"), page);
        assertTrue(page.contains("<meta property=\"og:image:width\" content=\"1200\" />"), page);
        assertTrue(page.contains("<meta property=\"og:image:height\" content=\"630\" />"), page);
        assertTrue(page.contains("<meta property=\"og:image:alt\" content=\"The picture of the room Plans\" />"), page);
        assertFalse(page.contains("preview.png"), page);
        assertTrue(page.contains(OWN_COLOUR), page);
    }

    @Test
    void aRoomWithAColourHasItInPlaceOfOurs() {
        String page = page(new ThemeView("#0f766e", null));
        assertTrue(page.contains("<meta name=\"theme-color\" content=\"#0f766e\" />"), page);
        assertFalse(page.contains(OWN_COLOUR), page);
        assertTrue(page.contains("/app/preview.png"), page);
        assertTrue(page(null).contains(OWN_COLOUR));
    }

    @Test
    void aNameIsNeverMarkup() {
        String page = preview("</title><script>alert(1)</script>", "\"/><script>", "&amp;$1\\", false, 0).in(PAGE);
        assertFalse(page.contains("<script"), page);
        assertTrue(page.contains("content=\"&amp;amp;$1\\ invites you to talk. The host is &quot;/&gt;&lt;script&gt;."), page);
        assertEquals(List.of(1, 1), List.of(page.split("</title>", -1).length - 1, page.split("</head>", -1).length - 1));
    }
}
