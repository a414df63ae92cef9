package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.RequestOptions;
import dev.parley.harness.Api;
import dev.parley.harness.Axe;
import dev.parley.harness.Browser;
import dev.parley.harness.Lighthouse;
import dev.parley.harness.Needs;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class LandingPageIT {
    private static final Browser BROWSER = Browser.shared();

    @ParameterizedTest
    @CsvSource({"/, 1280, LIGHT", "/, 1280, DARK", "/, 360, LIGHT", "/, 360, DARK", "/outbox, 1280, LIGHT", "/outbox, 360, DARK",
            "/nowhere/at/all, 1280, LIGHT", "/nowhere/at/all, 360, DARK"})
    void everyoneCanUseThePageAndNothingIsCutOff(String path, int width, ColorScheme scheme) {
        try (BrowserContext window = BROWSER.window(width, 800, scheme)) {
            Page page = window.newPage();
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> {
                // A slow machine comes to use the font of the headings a little late.
                boolean late = message.text().contains("was preloaded using link preload but not used");
                if (!late && (message.type().equals("error") || message.type().equals("warning"))) {
                    complaints.add(message.text());
                }
            });
            page.navigate(Api.shared().base().resolve(path).toString());
            page.waitForSelector("h1");
            assertEquals(List.of(), Axe.violations(page));
            assertEquals(List.of(), complaints);
            assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "overflow at " + width);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void theNarrowestPhoneHasRoomForIt(String language) {
        try (BrowserContext window = BROWSER.window(320, 640, ColorScheme.LIGHT)) {
            window.addInitScript("localStorage.setItem('parley.language', '" + language + "')");
            Page page = window.newPage();
            page.navigate(Api.shared().base().resolve("/").toString());
            page.waitForSelector("h1");
            assertEquals(language, page.getAttribute("html", "lang"));
            assertEquals(320, page.evaluate("document.documentElement.scrollWidth"));
        }
    }

    @Test
    void aMessageShowsUpOnTheOpenOutboxPage() {
        try (BrowserContext window = BROWSER.window(1280, 800, ColorScheme.LIGHT)) {
            Page page = window.newPage();
            page.navigate(Api.shared().base().resolve("/outbox").toString());
            page.waitForSelector("h1");
            Api.shared().post("/api/test/mail", "{\"word\":\"grace@a.io\"}");
            page.getByText("grace@a.io").first().waitFor();
            assertTrue(page.getByText("123456").first().isVisible());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in"})
    void lighthouseIsContent(String path) {
        assertIsContent(Lighthouse.of(Api.shared().base().resolve(path).toString()));
    }

    @Test
    void lighthouseIsContentWithTheRooms() {
        Person ada = Person.called("ada");
        String room = ada.makesRoom("description", "Come as you are.");
        int port = ServerProcess.freePort();
        BROWSER.lend(port, ada, () -> {
            for (String path : List.of("/rooms", "/rooms/" + room)) {
                assertIsContent(Lighthouse.of(Api.shared().base().resolve(path).toString(), port));
            }
        });
    }

    private static void assertIsContent(Lighthouse.Scores scores) {
        // The score for performance depends on the speed of this machine, so the bench measures it (see dev.parley.bench.Pages).
        System.out.println("Lighthouse: " + scores);
        assertEquals(100, scores.accessibility(), scores.toString());
        assertEquals(100, scores.bestPractices(), scores.toString());
        assertEquals(100, scores.seo(), scores.toString());
    }

    /** The size over the wire. */
    @Test
    void theFirstPageTakesLittleScriptAndEachFurtherOneLittleMore() {
        Person ada = Person.called("ada");
        String room = ada.makesRoom();
        try (BrowserContext window = BROWSER.window(1280, 800, ColorScheme.LIGHT)) {
            Page page = window.newPage();
            page.navigate(Api.shared().base().toString());
            page.waitForLoadState(LoadState.NETWORKIDLE);
            int first = script(page);
            assertTrue(first > 0 && first <= 150_000, first + " bytes");
            window.request().post(Api.shared().base().resolve("/api/auth/login").toString(),
                    RequestOptions.create().setData(Map.of("email", ada.email(), "password", Person.PASSWORD)));
            page.evaluate("localStorage.setItem('parley.signedIn', '1')");
            page.navigate(Api.shared().base().resolve("/rooms/" + room).toString());
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Join")).waitFor();
            int further = script(page);
            System.out.println("Script over the wire: landing page " + first / 1_000 + " kB, a room's door " + further / 1_000 + " kB");
            assertTrue(further - first <= 52_000, further + " bytes");
        }
    }

    private static int script(Page page) {
        return (int) page.evaluate("performance.getEntriesByType('resource').filter(({name}) => name.endsWith('.js')).reduce((sum, {encodedBodySize}) => sum + encodedBodySize, 0)");
    }
}
