package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.parley.harness.Api;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Person;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client as an app on somebody's device. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Needs("chromium")
class AppIT {
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
        window.setExtraHTTPHeaders(Map.of("X-Forwarded-For", ada.address()));
        window.request().post(api.base().resolve("/api/auth/login").toString(), RequestOptions.create().setData(Map.of("email", ada.email(), "password", Person.PASSWORD)));
        window.addInitScript("localStorage.setItem('parley.signedIn', '1')");
        Page page = window.newPage();
        page.navigate(api.base().resolve("/rooms").toString());
        return page;
    }

    private static void isKept(Page page) {
        Until.holds("the page is in the hands of the worker", Duration.ofMinutes(1), () -> Boolean.TRUE.equals(page.evaluate("navigator.serviceWorker.controller !== null")));
    }

    @Test
    void itOpensWithoutANetworkAndGoesOnWithOne() {
        try (BrowserContext window = Browser.shared().keepingWindow(1280, 800)) {
            Page page = atTheRooms(window);
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)).waitFor();
            isKept(page);
            window.setOffline(true);
            page.reload();
            page.getByText("can't be reached").first().waitFor();
            assertTrue(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Parley")).first().isVisible());
            window.setOffline(false);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try again")).click();
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Find a room").setLevel(1)).waitFor();
        }
    }

    @Test
    void nothingIsKeptOnTheDeviceButTheClientItself() {
        try (BrowserContext window = Browser.shared().keepingWindow(1280, 800)) {
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
