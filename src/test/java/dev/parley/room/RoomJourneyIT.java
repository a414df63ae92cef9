package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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

/** A room with real browsers and real sound. Each person sends a tone of their own, by which the others hear them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class RoomJourneyIT {
    private static final Browser BROWSER = Browser.shared();

    private final List<Talker> talkers = new ArrayList<>();

    @AfterEach
    void closeWindows() {
        talkers.forEach(Talker::close);
    }

    private Talker talker(String name, int tone) {
        return talker(name, tone, 1280, ColorScheme.LIGHT);
    }

    private Talker talker(String name, int tone, int width, ColorScheme scheme) {
        Talker talker = new Talker(BROWSER, Api.shared(), name, tone, width, scheme);
        talkers.add(talker);
        return talker;
    }

    @Test
    void peopleHearEachOtherAndAMutedPersonIsSilentOnEveryScreen() {
        Talker ada = talker("Ada Lovelace", 440);
        Talker grace = talker("Grace Hopper", 880);
        String room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
        ada.unmutes();
        grace.unmutes();
        ada.hears(grace);
        grace.hears(ada);
        grace.sees(ada, "speaking");

        Until.isQuick("silence after muting", Duration.ofMillis(300), () -> {
            ada.mutes();
            Duration took = Duration.ofMillis(grace.heardUntil(ada) - ada.pressedAt());
            grace.sees(ada, "muted");
            ada.sees(ada, "muted");
            ada.unmutes();
            grace.hears(ada);
            return took;
        });

        Talker mei = talker("Mei Lin", 1320);
        mei.enters(room);
        mei.unmutes();
        mei.hears(ada, grace);
        ada.hears(grace, mei);
        grace.hears(ada, mei);
    }

    @Test
    void aListenerHearsTheStageAndIsHeardOnceInvited() {
        Talker ada = talker("Ada Lovelace", 440);
        Talker grace = talker("Grace Hopper", 880);
        String room = ada.person.makesRoom("stage", true);
        ada.enters(room);
        grace.enters(room);
        ada.unmutes();
        grace.hears(ada);
        assertTrue(ada.never(grace));
        grace.press("Raise hand");
        ada.press("People, 1 hand raised");
        ada.press("Invite to speak: Grace Hopper");
        grace.press("Speak");
        grace.unmutes();
        ada.hears(grace);
        grace.hears(ada);
    }

    @Test
    void aRemovedPersonHearsNothingMore() {
        Talker ada = talker("Ada Lovelace", 440);
        Talker grace = talker("Grace Hopper", 880);
        String room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
        ada.unmutes();
        grace.hears(ada);
        Until.isQuick("silence for somebody who was removed", Duration.ofSeconds(1), () -> {
            ada.opens(grace);
            ada.press("Remove");
            ada.press("Yes, do it");
            grace.readsHeading("A moderator removed you");
            Duration took = Duration.ofMillis(grace.heardUntil(ada) - ada.pressedAt());
            grace.press("Join again");
            grace.press("Join");
            grace.hears(ada);
            return took;
        });
    }

    @Test
    void soundGoesOnWhileTheSocketIsGone() {
        Talker ada = talker("Ada Lovelace", 440);
        Talker grace = talker("Grace Hopper", 880);
        String room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
        ada.unmutes();
        grace.unmutes();
        ada.press("Chat");
        grace.press("Chat");
        Until.isQuick("the longest pause while the socket was gone", Duration.ofMillis(700), () -> {
            ada.hears(grace);
            grace.hears(ada);
            ada.page.evaluate("cutSockets(5_000)");
            grace.sees(ada, "reconnecting");
            String words = "Are you still there at " + System.nanoTime() + "?";
            grace.page.getByLabel("Write to everybody").fill(words);
            grace.press("Send");
            ada.reads(words);
            grace.sees(ada, "speaking");
            return Duration.ofMillis(Math.max(ada.longestPause(grace), grace.longestPause(ada)));
        });
        ada.mutes();
        grace.sees(ada, "muted");
    }

    @Test
    void aSecondTabTakesTheSeatAndTheFirstSaysSo() {
        Talker ada = talker("Ada Lovelace", 440);
        String room = ada.person.makesRoom();
        ada.enters(room);
        Page first = ada.page;
        ada.page = ada.window.newPage();
        ada.enters(room);
        first.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Your seat is in another tab")).waitFor();
    }

    @Test
    void aPageThatIsClosedKeepsItsSeatForAWhileAndThenLeavesTheRoom() {
        Talker ada = talker("Ada Lovelace", 440);
        Talker grace = talker("Grace Hopper", 880);
        String room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
        ada.reads("2 people here");
        grace.page.navigate("about:blank");
        ada.sees(grace, "reconnecting");
        ada.reads("1 person here");
    }

    @Test
    void aModeratorMutesAndTheHostDeletesTheRoom() {
        Talker ada = talker("Ada Lovelace", 440);
        Talker grace = talker("Grace Hopper", 880);
        String room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
        grace.unmutes();
        ada.hears(grace);
        ada.opens(grace);
        ada.page.getByRole(AriaRole.DIALOG).getByText("Mute", new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true)).click();
        ada.heardUntil(grace);
        grace.button("A moderator muted you").waitFor();
        ada.sees(grace, "muted by a moderator");
        ada.press("More");
        ada.press("Delete the room");
        ada.press("Yes, delete it");
        grace.readsHeading("The room has ended");
        ada.readsHeading("The room has ended");
        assertEquals(404, ada.person.api().get("/api/rooms/" + room).status());
    }

    @Test
    void everythingIsDoneByKeyboardAlone() {
        Talker ada = talker("Ada Lovelace", 440);
        Talker grace = talker("Grace Hopper", 880);
        String room = ada.person.makesRoom();
        grace.enters(room);
        ada.goes("/rooms/" + room);
        ada.tabsTo("Join");
        ada.page.keyboard().press("Enter");
        ada.button("Unmute").waitFor();
        ada.page.keyboard().press("m");
        grace.hears(ada);
        ada.page.keyboard().press("h");
        grace.sees(ada, "hand raised");
        ada.tabsTo("Mute");
        ada.arrowsTo("Chat");
        ada.page.keyboard().press("Enter");
        ada.tabsTo("Write to everybody");
        ada.page.keyboard().type("mh?");
        ada.page.keyboard().press("Enter");
        grace.press("Chat, 1 new message");
        grace.reads("mh?");
        ada.tabsTo("Invite");
        ada.page.keyboard().press("Enter");
        ada.page.locator("dialog[open] h2").waitFor();
        ada.page.keyboard().press("Escape");
        ada.tabsTo("Mute");
        ada.arrowsTo("Leave");
        ada.page.keyboard().press("Enter");
        ada.readsHeading("You left the room");
        grace.reads("1 person here");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 360"})
    void everyStateOfARoomIsUsableByEverybodyAndNothingIsCutOff(ColorScheme scheme, int width) {
        Talker ada = talker("Ada Lovelace", 440, width, scheme);
        Talker grace = talker("Grace Hopper", 880);
        String room = ada.person.makesRoom("stage", true, "description", "Come as you are.");
        ada.goes("/rooms");
        ada.page.getByRole(AriaRole.ARTICLE).first().waitFor();
        isFine(ada, "the list");
        ada.goes("/rooms?query=nothing-like-it");
        ada.readsHeading("No room like that");
        isFine(ada, "an empty list");
        ada.goes("/rooms/new");
        isFine(ada, "a new room");
        ada.goes("/rooms/" + room);
        ada.page.getByLabel("Microphone", new Page.GetByLabelOptions().setExact(true)).waitFor();
        isFine(ada, "the door");
        ada.press("Join");
        ada.unmutes();
        grace.enters(room);
        grace.press("Raise hand");
        ada.button("People, 1 hand raised").waitFor();
        isFine(ada, "the room");
        ada.press("People, 1 hand raised");
        ada.button("Invite to speak: Grace Hopper").waitFor();
        isFine(ada, "the people");
        ada.press("Close the list of people");
        ada.press("Chat");
        ada.page.getByLabel("Write to everybody").fill("Good evening");
        ada.press("Send");
        ada.reads("Good evening");
        isFine(ada, "the chat");
        ada.page.setViewportSize(320, 800);
        ada.page.getByLabel("Write to everybody").click(new Locator.ClickOptions().setTrial(true));
        ada.page.setViewportSize(width, 800);
        ada.press("Close the chat");
        for (String opener : List.of("Invite", "More")) {
            ada.press(opener);
            ada.page.locator("dialog[open] h2").waitFor();
            Until.holds("the dialog is whole", Duration.ofSeconds(20), () -> !opener.equals("Invite") || ada.page.locator("dialog svg[role=img]").count() > 0);
            isFine(ada, opener);
            ada.page.keyboard().press("Escape");
        }
        ada.opens(grace);
        isFine(ada, "somebody");
        ada.page.keyboard().press("Escape");
        ada.page.keyboard().press("?");
        ada.readsHeading("Keyboard shortcuts");
        isFine(ada, "the keys");
        ada.page.keyboard().press("Escape");
        ada.press("Leave");
        ada.readsHeading("You left the room");
        isFine(ada, "having left");
        ada.page.navigate(Api.shared().base().resolve("/rooms/nowhere").toString());
        ada.readsHeading("This room can't be found");
        isFine(ada, "a missing room");
    }

    private static void isFine(Talker talker, String where) {
        assertEquals(List.of(), Axe.violations(talker.page), where);
        assertEquals(true, talker.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), where);
    }
}
