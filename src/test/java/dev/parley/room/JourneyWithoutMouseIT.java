package dev.parley.room;

import static dev.parley.harness.Person.codeFor;
import static dev.parley.harness.Person.somebody;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** From signing up to leaving a room with the keys alone, and what a screen reader finds and is told on the way. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class JourneyWithoutMouseIT {
    private static final Duration CEILING = Duration.ofMinutes(1);
    /** As a screen reader names it: by its own label, the label beside it, or its text. A part of the page that only takes the focus is called by its id. */
    private static final String FOCUSED = """
            (() => {
                const at = document.activeElement;
                return at === document.body ? '' : at.tabIndex < 0 && !at.matches('button') ? `#${at.id}` : (at.ariaLabel ?? at.labels?.[0]?.textContent ?? at.textContent).trim();
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

    /** With the Tab key, and with the arrow keys inside of a toolbar. */
    private void reaches(String label) {
        for (int stops = 0; stops < 80; stops++) {
            if (focused().startsWith(label)) {
                return;
            }
            for (int items = 0; items < 12 && isInToolbar(); items++) {
                if (focused().startsWith(label)) {
                    return;
                }
                page.keyboard().press("ArrowRight");
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError(label + " is not reached on " + page.url() + ", but " + focused());
    }

    private boolean isInToolbar() {
        return (boolean) page.evaluate("document.activeElement.closest('[role=toolbar]') !== null");
    }

    private void presses(String label) {
        reaches(label);
        page.keyboard().press("Enter");
    }

    private void types(String label, String text) {
        reaches(label);
        page.keyboard().type(text);
    }

    private static void isTold(Page reader, String politeness, String words) {
        Locator live = reader.locator("[aria-live=" + politeness + "]");
        Until.holds(words + " is said", CEILING, () -> live.allTextContents().stream().anyMatch(text -> text.contains(words)));
    }

    /** The page has this, one main heading and one main part, nothing that breaks a rule, and the focus has not been lost. */
    private void finds(AriaRole role, String name) {
        page.getByRole(role, new Page.GetByRoleOptions().setName(name)).first().waitFor();
        assertEquals(1, page.getByRole(AriaRole.MAIN).count(), "main parts");
        assertEquals(1, page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)).count(), "main headings");
        assertEquals(List.of(), Axe.violations(page));
        Until.holds("the focus is on something after " + name, CEILING, () -> !focused().isEmpty());
    }

    @Test
    void fromTheFirstPageToLeavingARoom() {
        String room = ada.person.makesRoom("stage", true);
        String email = somebody("grace");
        page.navigate(Api.shared().base().toString());
        page.waitForSelector("h1");
        presses("Sign up");
        finds(AriaRole.BUTTON, "Create the account");
        types("E-mail address", email);
        types("Password", Person.PASSWORD);
        page.keyboard().press("Enter");
        finds(AriaRole.HEADING, "Look in your inbox");
        types("Code", codeFor(email));
        finds(AriaRole.HEADING, "What should we call you?");
        types("Your name", "Grace Hopper");
        page.keyboard().press("Enter");
        finds(AriaRole.HEADING, "Will they hear you?");
        presses("Go on");
        finds(AriaRole.HEADING, "Take a seat.");
        presses("Find a room");
        finds(AriaRole.HEADING, "Find a room");
        Until.holds("the new page begins at its main part", CEILING, () -> page.evaluate("document.activeElement.id").equals("main"));

        ada.enters(room);
        ada.keepsWhatIsTold();
        presses("Room of " + ada.person.username());
        finds(AriaRole.BUTTON, "Join");
        presses("Join");
        finds(AriaRole.TOOLBAR, "Your controls");
        presses("Raise hand");
        finds(AriaRole.BUTTON, "Lower hand");
        page.getByText("Your hand is up").first().waitFor();
        ada.isTold("Grace Hopper raised a hand.");
        ada.page.keyboard().press("p");
        ada.button("Invite to speak: Grace Hopper").click();
        isTold(page, "assertive", "You are invited to speak.");
        presses("Speak");
        ada.isTold("Grace Hopper can speak now.");
        presses("Unmute");
        finds(AriaRole.BUTTON, "Mute");
        presses("Mute");
        finds(AriaRole.BUTTON, "Unmute");
        presses("Leave");
        finds(AriaRole.HEADING, "You left the room");
    }
}
