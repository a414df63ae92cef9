package dev.parley.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Api;
import dev.parley.harness.Axe;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Person;
import dev.parley.harness.TestPeer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a plan to people at the table. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class MeetingJourneyIT {
    private final Browser browser = Browser.shared();
    private final Person ada = Person.called("ada");
    private final Person eve = Person.called("eve");
    private Page page;

    private void opens(Person who, String path, int width, ColorScheme scheme) {
        if (page != null) {
            page.context().close();
        }
        page = browser.opens(who, path, width, scheme);
    }

    @AfterEach
    void closeWindow() {
        page.context().close();
    }

    private void isWellMade(String what) {
        assertEquals(List.of(), Axe.violations(page), what);
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/playwright/meeting-" + what + "-" + page.viewportSize().width + ".png")));
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @ParameterizedTest
    @CsvSource({"360, DARK", "1280, LIGHT"})
    void aPlanIsFoundAnsweredWaitedForAndMet(int width, ColorScheme scheme) {
        String name = "Plans " + System.nanoTime();
        opens(ada, "/rooms/new", width, scheme);
        page.getByLabel("What is it about?").fill(name);
        page.getByLabel("Plan a time").check();
        page.getByLabel("Day").fill(LocalDate.now().plusDays(2).toString());
        page.getByLabel("Begins at").fill("15:00");
        page.getByLabel("Repeats").selectOption("weekly");
        isWellMade("plan");
        button("Open the room").click();
        page.getByText("If you join, you open them").waitFor();
        isWellMade("host");
        String room = page.url().substring(page.url().lastIndexOf('/') + 1);
        button("Change or call off").click();
        page.getByLabel("Begins at").fill("16:30");
        isWellMade("change");
        button("Save").click();
        page.getByText(Pattern.compile("4:30|16:30")).first().waitFor();

        opens(eve, "/rooms?show=upcoming&query=" + name.replace(' ', '+'), width, scheme);
        Locator found = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
        found.waitFor();
        isWellMade("upcoming");
        found.click();
        page.getByText("The doors are still shut.").waitFor();
        page.getByText("Yes", new Page.GetByTextOptions().setExact(true)).click();
        page.getByText("is coming").waitFor();
        isWellMade("waits");
        assertEquals(0, button("Join").count());
        Api.Answer attendance = ada.api().get("/api/rooms/" + room + "/attendance");
        assertEquals(1, attendance.json().getJsonObject("attendance").getInt("yes"), attendance.body());
        try (TestPeer host = TestPeer.of(ada)) {
            host.joins(room);
            button("Join").click();
            page.getByRole(AriaRole.TOOLBAR).waitFor();
            host.hears("arrived");
        }
    }

    @ParameterizedTest
    @CsvSource({"360, LIGHT", "1280, DARK"})
    void aMeetingThatIsCalledOffSaysSo(int width, ColorScheme scheme) {
        String room = ada.makesRoom("startsAt", LocalDate.now().plusDays(2) + "T15:00", "timeZone", "Asia/Tokyo");
        opens(ada, "/rooms/" + room, width, scheme);
        button("Change or call off").click();
        button("Call it off").click();
        page.getByText("This meeting was called off.").waitFor();
        isWellMade("off");
        button("Join").waitFor();
    }
}
