package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of a microphone is what is sent, heard by somebody else. The whole table of states is in voice.test.ts. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class MicrophoneIT {
    private static final Browser BROWSER = Browser.shared();

    private Talker ada;
    private Talker grace;

    @BeforeEach
    void come() {
        ada = new Talker(BROWSER, "Ada Lovelace", 440);
        grace = new Talker(BROWSER, "Grace Hopper", 880);
        String room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
    }

    @AfterEach
    void closeWindows() {
        ada.close();
        grace.close();
    }

    private void isMutedForEverybody() {
        grace.heardUntil(ada);
        grace.sees(ada, "muted");
        ada.sees(ada, "muted");
    }

    @Test
    void spaceThatIsHeldAfterMutingTalksAndEndsMuted() {
        ada.unmutes();
        grace.hears(ada);
        ada.mutes();
        assertEquals("Unmute", ada.focused());
        for (int times = 0; times < 2; times++) {
            ada.page.keyboard().down("Space");
            ada.page.keyboard().down("Space");
            ada.button("Mute").waitFor();
            grace.hears(ada);
            ada.page.keyboard().up("Space");
            ada.button("Unmute").waitFor();
            isMutedForEverybody();
        }
        ada.page.keyboard().press("Enter");
        grace.hears(ada);
    }

    @ParameterizedTest
    @CsvSource({"another window, dispatchEvent(new Event('blur'))", "a dialog, document.querySelector('[aria-label=More]').click()",
            "a field, document.querySelector('[aria-label=Chat]').click()"})
    void talkingEndsWithWhateverComesBetween(String what, String happens) {
        ada.page.evaluate("document.activeElement.blur()");
        ada.page.keyboard().down("Space");
        grace.hears(ada);
        ada.page.keyboard().press("m");
        ada.button("Mute").waitFor();
        ada.page.evaluate(happens);
        if (what.equals("a field")) {
            ada.page.getByLabel("Write to everybody").focus();
        }
        isMutedForEverybody();
        ada.page.keyboard().up("Space");
        isMutedForEverybody();
    }

    @Test
    void spaceOnAnotherButtonPressesItAndNothingElse() {
        grace.page.evaluate("ears.forget()");
        ada.button("Chat").focus();
        ada.page.keyboard().press("Space");
        ada.page.getByLabel("Write to everybody").waitFor();
        ada.page.keyboard().press("Escape");
        assertEquals("Chat", ada.focused());
        ada.button("Unmute").waitFor();
        isMutedForEverybody();
        assertEquals(true, grace.never(ada));
    }

    @ParameterizedTest
    @CsvSource({"NotAllowedError, The microphone is not allowed", "NotFoundError, No microphone found", "NotReadableError, The microphone can't be used"})
    void aMicrophoneThatIsGoneIsMutedForEverybodyAndSaysWhy(String reason, String heading) {
        ada.unmutes();
        grace.hears(ada);
        ada.page.evaluate("reason => voice.ends(reason)", reason);
        ada.button("No microphone").waitFor();
        isMutedForEverybody();
        assertEquals(0, ada.button("Mute").count());
        ada.page.keyboard().press("m");
        ada.button("No microphone").click();
        ada.readsHeading(heading);
        ada.page.keyboard().press("Escape");
        ada.page.getByRole(AriaRole.TOOLBAR).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("No microphone")).waitFor();
        grace.sees(ada, "muted");
    }

    @Test
    void aMicrophoneThatIsSwitchedOffIsShownAsThatAndHeardAgainWhenItIsOn() {
        ada.unmutes();
        grace.hears(ada);
        ada.page.evaluate("voice.switches(false)");
        ada.button("No microphone").waitFor();
        isMutedForEverybody();
        ada.page.evaluate("voice.switches(true)");
        ada.button("Mute").waitFor();
        grace.hears(ada);
    }

    @Test
    void nothingIsHeardAndNothingElseShownWhileTheServerHasNotAgreed() {
        grace.page.evaluate("ears.forget()");
        ada.page.evaluate("cutSockets(600_000)");
        ada.page.getByText("You are offline.").first().waitFor();
        ada.press("Unmute");
        ada.button("Unmuting").waitFor();
        ada.sees(ada, "muted");
        assertEquals(true, grace.never(ada));
        ada.triesNow();
        ada.button("Mute").waitFor();
        grace.hears(ada);
    }
}
