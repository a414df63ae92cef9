package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.harness.Api;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Person;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client as an app on somebody's device. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class AppIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Api api = Api.shared();

    @Test
    void theManifestHasAllThatBrowsersAskForBeforeTheyInstall() {
        JsonObject manifest = api.get("/manifest.webmanifest").json();
        assertEquals("standalone", manifest.getString("display"));
        assertTrue(manifest.getString("start_url").startsWith(manifest.getString("scope")));
        for (String size : List.of("192x192", "512x512")) {
            String icon = manifest.getJsonArray("icons").getValuesAs(JsonObject.class).stream().filter(one -> one.getString("sizes").equals(size)).findFirst().orElseThrow()
                    .getString("src");
            assertEquals("image/png", api.get(icon).header("Content-Type"));
        }
        for (String list : List.of("icons", "screenshots")) {
            manifest.getJsonArray(list).getValuesAs(JsonObject.class).forEach(one -> assertEquals(200, api.get(one.getString("src")).status(), one.toString()));
        }
        manifest.getJsonArray("shortcuts").getValuesAs(JsonObject.class)
                .forEach(one -> assertEquals(200, api.get(one.getString("url"), "Accept", "text/html").status(), one.toString()));
    }

    @Test
    void theServiceWorkerIsAskedForAnewEachTime() {
        Api.Answer answer = api.get("/sw.js");
        assertEquals("no-cache", answer.header("Cache-Control"));
        assertTrue(answer.body().contains("\"/assets/"), answer.body());
    }

    private Page atTheRooms(BrowserContext window) {
        Person ada = Person.called("ada");
        Browser.signsIn(ada, window);
        Page page = window.newPage();
        page.navigate(api.base().resolve("/rooms").toString());
        return page;
    }

    private static void isKept(Page page) {
        Until.holds("the page is in the hands of the worker", Duration.ofMinutes(1), () -> Boolean.TRUE.equals(page.evaluate("navigator.serviceWorker.controller !== null")));
    }

    @Test
    void itOpensWithoutANetworkAndGoesOnWithOne() {
        try (BrowserContext window = Browser.whole().keepingWindow(1280, 800)) {
            Page page = atTheRooms(window);
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)).waitFor();
            isKept(page);
            window.setOffline(true);
            page.reload();
            page.getByText("can't be reached").first().waitFor();
            assertTrue(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Parley")).first().isVisible());
            window.setOffline(false);
            // The page also tries again by itself, and then the button is gone.
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try again")).evaluateAll("all => all.forEach(one => one.click())");
            Until.holds("nothing is said to be out of reach", Duration.ofMinutes(1), () -> page.getByText("can't be reached").count() == 0);
        }
    }

    /** Brings messages to the service worker as the browser does when they have come from a push service. */
    private static final class PushMessages {
        private final Page page;
        private final CDPSession tools;
        private String registration = "";

        PushMessages(Page page) {
            this.page = page;
            tools = page.context().newCDPSession(page);
            tools.on("ServiceWorker.workerRegistrationUpdated", event -> event.getAsJsonArray("registrations")
                    .forEach(one -> registration = one.getAsJsonObject().get("registrationId").getAsString()));
            tools.send("ServiceWorker.enable");
            Until.holds("the worker is known", SOON, () -> page.evaluate("1") != null && !registration.isEmpty());
        }

        void come(String text) {
            com.google.gson.JsonObject message = new com.google.gson.JsonObject();
            message.addProperty("origin", Api.shared().base().resolve("/").toString().replaceAll("/$", ""));
            message.addProperty("registrationId", registration);
            message.addProperty("data", text);
            tools.send("ServiceWorker.deliverPushMessage", message);
        }

        /** What the system shows, seen from a page of Parley. */
        Object shown() {
            return page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.getNotifications()).then((all) => all.map(({title, body, tag, data}) => [title, body, tag, data].join('|')))");
        }
    }

    @Test
    void whatSomebodyIsToldOfIsShownOnceForEachThingUnlessTheyLookAtParley() {
        try (BrowserContext window = Browser.whole().keepingWindow(1280, 800)) {
            window.grantPermissions(List.of("notifications"), new BrowserContext.GrantPermissionsOptions().setOrigin(api.base().toString()));
            Page page = atTheRooms(window);
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)).waitFor();
            isKept(page);
            page.evaluate("navigator.serviceWorker.addEventListener('message', ({ data }) => { window.told = data; })");
            PushMessages messages = new PushMessages(page);
            messages.come("{\"title\":\"Mei follows you\",\"body\":\"\",\"path\":\"/people\",\"tag\":\"follower\"}");
            Until.holds("the page hears of it", SOON, () -> "told".equals(page.evaluate("window.told")));
            assertEquals(List.of(), messages.shown());
            Until.holds("the newest is shown", SOON, () -> {
                page.navigate("about:blank");
                messages.come("{\"title\":\"Mei moved Plans\",\"body\":\"\",\"path\":\"/people\",\"tag\":\"meeting r1\"}");
                messages.come("{\"title\":\"Mei called Plans off\",\"body\":\"Sorry\",\"path\":\"/people\",\"tag\":\"meeting r1\"}");
                // Where a page of Parley is seen before the worker has looked, it shows nothing.
                page.navigate(api.base().resolve("/rooms").toString());
                return messages.shown().equals(List.of("Mei called Plans off|Sorry|meeting r1|/people"));
            });
        }
    }

    @Test
    void nothingIsKeptOnTheDeviceButTheClientItself() {
        try (BrowserContext window = Browser.whole().keepingWindow(1280, 800)) {
            Page page = atTheRooms(window);
            isKept(page);
            page.navigate(api.base().resolve("/people").toString());
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)).waitFor();
            Object kept = page.evaluate("""
                    caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
                      .then((all) => all.flat().map(({url}) => new URL(url).pathname).filter((path) => !/^(\\/|\\/theme\\.js|\\/favicon\\.svg|\\/assets\\/.*)$/.test(path)))
                    """);
            assertEquals(List.of(), kept);
        }
    }
}
