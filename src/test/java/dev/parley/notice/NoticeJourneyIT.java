package dev.parley.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Axe;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Person;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class NoticeJourneyIT {
    private final Browser browser = Browser.shared();

    private static void isWellMade(Page page, String what) {
        assertEquals(List.of(), Axe.violations(page), what);
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/playwright/notices-" + what + "-" + page.viewportSize().width + ".png")));
    }

    @ParameterizedTest
    @CsvSource({"360, DARK", "1280, LIGHT"})
    void whatSomebodyHearsOfIsChosenInTheSettings(int width, ColorScheme scheme) {
        Person ada = Person.called("ada");
        Page page = browser.opens(ada, "/notifications", width, scheme);
        try {
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Choose what you hear of")).click();
            page.getByLabel("Somebody follows you: Mail").check();
            page.getByLabel("Meetings by mail, for my calendar").uncheck();
            page.getByLabel("Keep my devices quiet at certain hours").check();
            page.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).fill("21:30");
            page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).focus();
            Until.holds("all is kept", Duration.ofMinutes(1), () -> {
                JsonObject kept = ada.api().get("/api/user/notifications").json();
                return kept.getJsonObject("kinds").getJsonObject("follower").getBoolean("mail") && !kept.getBoolean("meetingMails")
                        && kept.containsKey("quietHours") && kept.getJsonObject("quietHours").getString("from").equals("21:30");
            });
            isWellMade(page, "settings");
            page.reload();
            page.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).waitFor();
            assertEquals("21:30", page.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).inputValue());
        } finally {
            page.context().close();
        }
    }

    @ParameterizedTest
    @CsvSource({"360, DARK", "1280, LIGHT"})
    void theBellLeadsToWhatIsNewAndFromThereToTheRoom(int width, ColorScheme scheme) {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String room = ada.makesRoom("startsAt", Instant.now().plus(Duration.ofDays(1)).toString(), "timeZone", "UTC");
        eve.api().put("/api/rooms/" + room + "/attendance", "{\"answer\":\"yes\"}");
        ada.api().put("/api/users/" + eve.username() + "/follow", "");
        ada.api().patch("/api/rooms/" + room, "{\"cancelled\":true}");
        Until.holds("both are told", Duration.ofMinutes(2), () -> eve.api().get("/api/notifications").json().getInt("unread") == 2);
        Page page = browser.opens(eve, "/rooms", width, scheme);
        try {
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Notifications: 2 new")).click();
            page.getByText("called Room of").waitFor();
            isWellMade(page, "some");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Notifications").setExact(true)).waitFor();
            page.getByText("called Room of").click();
            page.getByText("This meeting was called off.").waitFor();
        } finally {
            page.context().close();
        }
        Page empty = browser.opens(ada, "/notifications", width, scheme);
        try {
            empty.getByText("Nothing new").waitFor();
            isWellMade(empty, "none");
        } finally {
            empty.context().close();
        }
    }
}
