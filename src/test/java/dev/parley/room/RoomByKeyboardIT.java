package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Api;
import dev.parley.harness.Axe;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A room without a mouse, and on a telephone: what matters is in reach, whatever is open. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class RoomByKeyboardIT {
    private static final Duration CEILING = Duration.ofMinutes(1);

    private static final Browser BROWSER = Browser.shared();

    private final List<Talker> talkers = new ArrayList<>();

    @AfterEach
    void closeWindows() {
        talkers.forEach(Talker::close);
    }

    private Talker talker(String name, int tone, int width) {
        Talker talker = new Talker(BROWSER, Api.shared(), name, tone, width, ColorScheme.LIGHT);
        talkers.add(talker);
        return talker;
    }

    private static int stopsTo(Talker talker, String label) {
        for (int stops = 1; stops <= 40; stops++) {
            talker.page.keyboard().press("Tab");
            if (talker.focused().equals(label)) {
                return stops;
            }
        }
        throw new AssertionError("not reached: " + label);
    }

    private static void hasFocus(Talker talker, String what) {
        Until.holds("the focus is on " + what + " and not on " + talker.focused(), CEILING, () -> talker.focused().equals(what));
    }

    @Test
    void theMicrophoneIsAtMostThreeStopsAwayAndArrowKeysGoOnFromThere() {
        Talker ada = talker("Ada Lovelace", 440, 1280);
        Talker grace = talker("Grace Hopper", 880, 1280);
        String room = ada.person.makesRoom();
        grace.enters(room);
        ada.goes("/rooms/" + room);
        ada.tabsTo("Join");
        ada.page.keyboard().press("Enter");
        ada.button("Unmute").waitFor();
        assertTrue(stopsTo(ada, "Unmute") <= 3);
        ada.arrowsTo("Leave");
        ada.page.keyboard().press("ArrowRight");
        assertEquals("Unmute", ada.focused());
        ada.page.keyboard().press("End");
        assertEquals("Leave", ada.focused());
        ada.arrowsTo("Chat");
        ada.page.keyboard().press("Enter");
        hasFocus(ada, "Chat");
        ada.page.getByLabel("Write to everybody").waitFor();
        ada.tabsTo("Write to everybody");
        ada.page.keyboard().press("Escape");
        hasFocus(ada, "Chat");
        assertEquals(0, ada.page.getByLabel("Write to everybody").count());
        ada.arrowsTo("Unmute");
        ada.arrowsTo("React");
        ada.page.keyboard().press("Enter");
        hasFocus(ada, "React with 👏");
        ada.arrowsTo("React with 🎉");
        ada.page.keyboard().press("Enter");
        grace.sees(ada, "reacts with 🎉");
        hasFocus(ada, "React");
        ada.page.keyboard().press("p");
        ada.button("Close the list of people").waitFor();
        ada.page.keyboard().press("p");
        Until.holds("the list is closed", CEILING, () -> ada.button("Close the list of people").count() == 0);
        hasFocus(ada, "React");
        ada.page.keyboard().press("Shift+L");
        ada.readsHeading("You left the room");
        assertNotEquals("", ada.focused());
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 768, 1280})
    void anInvitationAndAMuteAreSeenHeardAndAnsweredWhateverIsOpen(int width) {
        Talker ada = talker("Ada Lovelace", 440, 1280);
        Talker grace = talker("Grace Hopper", 880, width);
        String room = ada.person.makesRoom("stage", true);
        ada.enters(room);
        grace.enters(room);
        grace.press("Chat");
        grace.page.getByLabel("Write to everybody").focus();
        grace.keepsWhatIsTold();
        ada.opens(grace);
        ada.press("Invite to speak");
        grace.reads("Ada Lovelace invites you to speak.");
        grace.isTold("You are invited to speak.");
        assertEquals(List.of(), Axe.violations(grace.page));
        grace.press("Speak");
        grace.unmutes();
        ada.hears(grace);
        assertNotEquals("", grace.focused());
        grace.page.getByLabel("Write to everybody").fill("Still here");
        ada.opens(grace);
        ada.page.getByRole(AriaRole.DIALOG).getByText("Mute", new Locator.GetByTextOptions().setExact(true)).click();
        grace.button("A moderator muted you").waitFor();
        grace.page.getByText("A moderator muted you. You can unmute yourself").waitFor();
        assertTrue((boolean) grace.page.evaluate("""
                (() => {
                  const button = document.getElementById("first-control").getBoundingClientRect();
                  const top = document.elementFromPoint(button.x + button.width / 2, button.y + button.height / 2);
                  return top.closest("#first-control") !== null && document.documentElement.scrollWidth <= innerWidth;
                })()"""));
        grace.press("Close this notice");
        assertNotEquals("", grace.focused());
    }

    @Test
    void manyWhoComeAreSaidByTheirNumberAndSeldom() {
        Talker ada = talker("Ada Lovelace", 440, 1280);
        String room = ada.person.makesRoom("stage", true);
        ada.enters(room);
        ada.keepsWhatIsTold();
        List<TestPeer> guests = IntStream.range(0, 8).mapToObj(number -> TestPeer.called("guest" + number)).toList();
        try {
            guests.forEach(guest -> guest.joins(room));
            ada.reads("9 people here");
            Until.holds("several are told of at once", CEILING, () -> (boolean) ada.page.evaluate("told.some(({ text }) => text.endsWith(' people joined.') || text.includes(' and '))"));
        } finally {
            guests.forEach(TestPeer::close);
        }
        // What is shown may be a moment late, on both ends.
        assertTrue((boolean) ada.page.evaluate("told.at(-1).at - told[0].at >= (told.length - 1) * 2_000 - 800"));
    }
}
