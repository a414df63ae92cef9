package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Until;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to microphones and speakers during a call. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class DevicesIT {
    private static final Duration CEILING = Duration.ofMinutes(1);
    private static final int OTHER = 1100;

    private static final Browser BROWSER = Browser.whole();

    private Talker ada;
    private Talker grace;

    @BeforeEach
    void come() {
        ada = new Talker(BROWSER, "Ada Lovelace", 440);
    }

    @AfterEach
    void closeWindows() {
        ada.close();
        grace.close();
    }

    private void bothTalk() {
        grace = new Talker(BROWSER, "Grace Hopper", 880);
        String room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
        ada.unmutes();
        grace.unmutes();
        ada.hears(grace);
        grace.hears(ada);
    }

    private void opensSound(Talker talker) {
        talker.press("More");
        talker.press("Microphone, speaker and camera");
    }

    private static com.microsoft.playwright.Locator microphoneOf(Talker talker) {
        return talker.page.getByLabel("Microphone", new Page.GetByLabelOptions().setExact(true));
    }

    private static void waitForTone(Talker talker, int tone) {
        talker.page.evaluate("ears.forget()");
        Until.holds(talker.name + " hears " + tone, CEILING, () -> talker.number("ears.last[" + tone + "] ?? 0") > 0);
    }

    private static long loudnessAt(Talker talker) {
        return talker.number("ears.loudness()");
    }

    @Test
    void anotherMicrophoneIsHeardWithoutNegotiatingAndAnUnpluggedOneIsReplaced() {
        bothTalk();
        ada.page.evaluate("voice.elsewhere(" + OTHER + ")");
        long described = ada.number("connections.descriptions");
        opensSound(ada);
        String first = microphoneOf(ada).inputValue();
        microphoneOf(ada).selectOption(new SelectOption().setLabel("Fake Audio Input 2"));
        waitForTone(grace, OTHER);
        ada.page.evaluate("voice.unplug()");
        waitForTone(grace, ada.tone);
        Until.holds("the first device is shown", CEILING, () -> microphoneOf(ada).inputValue().equals(first));
        assertEquals(described, ada.number("connections.descriptions"));
        assertTrue(grace.number("connections.states().length") == 1);
    }

    @Test
    void aMicrophoneThatIsChosenWhileMutedStaysSilentAndIsRemembered() {
        bothTalk();
        ada.mutes();
        grace.heardUntil(ada);
        ada.page.evaluate("voice.elsewhere(" + OTHER + ")");
        opensSound(ada);
        String chosen = microphoneOf(ada).selectOption(new SelectOption().setLabel("Fake Audio Input 2")).getFirst();
        Until.holds("it is in use", CEILING, () -> microphoneOf(ada).inputValue().equals(chosen));
        ada.press("Done");
        grace.page.evaluate("ears.forget()");
        ada.unmutes();
        waitForTone(grace, OTHER);
        assertTrue(grace.never(ada));
        ada.goes("/rooms/" + ada.person.makesRoom());
        Until.holds("the same device is chosen", CEILING, () -> microphoneOf(ada).inputValue().equals(chosen));
    }

    @Test
    void noiseIsRemovedAndTheVoiceIsNot() {
        bothTalk();
        ada.page.evaluate("voice.becomes('noise')");
        grace.heardUntil(ada);
        Until.holds("the noise is heard instead", CEILING, () -> loudnessAt(grace) > -45);
        long noise = loudnessAt(grace);
        opensSound(ada);
        ada.page.getByLabel("Reduce background noise").check();
        // On a quiet machine ten decibels less within two seconds and thirty after ten. Where sound has gaps, because the machine is busy, it stays at seven.
        Until.holds("there is less noise", CEILING, () -> loudnessAt(grace) < noise - 4);
        ada.page.evaluate("voice.becomes('speech')");
        Until.holds("the voice is heard", CEILING, () -> loudnessAt(grace) > -55);
        ada.page.getByLabel("Reduce background noise").uncheck();
        ada.page.evaluate("voice.becomes('tone')");
        grace.hears(ada);
    }

    /** All of it from within the page, because what Playwright evaluates counts as a press of a button. */
    @Test
    void onePressAllowsSoundThatTheBrowserHeldBack() {
        grace = new Talker(BROWSER, "Grace Hopper", 880, """
                addEventListener("DOMContentLoaded", () => {
                  const find = text => [...document.querySelectorAll("button")].find(button => button.textContent === text);
                  const watch = setInterval(() => {
                    if (!document.querySelector("[role=toolbar]")) find("Join")?.click();
                    if (!find("Allow sound")) return;
                    clearInterval(watch);
                    console.log(`held back, heard ${Object.keys(ears.last).length}, gesture ${navigator.userActivation.hasBeenActive}`);
                  }, 200);
                });
                """);
        String room = ada.person.makesRoom("stage", true);
        ada.enters(room);
        ada.unmutes();
        ConsoleMessage said = grace.page.waitForConsoleMessage(new Page.WaitForConsoleMessageOptions()
                .setPredicate(message -> message.text().startsWith("held back")).setTimeout(60_000),
                () -> grace.page.navigate(grace.person.server().base().resolve("/rooms/" + room).toString()));
        assertEquals("held back, heard 0, gesture false", said.text());
        grace.press("Allow sound");
        grace.hears(ada);
        assertEquals(0, grace.button("Allow sound").count());
    }
}
