package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Axe;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Person;
import java.nio.file.Path;
import java.util.Map;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an invitation to a seat without an account, and to an account from there. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class GuestJourneyIT {
    private final Browser browser = Browser.shared();
    private final Talker ada = new Talker(browser, "Ada Lovelace", 660);
    private Page eve;

    private void eveOpens(String address, int width, ColorScheme scheme) {
        BrowserContext window = browser.window(width, 800, scheme);
        window.setExtraHTTPHeaders(Map.of("X-Forwarded-For", Person.somewhere()));
        window.grantPermissions(List.of("microphone"));
        eve = window.newPage();
        eve.setDefaultTimeout(60_000);
        eve.navigate(address);
    }

    @AfterEach
    void closeWindows() {
        ada.close();
        eve.context().close();
    }

    /** The link that the host copies. */
    private String invitation(String room) {
        ada.enters(room);
        ada.press("Invite");
        String before = link();
        ada.page.getByLabel("People can join without an account").check();
        ada.page.waitForCondition(() -> !link().equals(before));
        return link();
    }

    private String link() {
        return ada.page.getByRole(AriaRole.DIALOG).getByLabel("Link", new com.microsoft.playwright.Locator.GetByLabelOptions().setExact(true)).inputValue();
    }

    private void press(String label) {
        eve.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true)).click();
    }

    private void isWellMade(String what) {
        assertEquals(List.of(), Axe.violations(eve), what);
        assertEquals(true, eve.evaluate("document.documentElement.scrollWidth <= innerWidth"), what);
        eve.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/playwright/guest-" + what + "-" + eve.viewportSize().width + ".png")));
    }

    private void joins(String name) {
        eve.getByLabel("Your name").fill(name);
        press("Join as a guest");
        press("Join");
        eve.getByRole(AriaRole.TOOLBAR).waitFor();
    }

    @ParameterizedTest
    @CsvSource({"360, DARK", "1280, LIGHT"})
    void aNameLeadsToASeatWhereEverybodySeesAGuest(int width, ColorScheme scheme) {
        String link = invitation(ada.person.makesRoom("isPrivate", true));
        assertEquals(List.of(), Axe.violations(ada.page), "the host's invitation");
        ada.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/playwright/guest-host-" + width + ".png")));
        ada.press("Done");
        eveOpens(link, width, scheme);
        press("Join as a guest");
        eve.getByText(Pattern.compile("name", Pattern.CASE_INSENSITIVE)).first().waitFor();
        isWellMade("invitation");
        joins("Eve");
        ada.page.getByText("Guest", new Page.GetByTextOptions().setExact(true)).first().waitFor();
        isWellMade("room");
        assertEquals(0, eve.getByText("undefined").count());
        eve.reload();
        eve.getByText("2 people here").waitFor();
        isWellMade("after-reload");
    }

    @Test
    void aGuestWhoCreatesAnAccountIsStillInTheRoom() {
        String room = ada.person.makesRoom("isPrivate", true);
        String link = invitation(room);
        ada.press("Done");
        eveOpens(link, 1280, ColorScheme.LIGHT);
        joins("Eve");
        String email = Person.somebody("eve");
        press("Eve, guest. Your menu");
        eve.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in").setExact(true)).click();
        eve.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("code", Pattern.CASE_INSENSITIVE))).first().click();
        eve.getByLabel(Pattern.compile("mail", Pattern.CASE_INSENSITIVE)).first().waitFor();
        isWellMade("sign-in");
        eve.getByLabel(Pattern.compile("mail", Pattern.CASE_INSENSITIVE)).first().fill(email);
        eve.getByLabel(Pattern.compile("mail", Pattern.CASE_INSENSITIVE)).first().press("Enter");
        eve.getByLabel(Pattern.compile("code", Pattern.CASE_INSENSITIVE)).first().fill(Person.codeFor(email));
        eve.waitForURL(Pattern.compile("/rooms/" + room));
        eve.getByRole(AriaRole.TOOLBAR).waitFor();
        ada.page.getByText("Guest", new Page.GetByTextOptions().setExact(true)).first().waitFor(
                new com.microsoft.playwright.Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        isWellMade("with-an-account");
    }

    @Test
    void aVisitThatIsOverSaysSoAndTheInvitationLeadsBack() {
        String room = ada.person.makesRoom();
        String link = invitation(room);
        ada.press("Done");
        eveOpens(link, 360, ColorScheme.LIGHT);
        joins("Eve");
        assertEquals(200, ada.person.api().delete("/api/rooms/" + room).status());
        eve.reload();
        eve.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Your visit as a guest is over")).waitFor();
        isWellMade("over");
    }
}
