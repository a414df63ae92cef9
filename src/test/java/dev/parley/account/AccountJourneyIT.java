package dev.parley.account;

import static dev.parley.harness.Person.codeFor;
import static dev.parley.harness.Person.somebody;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
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
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing up, in and out, in a real browser against the real server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class AccountJourneyIT {
    private static final Browser BROWSER = Browser.shared();

    private BrowserContext window;
    private Page page;

    @BeforeEach
    void openWindow() {
        window = BROWSER.window(1280, 900, ColorScheme.LIGHT);
        window.setExtraHTTPHeaders(java.util.Map.of("X-Forwarded-For", Person.somewhere()));
        page = window.newPage();
    }

    @AfterEach
    void closeWindow() {
        window.close();
    }

    private void go(String path) {
        page.navigate(Api.shared().base().resolve(path).toString());
        page.waitForSelector("h1");
    }

    private void fill(String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
    }

    private void press(String button) {
        page.getByRole(AriaRole.MAIN).getByRole(AriaRole.BUTTON, new com.microsoft.playwright.Locator.GetByRoleOptions().setName(button).setExact(true)).click();
    }

    private String signUp(String name) {
        String email = somebody(name);
        go("/sign-up");
        fill("E-mail address", email);
        fill("Password", Person.PASSWORD);
        press("Create the account");
        page.waitForURL("**/verify*");
        page.locator("input[autocomplete=one-time-code]").fill(codeFor(email));
        page.waitForURL("**/welcome*");
        return email;
    }

    @Test
    void signingUpWithAnEmailCodeLeadsToTheProfile() {
        signUp("ada");
        fill("Your name", "Ada Lovelace");
        press("That is me");
        page.waitForURL("**/welcome/sound");
        page.getByText("Step 2 of 3").waitFor();
        assertEquals(List.of(), Axe.violations(page));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go on")).click();
        page.getByText("Step 3 of 3").waitFor();
        assertEquals(List.of(), Axe.violations(page));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Find a room")).click();
        page.waitForURL("**/rooms");
        go("/settings/profile");
        assertEquals("Ada Lovelace", page.getByLabel("Your name", new Page.GetByLabelOptions().setExact(true)).inputValue());
    }

    @Test
    void aWrongCodeIsReportedAtTheFieldAndTheRightOneStillWorks() {
        String email = somebody("ada");
        go("/sign-up");
        fill("E-mail address", email);
        fill("Password", Person.PASSWORD);
        press("Create the account");
        page.waitForURL("**/verify*");
        String code = codeFor(email);
        page.locator("input[autocomplete=one-time-code]").fill(code.equals("000000") ? "000001" : "000000");
        page.locator("[aria-invalid=true]").waitFor();
        assertEquals(List.of(), Axe.violations(page));
        page.locator("input[autocomplete=one-time-code]").fill(code);
        page.waitForURL("**/welcome*");
    }

    @Test
    void signingInWithAPhoneCode() {
        String phone = Person.number("+4917");
        go("/sign-in/code");
        press("Use a phone number instead");
        fill("Phone number", phone);
        press("Send the code");
        page.locator("input[autocomplete=one-time-code]").waitFor();
        page.locator("input[autocomplete=one-time-code]").fill(codeFor(phone));
        page.waitForURL("**/welcome*");
    }

    @Test
    void anAccountMadeWithAPhoneAddsAnEmailAddressAndSignsInWithIt() {
        String phone = Person.number("+4917");
        String email = somebody("grace");
        go("/sign-in/code");
        press("Use a phone number instead");
        fill("Phone number", phone);
        press("Send the code");
        enter(codeFor(phone));
        page.waitForURL("**/welcome*");
        go("/settings/security");
        press("Add an e-mail address");
        fill("E-mail address", email);
        assertEquals(List.of(), Axe.violations(page));
        press("Send the code");
        page.getByText("To confirm that it is you, we will send you a code.").waitFor();
        assertEquals(List.of(), Axe.violations(page));
        String confirmation = Person.letterFor(phone, () -> press("Send the code")).getString("code");
        enter(confirmation);
        page.getByText(email).first().waitFor();
        enter(codeFor(email));
        page.getByText(email + " is yours now.").waitFor();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove the phone number")).waitFor();
        assertEquals(List.of(), Axe.violations(page));

        window.clearCookies();
        page.evaluate("localStorage.clear()");
        go("/sign-in/code");
        fill("E-mail address", email);
        String code = Person.letterFor(email, () -> press("Send the code")).getString("code");
        enter(code);
        page.waitForURL("**/welcome*");
        go("/settings/security");
        page.getByText(phone).waitFor();
    }

    private void enter(String code) {
        page.locator("input[autocomplete=one-time-code]").fill(code);
    }

    @Test
    void anExpiredAccessTokenIsRenewedWithoutTheUserNoticing() {
        signUp("ada");
        window.clearCookies(new BrowserContext.ClearCookiesOptions().setName("accessToken"));
        go("/settings/security");
        page.getByText("This device").first().waitFor();
        assertTrue(window.cookies().stream().anyMatch(cookie -> cookie.name.equals("accessToken")));
    }

    @Test
    void aRevokedSessionIsThrownOutAtItsNextStep() {
        String email = signUp("ada");
        Api api = Api.shared().from(Person.somewhere());
        String token = api.post("/api/auth/login", Person.json("email", email, "password", Person.PASSWORD)).json().getString("accessToken");
        api.delete("/api/sessions", "Authorization", "Bearer " + token);
        page.navigate(Api.shared().base().resolve("/settings/security").toString());
        page.waitForURL("**/sign-in*");
        Until.holds("the cookies are gone", Duration.ofSeconds(30), () -> window.cookies().stream().noneMatch(cookie -> cookie.name.equals("accessToken")));
    }

    @Test
    void anIdlePageIsThrownOutWithinFiveSecondsOfRevokingItsSession() {
        Until.isQuick("the end of an idle page", Duration.ofSeconds(5), () -> {
            String email = signUp("ada");
            page.navigate(Api.shared().base().resolve("/settings/security").toString());
            page.getByRole(AriaRole.HEADING).first().waitFor();
            Api api = Api.shared().from(Person.somewhere());
            String token = api.post("/api/auth/login", Person.json("email", email, "password", Person.PASSWORD)).json().getString("accessToken");
            return Until.time(() -> {
                api.delete("/api/sessions", "Authorization", "Bearer " + token);
                page.waitForURL("**/sign-in*");
            });
        });
    }

    @Test
    void anIdlePageWhoseSessionEndedWhileItWasCutOffIsThrownOut() {
        String email = signUp("ada");
        page.addInitScript("window.WebSocket = class extends WebSocket { constructor(address) { super(window.back ? address : `ws://${location.host}/nowhere`); } }");
        page.navigate(Api.shared().base().resolve("/settings/security").toString());
        page.getByRole(AriaRole.HEADING).first().waitFor();
        Api api = Api.shared().from(Person.somewhere());
        String token = api.post("/api/auth/login", Person.json("email", email, "password", Person.PASSWORD)).json().getString("accessToken");
        api.delete("/api/sessions", "Authorization", "Bearer " + token);
        page.evaluate("back = true");
        // What the page asks for every minute would show it too.
        page.waitForURL("**/sign-in*", new Page.WaitForURLOptions().setTimeout(40_000));
    }

    @Test
    void scriptsCannotReadTheTokens() {
        signUp("ada");
        assertFalse(((String) page.evaluate("document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")).contains("eyJ"));
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 360"})
    void everyPageOfAnAccountIsUsableByEverybodyAndNothingIsCutOff(ColorScheme scheme, int width) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.setViewportSize(width, 800);
        for (String path : List.of("/sign-up", "/sign-in", "/sign-in/code", "/forgot-password", "/reset-password")) {
            isFine(path, width);
        }
        signUp("ada");
        for (String path : List.of("/welcome", "/settings/profile", "/settings/security", "/settings/look", "/settings/data", "/people")) {
            isFine(path, width);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void onAPhoneEveryLinkHasRoomForItsWords(String language) {
        signUp("ada");
        page.setViewportSize(360, 740);
        page.evaluate("language => localStorage.setItem('parley.language', language)", language);
        for (String path : List.of("/rooms", "/settings/profile")) {
            go(path);
            assertEquals(language, page.getAttribute("html", "lang"));
            assertEquals(List.of(), page.evaluate("[...document.querySelectorAll('nav, nav a')].filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"), path);
        }
    }

    @Test
    void onAPhoneNothingOfThePageLiesOnTheLinksBelow() {
        signUp("ada");
        for (String path : List.of("/", "/welcome", "/rooms/new")) {
            go(path);
            for (int height = 400; height < 800; height += 40) {
                page.setViewportSize(360, height);
                assertEquals(List.of(), page.evaluate("""
                        [...document.querySelectorAll(".thumb-reach a")].flatMap(link => {
                          const {left, right, top, bottom} = link.getBoundingClientRect();
                          return [left + 5, (left + right) / 2, right - 5].flatMap(x => [top + 5, bottom - 5].map(y => document.elementFromPoint(x, y)))
                            .filter(found => !link.contains(found)).map(found => found.outerHTML);
                        })"""), path + " at " + height);
            }
        }
    }

    private void isFine(String path, int width) {
        go(path);
        assertEquals(List.of(), Axe.violations(page), path);
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path + " at " + width);
    }
}
