package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Api;
import dev.parley.harness.Axe;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages are answered and deleted, and people mentioned, without a mouse. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class ChatByKeyboardIT {
    private static final Duration CEILING = Duration.ofMinutes(1);

    private static final Browser BROWSER = Browser.shared();

    private final List<Talker> talkers = new ArrayList<>();

    @AfterEach
    void closeWindows() {
        talkers.forEach(Talker::close);
    }

    private Talker talker(String name, int width, ColorScheme scheme) {
        Talker talker = new Talker(BROWSER, Api.shared(), name, 440, width, scheme);
        talkers.add(talker);
        return talker;
    }

    /** Both are in a room of the first one's, with the chat open. */
    private Talker graceIn(Talker ada) {
        Talker grace = talker("Grace Hopper", 1280, ColorScheme.LIGHT);
        String room = ada.person.makesRoom();
        for (Talker each : List.of(ada, grace)) {
            each.enters(room);
            each.page.keyboard().press("c");
        }
        return grace;
    }

    private static void writes(Talker talker, String text) {
        talker.page.getByLabel("Write to everybody").fill(text);
        talker.page.keyboard().press("Enter");
        message(talker, text).waitFor();
    }

    private static Locator message(Talker talker, String text) {
        return talker.page.getByRole(AriaRole.ARTICLE).filter(new Locator.FilterOptions().setHasText(text));
    }

    /** Presses this key until a message with this text has the focus. */
    private static void keysTo(Talker talker, String key, String text) {
        for (int steps = 0; steps < 20; steps++) {
            talker.page.keyboard().press(key);
            if (isAt(talker, text)) {
                return;
            }
        }
        throw new AssertionError("not reached by " + key + ": " + text + ", but " + talker.focused());
    }

    private static boolean isAt(Talker talker, String text) {
        return (boolean) talker.page.evaluate("text => document.activeElement.dataset.line !== undefined && document.activeElement.textContent.endsWith(text)", text);
    }

    private static void isFine(Talker talker, String where) {
        assertEquals(List.of(), Axe.violations(talker.page), where);
        assertEquals(true, talker.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), where);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 360"})
    void aMessageIsAnsweredWithAMentionAndDeleted(ColorScheme scheme, int width) {
        Talker ada = talker("Ada Lovelace", width, scheme);
        Talker grace = graceIn(ada);
        writes(grace, "Good morning");
        writes(grace, "Who is there?");
        message(ada, "Who is there?").waitFor();
        keysTo(ada, "Tab", "Who is there?");
        keysTo(ada, "ArrowUp", "Good morning");
        ada.page.keyboard().press("Enter");
        ada.readsHeading("Grace Hopper");
        isFine(ada, "the menu");
        ada.tabsTo("Reply");
        ada.page.keyboard().press("Enter");
        Until.holds("one goes on writing", CEILING, () -> ada.focused().equals("Write to everybody"));
        ada.page.keyboard().type("And to you, @hop");
        ada.page.getByRole(AriaRole.OPTION).waitFor();
        isFine(ada, "the people to mention");
        ada.page.keyboard().press("Enter");
        ada.page.keyboard().type("!");
        grace.keepsWhatIsTold();
        assertEquals("And to you, @" + grace.person.username() + " !", ada.page.getByLabel("Write to everybody").inputValue());
        ada.page.keyboard().press("Enter");
        grace.isTold("Ada Lovelace mentioned you.");
        message(grace, "And to you").getByText("In reply to").waitFor();
        isFine(grace, "a mention");
        keysTo(ada, "Shift+Tab", "Good morning");
        ada.page.keyboard().press("Enter");
        ada.tabsTo("Delete");
        ada.page.keyboard().press("Enter");
        Until.holds("it is asked once", CEILING, () -> ada.focused().equals("Yes, delete it"));
        isFine(ada, "the question");
        ada.page.keyboard().press("Enter");
        message(grace, "And to you").getByText("This message is no longer here.").waitFor();
        Until.holds("the next message has the focus", CEILING, () -> isAt(ada, "Who is there?"));
        isFine(ada, "after a deletion");
        ada.page.keyboard().press("Tab");
        assertEquals("More about this message", ada.focused());
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 360"})
    void aMessageTakesAReactionAndGivesItBack(ColorScheme scheme, int width) {
        Talker ada = talker("Ada Lovelace", width, scheme);
        Talker grace = graceIn(ada);
        writes(grace, "Good morning");
        message(ada, "Good morning").waitFor();
        keysTo(ada, "Tab", "Good morning");
        ada.page.keyboard().press("Enter");
        ada.tabsTo("React with 👍");
        ada.page.keyboard().press("Enter");
        Locator.GetByRoleOptions one = new Locator.GetByRoleOptions().setName("👍 from one person");
        message(ada, "Good morning").getByRole(AriaRole.BUTTON, one).waitFor();
        message(grace, "Good morning").getByRole(AriaRole.BUTTON, one).click();
        message(ada, "Good morning").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("👍 from 2 people")).waitFor();
        isFine(ada, "a reaction of one's own");
        isFine(grace, "reactions");
        ada.tabsTo("👍 from 2 people");
        ada.page.keyboard().press("Enter");
        message(grace, "Good morning").getByRole(AriaRole.BUTTON, one).waitFor();
    }

    @Test
    void theMessageThatHasTheFocusIsDeletedByItsAuthor() {
        Talker ada = talker("Ada Lovelace", 1280, ColorScheme.LIGHT);
        Talker grace = graceIn(ada);
        writes(grace, "Only this");
        message(ada, "Only this").waitFor();
        keysTo(ada, "Tab", "Only this");
        message(grace, "Only this").hover();
        message(grace, "Only this").getByLabel("More about this message").click();
        grace.press("Delete");
        grace.press("Yes, delete it");
        Until.holds("there is nothing left to go to but the field", CEILING, () -> ada.focused().equals("Write to everybody"));
    }
}
