package dev.parley.room;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Api;
import dev.parley.harness.Browser;
import dev.parley.harness.Person;
import dev.parley.harness.Until;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Somebody with a browser, whose voice is one tone, and whose ears know the tones of the others. */
final class Talker implements AutoCloseable {
    private static final String EARS = read("ears.js");
    private static final Duration CEILING = Duration.ofMinutes(1);

    final Person person;
    final String name;
    final int tone;
    final BrowserContext window;
    Page page;

    /** A desktop's window on the shared server. */
    Talker(Browser browser, String name, int tone, String... scripts) {
        this(browser, Api.shared(), name, tone, 1280, ColorScheme.LIGHT, scripts);
    }

    /** @param scripts run in each page before the client does */
    Talker(Browser browser, Api server, String name, int tone, int width, ColorScheme scheme, String... scripts) {
        this.person = Person.called(name.split(" ")[0].toLowerCase(java.util.Locale.ROOT), server);
        this.name = name;
        this.tone = tone;
        person.api().post("/api/activate", Person.json("name", name));
        window = browser.window(width, 800, scheme);
        window.grantPermissions(List.of("microphone"));
        Browser.signsIn(person, window);
        window.addInitScript(EARS.replace("TONE", String.valueOf(tone)));
        for (String script : scripts) {
            window.addInitScript(script);
        }
        page = window.newPage();
    }

    static String read(String script) {
        try (var stream = Talker.class.getResourceAsStream(script)) {
            return new String(java.util.Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void goes(String path) {
        page.navigate(person.server().base().resolve(path).toString());
        page.locator("h1").waitFor();
    }

    void enters(String room) {
        goes("/rooms/" + room);
        press("Join");
        page.getByRole(AriaRole.TOOLBAR).waitFor();
    }

    Locator button(String label) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    void press(String label) {
        button(label).click();
    }

    /** The network is back at the very moment of this. If it were a moment earlier, the page might have come back by itself. */
    void triesNow() {
        page.evaluate("document.addEventListener('click', () => cutSockets(0), { capture: true, once: true })");
        press("Try now");
    }

    /** Presses the Tab key until the focused element has this name. */
    void tabsTo(String label) {
        for (int steps = 0; steps < 80; steps++) {
            page.keyboard().press("Tab");
            String name = (String) page.evaluate("(document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()");
            if (name.equals(label)) {
                return;
            }
        }
        throw new AssertionError("not reached by tabulator: " + label);
    }

    /** Goes on with the arrow keys, within a toolbar or a menu. */
    void arrowsTo(String label) {
        for (int steps = 0; steps < 12; steps++) {
            if (focused().equals(label)) {
                return;
            }
            page.keyboard().press("ArrowRight");
        }
        throw new AssertionError("not reached by arrow keys: " + label);
    }

    /** What has the focus, by its name; nothing where it has fallen to the page's body. */
    String focused() {
        return (String) page.evaluate("document.activeElement === document.body ? '' : (document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()");
    }

    void unmutes() {
        press("Unmute");
        button("Mute").waitFor();
    }

    void mutes() {
        press("Mute");
        button("Unmute").waitFor();
    }

    /** A seat with its description of the person, such as "speaker, muted". */
    void sees(Talker other, String state) {
        seat(other, state).waitFor();
    }

    /** Whether it is seen now. */
    boolean shows(Talker other, String state) {
        return seat(other, state).count() > 0;
    }

    private Locator seat(Talker other, String state) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(java.util.regex.Pattern.compile("^" + other.name + "\\b.*" + state))).first();
    }

    void opens(Talker other) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(java.util.regex.Pattern.compile("^" + other.name + "\\b"))).first().click();
    }

    void reads(String text) {
        page.getByText(text, new Page.GetByTextOptions().setExact(true)).first().waitFor();
    }

    /** From now on, {@link #isTold} also finds what the page has said some time ago. */
    void keepsWhatIsTold() {
        page.evaluate("keepTold()");
    }

    void isTold(String words) {
        Until.holds(words + " is said", CEILING, () -> (boolean) page.evaluate("words => told.some(({ text }) => text.includes(words))", words));
    }

    void readsHeading(String text) {
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text)).waitFor();
    }

    /** From now on. */
    void hears(Talker... others) {
        page.evaluate("ears.forget()");
        for (Talker other : others) {
            Until.holds(name + " hears " + other.name, CEILING, () -> lastHeard(other) > 0);
        }
    }

    long firstHeard(Talker other) {
        return number("ears.first[" + other.tone + "] ?? 0");
    }

    long lastHeard(Talker other) {
        return number("ears.last[" + other.tone + "] ?? 0");
    }

    long longestPause(Talker other) {
        return number("ears.pause[" + other.tone + "] ?? 0");
    }

    /** Before entering: pauses are also measured in the sound itself. The script for it comes from nowhere, which no page of ours would allow. */
    void listensSteadily() {
        var bypass = new com.google.gson.JsonObject();
        bypass.addProperty("enabled", true);
        window.newCDPSession(page).send("Page.setBypassCSP", bypass);
        window.addInitScript("steady = " + Json.createValue(read("steady.js")));
    }

    /** How often two copies of this tone were played at once. */
    long timesDoubled(Talker other) {
        return number("ears.doubled[" + other.tone + "] ?? 0");
    }

    /** The longest pause in the sound of this tone, in milliseconds. */
    long steadyPause(Talker other) {
        return number("ears.steadyPauses().then((pauses) => pauses[" + other.tone + "] ?? 0)");
    }

    /** When this person pressed something last. */
    long pressedAt() {
        return number("ears.clicked");
    }

    /** Returns when the other's tone was last heard, once it has been gone for a while. */
    long heardUntil(Talker other) {
        Until.holds(name + " no longer hears " + other.name, CEILING, () -> number("Date.now()") - lastHeard(other) > 1_500);
        return lastHeard(other);
    }

    /** How many milliseconds it took from pressing the button until none of them heard this person any more. */
    long mutesFor(List<Talker> audience) {
        mutes();
        return audience.stream().mapToLong(each -> each.heardUntil(this)).max().orElseThrow() - pressedAt();
    }

    /** The same, until all of them heard it. */
    long unmutesFor(List<Talker> audience) {
        audience.forEach(each -> each.page.evaluate("ears.forget()"));
        unmutes();
        return audience.stream().mapToLong(each -> {
            Until.holds(each.name + " hears " + name, CEILING, () -> each.firstHeard(this) > 0);
            return each.firstHeard(this);
        }).max().orElseThrow() - pressedAt();
    }

    boolean never(Talker other) {
        return lastHeard(other) == 0;
    }

    long number(String expression) {
        return ((Number) page.evaluate(expression)).longValue();
    }

    @Override
    public void close() {
        window.close();
    }
}
