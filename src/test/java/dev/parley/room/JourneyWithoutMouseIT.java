package dev.parley.room;

import static dev.parley.harness.Person.codeFor;
import static dev.parley.harness.Person.somebody;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Api;
import dev.parley.harness.Axe;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Person;
import dev.parley.harness.Until;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From signing up to leaving a room with the keys alone, and what a screen reader is told on the way. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class JourneyWithoutMouseIT {
    private static final Duration CEILING = Duration.ofMinutes(1);
    /** As a screen reader names it: by its own label, the label beside it, or its text. */
    private static final String FOCUSED = """
            (() => {
                const at = document.activeElement;
                return at === document.body ? '' : (at.ariaLabel ?? at.labels?.[0]?.textContent ?? at.textContent).trim();
            })()""";

    private static final Browser BROWSER = Browser.shared();

    private Talker ada;
    private BrowserContext window;
    private Page page;

    @BeforeEach
    void open() {
        ada = new Talker(BROWSER, "Ada Lovelace", 440);
        window = BROWSER.window(1280, 800, ColorScheme.LIGHT);
        window.setExtraHTTPHeaders(Map.of("X-Forwarded-For", Person.somewhere()));
        window.grantPermissions(List.of("microphone"));
        page = window.newPage();
    }

    @AfterEach
    void close() {
        window.close();
        ada.close();
    }

    private String focused() {
        return (String) page.evaluate(FOCUSED);
    }

    private void tabsTo(String label) {
        for (int stops = 0; stops < 60 && !focused().startsWith(label); stops++) {
            page.keyboard().press("Tab");
        }
        assertTrue(focused().startsWith(label), () -> label + " is not reached, but " + focused());
    }

    private void presses(String label) {
        tabsTo(label);
        page.keyboard().press("Enter");
    }

    private void types(String label, String text) {
        tabsTo(label);
        page.keyboard().type(text);
    }

    private void isTold(Page reader, String politeness, String words) {
        Locator live = reader.locator("[aria-live=" + politeness + "]");
        Until.holds(words + " is said", CEILING, () -> live.allTextContents().stream().anyMatch(text -> text.contains(words)));
    }

    /** What a screen reader finds in the main part of the page. */
    private void finds(AriaRole role, String name) {
        page.getByRole(role, new Page.GetByRoleOptions().setName(name)).first().waitFor();
        assertEquals(List.of(), Axe.violations(page));
        Until.holds("the focus is on something after " + name, CEILING, () -> !focused().isEmpty());
    }

    @Test
    void fromSigningUpToLeavingARoom() {
        String room = ada.person.makesRoom("stage", true);
        String email = somebody("grace");
        page.navigate(Api.shared().base().resolve("/sign-up").toString());
        page.waitForSelector("h1");
        types("E-mail address", email);
        types("Password", Person.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/verify*");
        finds(AriaRole.HEADING, "Look in your inbox");
        page.keyboard().type(codeFor(email));
        page.waitForURL("**/welcome*");
        types("Your name", "Grace Hopper");
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.contains("/welcome"));

        presses("Rooms");
        finds(AriaRole.HEADING, "Rooms");
        ada.enters(room);
        page.navigate(Api.shared().base().resolve("/rooms/" + room).toString());
        finds(AriaRole.BUTTON, "Join");
        presses("Join");
        finds(AriaRole.TOOLBAR, "Your controls");

        presses("Raise your hand");
        finds(AriaRole.BUTTON, "Your hand is up, 1st in line");
        isTold(ada.page, "polite", "Grace Hopper raised a hand.");
        ada.page.keyboard().press("p");
        ada.button("Invite to speak: Grace Hopper").click();
        isTold(page, "assertive", "You are invited to speak.");
        presses("Speak");
        isTold(ada.page, "polite", "Grace Hopper can speak now.");
        presses("Unmute");
        finds(AriaRole.BUTTON, "Mute");
        page.keyboard().press("Shift+L");
        finds(AriaRole.HEADING, "You left the room");
    }
}
