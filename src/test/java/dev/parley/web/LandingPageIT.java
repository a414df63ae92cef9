package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Api;
import dev.parley.harness.Axe;
import dev.parley.harness.Browser;
import dev.parley.harness.Lighthouse;
import dev.parley.harness.Needs;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class LandingPageIT {
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({"/, 1280, LIGHT", "/, 1280, DARK", "/, 360, LIGHT", "/, 360, DARK", "/outbox, 1280, LIGHT", "/outbox, 360, DARK",
            "/nowhere/at/all, 1280, LIGHT", "/nowhere/at/all, 360, DARK"})
    void everyoneCanUseThePageAndNothingIsCutOff(String path, int width, ColorScheme scheme) {
        try (Page page = browser.page(width, 800, scheme)) {
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
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

    @Test
    void aMessageShowsUpOnTheOpenOutboxPage() {
        try (Page page = browser.page(1280, 800, ColorScheme.LIGHT)) {
            page.navigate(Api.shared().base().resolve("/outbox").toString());
            page.waitForSelector("h1");
            Api.shared().post("/api/test/mail", "{\"word\":\"grace@a.io\"}");
            page.getByText("grace@a.io").first().waitFor();
            assertTrue(page.getByText("123456").first().isVisible());
        }
    }

    @Test
    void lighthouseIsContent() {
        Lighthouse.Scores scores = Lighthouse.of(Api.shared().base().toString());
        assertTrue(scores.performance() >= 95, scores.toString());
        assertEquals(100, scores.accessibility(), scores.toString());
        assertEquals(100, scores.bestPractices(), scores.toString());
        assertEquals(100, scores.seo(), scores.toString());
    }
}
