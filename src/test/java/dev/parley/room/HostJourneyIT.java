package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import dev.parley.harness.Api;
import dev.parley.harness.Axe;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What hosts and moderators do with a room in the browser, and what the door says before anything is pressed. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class HostJourneyIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    private static final Browser BROWSER = Browser.shared();

    private final List<Talker> talkers = new ArrayList<>();
    private final Talker ada = talker("Ada Lovelace", 440, 1280, ColorScheme.LIGHT);
    private final Talker grace = talker("Grace Hopper", 880, 360, ColorScheme.DARK);

    @AfterEach
    void closeWindows() {
        talkers.forEach(Talker::close);
    }

    private Talker talker(String name, int tone, int width, ColorScheme scheme) {
        Talker talker = new Talker(BROWSER, Api.shared(), name, tone, width, scheme);
        talkers.add(talker);
        return talker;
    }

    private static void chooses(Talker who, String item) {
        who.press("More");
        who.press(item);
        who.page.locator("dialog[open]").waitFor();
    }

    private static void isWellMade(Talker who) {
        assertEquals(List.of(), Axe.violations(who.page));
        assertEquals(true, who.page.evaluate("document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll('dialog[open]')].every(one => one.scrollWidth <= one.clientWidth)"));
    }

    private static Locator dialog(Talker who) {
        return who.page.getByRole(AriaRole.DIALOG);
    }

    private static String field(Talker who, String label) {
        return who.page.getByLabel(label).inputValue();
    }

    @Test
    void whoIsBannedReadsItAtTheDoorUntilAModeratorLetsThemInAgain() {
        String room = ada.person.makesRoom();
        ada.enters(room);
        chooses(ada, "Banned people");
        ada.reads("Nobody is banned from this room.");
        isWellMade(ada);
        ada.press("Done");
        grace.enters(room);
        ada.opens(grace);
        ada.press("Ban");
        ada.press("Yes, do it");
        grace.readsHeading("This room is closed to you");

        grace.goes("/rooms/" + room);
        grace.readsHeading("This room is closed to you");
        grace.reads("A moderator of this room banned you.");
        assertEquals(0, grace.button("Join").count());
        assertEquals(0, grace.page.getByText("Ada Lovelace").count(), "who is in the room is not for her");
        isWellMade(grace);
        grace.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("See other rooms")).waitFor();

        ada.press("People");
        ada.press("Banned people");
        ada.page.getByText(", by Ada Lovelace").waitFor();
        isWellMade(ada);
        ada.press("Unban Grace Hopper");
        ada.reads("Grace Hopper may come in again.");
        ada.reads("Nobody is banned from this room.");
        assertNotEquals("", ada.focused());
        grace.enters(room);
    }

    @Test
    void theHostHandsTheRoomOverAfterReadingWhatThatMeans() {
        String room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
        ada.opens(grace);
        ada.press("Make host");
        ada.reads("Make Grace Hopper the host? You become a moderator. Only the new host can hand it back.");
        isWellMade(ada);
        ada.press("Cancel");
        grace.keepsWhatIsTold();
        ada.press("Make host");
        ada.press("Yes, do it");
        grace.isTold("You are the host now.");
        ada.sees(grace, "host");
        grace.sees(ada, "moderator");
        assertNotEquals("", ada.focused());

        ada.opens(grace);
        dialog(ada).waitFor();
        assertEquals(0, ada.button("Make host").count());
        ada.page.keyboard().press("Escape");
        ada.press("More");
        ada.button("Room settings").waitFor();
        assertEquals(0, ada.button("Delete the room").count());
        ada.page.keyboard().press("Escape");
        grace.press("More");
        grace.button("Delete the room").waitFor();
        grace.page.keyboard().press("Escape");
        grace.opens(ada);
        grace.press("Make host");
        isWellMade(grace);
        grace.press("Yes, do it");
        grace.sees(ada, "host");
    }

    @Test
    void aChangeOfARoomIsSeenByEverybodyInItAtOnce() {
        String room = ada.person.makesRoom("maxParticipants", 12);
        ada.enters(room);
        grace.enters(room);
        chooses(ada, "Room settings");
        assertEquals("Room of " + ada.person.username(), field(ada, "What is it about?"));
        isWellMade(ada);
        ada.page.getByLabel("What is it about?").fill("Tea at five");
        ada.page.getByLabel("Description (optional)").fill("Come as you are.\nBring biscuits.");
        ada.page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Tags")).fill("#Tea, quiet talk");
        dialog(ada).getByText("A stage").click();
        dialog(ada).getByText("250", new Locator.GetByTextOptions().setExact(true)).click();
        dialog(ada).getByText("By invitation").click();
        ada.press("Save");
        Until.holds("the dialog is closed", SOON, () -> dialog(ada).count() == 0);
        grace.readsHeading("Tea at five");
        ada.readsHeading("Tea at five");
        var stored = ada.person.api().get("/api/rooms/" + room).json().getJsonObject("room");
        assertEquals("Come as you are.\nBring biscuits.", stored.getString("description"));
        assertEquals("[\"tea\",\"quiet-talk\"]", stored.getJsonArray("tags").toString());
        assertEquals(List.of(true, true, 250), List.of(stored.getBoolean("stage"), stored.getBoolean("isPrivate"), stored.getInt("maxParticipants")));
    }

    @Test
    void whatIsWrongStandsAtItsField() {
        String room = ada.person.makesRoom();
        ada.enters(room);
        chooses(ada, "Room settings");
        ada.page.getByLabel("What is it about?").fill("\u202eevil");
        ada.press("Save");
        Locator wrong = ada.page.locator("[aria-invalid=true]");
        wrong.waitFor();
        assertEquals("name", wrong.getAttribute("name"));
        ada.reads("Please give the room a name of at most 100 characters.");
        isWellMade(ada);
        ada.page.getByLabel("What is it about?").fill("W" + "o".repeat(98) + "w");
        ada.press("Save");
        Until.holds("the dialog is closed", SOON, () -> dialog(ada).count() == 0);
        isWellMade(ada);
    }

    @Test
    void aModeratorsOldFormChangesOnlyWhatTheyChanged() {
        String room = ada.person.makesRoom();
        Rooms.moderator(ada.person, room, grace.person);
        ada.enters(room);
        grace.enters(room);
        chooses(grace, "Room settings");
        assertEquals(0, grace.page.getByText("Who may come in?").count(), "the host alone decides this");
        isWellMade(grace);
        chooses(ada, "Room settings");
        ada.page.getByLabel("What is it about?").fill("Tea at five");
        ada.press("Save");
        ada.readsHeading("Tea at five");
        grace.page.getByLabel("Description (optional)").fill("Bring biscuits");
        grace.press("Save");
        Until.holds("both changes are there", SOON, () -> {
            var stored = ada.person.api().get("/api/rooms/" + room).json().getJsonObject("room");
            return stored.getString("name").equals("Tea at five") && stored.getString("description", "").equals("Bring biscuits");
        });
        grace.readsHeading("Tea at five");
    }

    @Test
    void aRoomCannotBeMadeSmallerThanThePeopleInIt() {
        String room = ada.person.makesRoom("maxParticipants", 12);
        ada.enters(room);
        chooses(ada, "Room settings");
        for (int i = 0; i < 4; i++) {
            Person guest = Person.byCode("guest", Api.shared());
            assertEquals(200, Api.shared().post("/api/test/seats/" + room + "/" + guest.id(), "").status());
        }
        dialog(ada).getByText("4", new Locator.GetByTextOptions().setExact(true)).click();
        ada.press("Save");
        ada.reads("There are more people in the room by now. Please choose more seats.");
        isWellMade(ada);
        assertEquals(12, ada.person.api().get("/api/rooms/" + room).json().getJsonObject("room").getInt("maxParticipants"));
    }

    @Test
    void whoStandsInForTheModeratorsIsNotOfferedWhatTheyCannotDo() {
        String room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
        grace.keepsWhatIsTold();
        ada.press("Leave");
        grace.isTold("You are a moderator now.");
        grace.press("More");
        grace.button("Mute everybody").waitFor();
        grace.page.waitForLoadState(LoadState.NETWORKIDLE);
        assertEquals(List.of(0, 0), List.of(grace.button("Room settings").count(), grace.button("Banned people").count()));
    }

    @Test
    void aPrivateRoomSaysThatItNeedsAnInvitationAndTakesOne() {
        String room = Rooms.hidden(ada.person, "Hidden");
        String code = Rooms.invite(ada.person, room, "{}");
        grace.goes("/rooms/" + room);
        grace.readsHeading("This room can't be found");
        grace.reads("It may have ended, or it is private and you need an invitation.");
        assertEquals(0, grace.page.getByText("Hidden").count());
        isWellMade(grace);
        grace.page.getByLabel("Were you sent an invitation?").fill("nonsense!");
        grace.press("Open the invitation");
        grace.reads("This is not the link of an invitation. Please copy all of it.");
        isWellMade(grace);
        grace.page.getByLabel("Were you sent an invitation?").fill(Api.shared().base() + "/invite/" + code);
        grace.press("Open the invitation");
        grace.readsHeading("Hidden");
        grace.press("Join");
        grace.page.waitForURL("**/rooms/" + room);
        grace.press("Join");
        grace.page.getByRole(AriaRole.TOOLBAR).waitFor();
    }
}
