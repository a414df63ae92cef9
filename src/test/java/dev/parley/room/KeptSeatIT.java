package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Until;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody loses a room, or what they wrote in it, by a network, a page or a link: leaving is one's own act. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class KeptSeatIT {
    private static final Duration CEILING = Duration.ofMinutes(1);
    private static final Pattern KEPT = Pattern.compile("Your seat is kept for \\d+ more seconds?\\.");

    private static final Browser BROWSER = Browser.shared();

    private Talker ada;
    private Talker grace;
    private String room;

    @BeforeEach
    void come() {
        ada = new Talker(BROWSER, "Ada Lovelace", 440);
        grace = new Talker(BROWSER, "Grace Hopper", 880);
        room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
        ada.reads("2 people here");
    }

    @AfterEach
    void closeWindows() {
        ada.close();
        grace.close();
    }

    private static Locator bar(Talker talker) {
        return talker.page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Your call"));
    }

    private static int secondsLeft(Talker talker) {
        return Integer.parseInt(talker.page.getByText(KEPT).first().textContent().replaceAll(".*?(\\d+).*", "$1"));
    }

    private static void writes(Talker talker, String text) {
        talker.page.getByLabel("Write to everybody").fill(text);
        talker.page.keyboard().press("Enter");
    }

    private static List<String> linesOf(Talker talker) {
        return talker.page.getByRole(AriaRole.LOG).getByText(Pattern.compile("^(one|two|three|four)$")).allTextContents();
    }

    @Test
    void aLostConnectionCountsTheSeatDownAndSaysWhenItIsGone() {
        ada.page.evaluate("cutSockets(600_000)");
        ada.page.getByText(KEPT).waitFor();
        int first = secondsLeft(ada);
        assertTrue(first <= 20 && first > 10, "seconds: " + first);
        ada.reads("Last seen: 2 people");
        Until.holds("it counts down", CEILING, () -> secondsLeft(ada) < first);
        grace.sees(ada, "reconnecting");
        ada.page.getByText("You lost your seat").first().waitFor();
        assertEquals(0, ada.page.getByText(KEPT).count());
        grace.reads("1 person here");
        ada.triesNow();
        ada.reads("2 people here");
        grace.reads("2 people here");
        assertEquals(0, ada.page.getByText("You lost your seat").count());
    }

    @Test
    void whatIsWrittenOfflineIsSentOnceAndInOrder() {
        ada.press("Chat");
        grace.press("Chat");
        writes(ada, "one");
        Until.holds("it is there", CEILING, () -> linesOf(grace).equals(List.of("one")));
        ada.page.evaluate("cutSockets(600_000)");
        ada.page.getByText(KEPT).waitFor();
        writes(ada, "two");
        writes(ada, "three");
        ada.page.getByText("Sending").first().waitFor();
        Until.holds("all of it is shown", CEILING, () -> linesOf(ada).equals(List.of("one", "two", "three")));
        ada.press("Close the chat");
        ada.press("Chat");
        // From now on the server has forgotten the line.
        ada.page.getByText("You lost your seat").first().waitFor();
        writes(ada, "four");
        assertEquals(List.of("one"), linesOf(grace));
        ada.triesNow();
        Until.holds("all of it is there", CEILING, () -> linesOf(grace).equals(List.of("one", "two", "three", "four")));
        Until.holds("nothing waits", CEILING, () -> ada.page.getByText("Sending").count() == 0);
        Until.holds("each line is shown once", CEILING, () -> linesOf(ada).equals(List.of("one", "two", "three", "four")));
    }

    @Test
    void theCallGoesOnOnEveryPageAndIsMutedAndLeftThere() {
        ada.unmutes();
        grace.hears(ada);
        ada.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("People").setExact(true)).click();
        bar(ada).waitFor();
        grace.hears(ada);
        bar(ada).getByText("You are speaking").waitFor();
        ada.mutes();
        grace.heardUntil(ada);
        grace.sees(ada, "muted");
        grace.unmutes();
        bar(ada).getByText("Grace Hopper is speaking").waitFor();
        ada.hears(grace);
        ada.page.goBack();
        ada.page.getByRole(AriaRole.TOOLBAR).waitFor();
        assertEquals(0, bar(ada).count());
        ada.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rooms").setExact(true)).click();
        bar(ada).getByRole(AriaRole.LINK).click();
        ada.page.getByRole(AriaRole.TOOLBAR).waitFor();
        ada.page.goBack();
        grace.reads("2 people here");
        bar(ada).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Leave")).click();
        grace.reads("1 person here");
        Until.holds("the bar is gone", CEILING, () -> bar(ada).count() == 0);
        assertTrue(!ada.focused().isEmpty());
    }

    @Test
    void spaceOnTheBarsMicrophoneIsHeldToTalkAsWell() {
        ada.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("People").setExact(true)).click();
        ada.unmutes();
        grace.hears(ada);
        ada.mutes();
        ada.page.keyboard().down("Space");
        grace.hears(ada);
        ada.page.keyboard().up("Space");
        ada.button("Unmute").waitFor();
        grace.heardUntil(ada);
    }

    @Test
    void aPageThatIsLoadedAnewOffersTheSeatAndTakesItBackMuted() {
        ada.unmutes();
        ada.page.keyboard().press("h");
        grace.sees(ada, "hand raised");
        ada.page.reload();
        ada.page.getByText(KEPT).first().waitFor();
        ada.press("Rejoin");
        ada.button("Unmute").waitFor();
        grace.sees(ada, "hand raised");
        ada.unmutes();
        grace.hears(ada);
        // Somewhere else, as after a crash of the browser that opens another page.
        ada.goes("/people");
        bar(ada).getByText(KEPT).waitFor();
        bar(ada).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rejoin")).click();
        ada.page.getByRole(AriaRole.TOOLBAR).waitFor();
        grace.sees(ada, "hand raised");
        ada.press("Leave");
        ada.readsHeading("You left the room");
        ada.goes("/people");
        assertEquals(0, bar(ada).count());
    }

    @Test
    void anotherRoomSaysAtItsDoorThatThisOneIsLeft() {
        String other = grace.person.makesRoom();
        ada.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rooms").setExact(true)).click();
        ada.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Room of " + grace.person.username()))).first().click();
        ada.page.getByText("You will leave Room of " + ada.person.username() + ".").waitFor();
        bar(ada).waitFor();
        grace.reads("2 people here");
        ada.press("Join");
        grace.reads("1 person here");
        ada.readsHeading("Room of " + grace.person.username());
        ada.unmutes();
        grace.goes("/rooms/" + other);
        grace.press("Join");
        grace.hears(ada);
    }

    @Test
    void whoIsRemovedWhileBrowsingReadsItThere() {
        grace.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("People").setExact(true)).click();
        bar(grace).waitFor();
        ada.opens(grace);
        ada.press("Remove");
        ada.press("Yes, do it");
        bar(grace).getByText("You are no longer in Room of " + ada.person.username() + ".").waitFor();
        bar(grace).getByRole(AriaRole.LINK).click();
        grace.readsHeading("A moderator removed you");
    }
}
