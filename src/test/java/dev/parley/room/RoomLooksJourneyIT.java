package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.parley.harness.Axe;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.Until;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A room gets a colour, a picture and tags, and looks so wherever people meet it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class RoomLooksJourneyIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Browser browser = Browser.shared();
    private final Person ada = Person.called("ada");

    private final List<Page> pages = new ArrayList<>();

    @AfterEach
    void closeWindows() {
        pages.forEach(page -> page.context().close());
    }

    private Page opens(Person who, String path, int width) {
        Page page = browser.opens(who, path, width, ColorScheme.LIGHT);
        pages.add(page);
        return page;
    }

    private static byte[] landscape() {
        BufferedImage picture = new BufferedImage(1600, 1000, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0xf6d9b0), 0, 1000, new Color(0x0e2f3d)));
        pen.fillRect(0, 0, 1600, 1000);
        pen.setColor(new Color(0xfff3d6));
        pen.fillOval(900, 300, 240, 240);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** In both schemes. */
    private static void isWellMade(Page page, String what) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String seen = what + "-" + page.viewportSize().width + "-" + scheme;
            assertEquals(List.of(), Axe.violations(page), seen);
            assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"), seen);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/playwright/looks-" + seen + ".png")));
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
    }

    /** Waits until the picture is there, and not only its place. */
    private static void showsACover(Page page) {
        Until.holds("the picture is shown", SOON, () -> (Boolean) page.evaluate(
                "[...document.querySelectorAll('img[src*=\"/api/covers/\"]')].some(img => img.complete && img.naturalWidth === 1200 && img.naturalHeight === 630)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void aRoomIsGivenItsLooksAndShowsThemEverywhere(int width) {
        String tag = "tag" + System.nanoTime() % 1_000_000_000L;
        Rooms.made(Person.called("eve"), "{\"name\":\"Other\",\"tags\":[\"" + tag + "\"]}");
        Page page = opens(ada, "/rooms/new", width);
        page.getByLabel("What is it about?").fill("Evening by the sea");
        Locator tags = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Tags"));
        tags.pressSequentially(tag.substring(0, tag.length() - 1));
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("#" + tag)).waitFor();
        isWellMade(page, "suggested");
        tags.press("ArrowDown");
        tags.press("Enter");
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Berry")).check();
        page.locator("input[type=file]").setInputFiles(new FilePayload("sea.png", "image/png", landscape()));
        button(page, "Use this part").waitFor();
        isWellMade(page, "part");
        button(page, "Use this part").click();
        button(page, "Choose another").waitFor();
        isWellMade(page, "form");
        button(page, "Open the room").click();
        heading(page, "Evening by the sea").waitFor();
        showsACover(page);
        isWellMade(page, "door");
        String room = page.url().substring(page.url().lastIndexOf('/') + 1);
        button(page, "Join").click();
        page.getByRole(AriaRole.TOOLBAR).first().waitFor();
        isWellMade(page, "room");
        page.navigate(page.url().replaceFirst("/rooms/.*", "/rooms?tag=" + tag));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Evening by the sea")).waitFor();
        showsACover(page);
        isWellMade(page, "list");
        page.navigate(page.url().replaceFirst("/rooms.*", "/invite/" + Rooms.invite(ada, room, "{\"guests\":true}")));
        heading(page, "Evening by the sea").waitFor();
        showsACover(page);
        isWellMade(page, "invitation");
    }

    @Test
    void thePeopleInTheRoomSeeItsNewLooksAtOnce() {
        String room = Rooms.open(ada, "Plans");
        Person eve = Person.called("eve");
        Page hers = opens(eve, "/rooms/" + room, 1280);
        button(hers, "Join").click();
        hers.getByRole(AriaRole.TOOLBAR).first().waitFor();
        Page page = opens(ada, "/rooms/" + room, 1280);
        button(page, "Join").click();
        button(page, "More").click();
        button(page, "Room settings").click();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Moss")).check();
        page.locator("input[type=file]").setInputFiles(new FilePayload("sea.png", "image/png", landscape()));
        button(page, "Use this part").click();
        button(page, "Save").click();
        showsACover(hers);
        assertTrue((Boolean) hers.evaluate("document.querySelector('h1').parentElement.parentElement.style.getPropertyValue('--tint') !== ''"));
        Until.holds("the settings are closed", SOON, () -> page.getByRole(AriaRole.DIALOG).count() == 0);
        button(page, "More").click();
        button(page, "Room settings").click();
        button(page, "Remove the picture").click();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("None")).check();
        button(page, "Save").click();
        Until.holds("the picture is gone", SOON, () -> hers.locator("img[src*='/api/covers/']").count() == 0);
        assertTrue(ada.api().get("/api/rooms/" + room).json().getJsonObject("room").get("theme") == null);
    }

    /** Colours that nobody could read as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"#ffff00", "#ffffff", "#000000"})
    void whateverAProgramChoosesCanBeRead(String colour) {
        String room = Rooms.made(ada, "{\"name\":\"Plans\",\"tags\":[\"design\"],\"theme\":{\"colour\":\"" + colour + "\"}}").getString("id");
        ada.api().put("/api/rooms/" + room + "/cover", Person.json("cover", "data:image/png;base64," + Base64.getEncoder().encodeToString(landscape())));
        Page page = opens(ada, "/rooms?show=mine", 1280);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Plans")).waitFor();
        isWellMade(page, "list" + colour.substring(1));
        page.navigate(page.url().replaceFirst("/rooms.*", "/rooms/" + room));
        button(page, "Join").waitFor();
        isWellMade(page, "door" + colour.substring(1));
        button(page, "Join").click();
        page.getByRole(AriaRole.TOOLBAR).first().waitFor();
        isWellMade(page, "room" + colour.substring(1));
    }
}
