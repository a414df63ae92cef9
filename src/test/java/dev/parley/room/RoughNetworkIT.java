package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Browser;
import dev.parley.harness.Coturn;
import dev.parley.harness.Needs;
import dev.parley.harness.Network;
import dev.parley.harness.Opened;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Talking over bad networks and servers: no direct way, a relay that needs a pass, a server that restarts. */
@OwnServer
@Needs({"chromium", "turnserver", "ip"})
class RoughNetworkIT {
    private static final Duration CEILING = Duration.ofMinutes(2);
    private static final String SECRET = "only-for-tests";
    /** A browser that knows one relay or none, and may have no other way. */
    private static final String THROUGH_ONLY = """
            window.throughOnly = configuration => ({...configuration, iceTransportPolicy: "%s",
              iceServers: configuration.iceServers.filter(({urls}) => urls === "%s")});
            """;

    @TempDir
    private static Path data;

    private static final Opened SHARED = new Opened();
    private static Network one;
    private static Network other;
    private static Coturn relay;
    private static Coturn hub;
    private static int port;
    private static ServerProcess server;
    private static Browser browser;

    private final Opened opened = new Opened();

    private static Map<String, String> environment() {
        return Map.of("LISTEN", "*", "DATA_DIR", data.toString(), "STUN_URLS", "none", "TURN_SECRET", SECRET,
                "TURN_URLS", String.join(",", relay.url("udp"), relay.url("tcp"), hub.url("udp")),
                "TRUSTED_PROXIES", "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1|10\\.99\\..*");
    }

    @BeforeAll
    static void open() {
        one = Network.number(1);
        other = Network.number(2);
        relay = SHARED.add(new Coturn("127.0.0.1", SECRET));
        hub = SHARED.add(new Coturn(Network.HUB, SECRET));
        port = ServerProcess.freePort();
        startServer();
        // Whichever server is running at the end.
        SHARED.add((AutoCloseable) () -> server.close());
        browser = SHARED.add(new Browser());
    }

    @AfterAll
    static void close() throws Exception {
        SHARED.close();
    }

    @AfterEach
    void closeWindows() throws Exception {
        opened.close();
    }

    private static void startServer() {
        server = ServerProcess.start("parley-rough", port, environment());
        server.says("Parley is ready: ");
    }

    private Talker talker(Browser from, String name, int tone, String script) {
        return opened.add(new Talker(from, server.api(), name, tone, 1280, ColorScheme.LIGHT, script));
    }

    private Browser browserIn(Network network) {
        return opened.add(new Browser(network.within(Browser.executable()), "--host-resolver-rules=MAP localhost " + Network.HUB));
    }

    private static void bothEnter(Talker ada, Talker grace) {
        String room = ada.person.makesRoom();
        ada.enters(room);
        grace.enters(room);
        ada.unmutes();
        grace.unmutes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void peopleHearEachOtherThroughTheRelayAlone(String transport) {
        String relayOnly = THROUGH_ONLY.formatted("relay", relay.url(transport));
        Talker ada = talker(browser, "Ada Lovelace", 440, relayOnly);
        Talker grace = talker(browser, "Grace Hopper", 880, relayOnly);
        bothEnter(ada, grace);
        ada.hears(grace);
        grace.hears(ada);
        assertEquals(List.of("relay " + transport + " relay"), ada.page.evaluate("connections.ways()"));
        assertEquals(List.of("relay " + transport + " relay"), grace.page.evaluate("connections.ways()"));
    }

    @Test
    void peopleInSeparateNetworksHearEachOtherOnlyThroughTheRelay() {
        Browser ones = browserIn(one);
        Browser others = browserIn(other);
        String alone = THROUGH_ONLY.formatted("all", "none");
        Talker ada = talker(ones, "Ada Lovelace", 440, alone);
        Talker grace = talker(others, "Grace Hopper", 880, alone);
        bothEnter(ada, grace);
        Until.holds("the two find no way", CEILING, () -> ada.number("connections.failures") > 0);
        assertTrue(ada.never(grace) && grace.never(ada));

        Talker mei = talker(ones, "Mei Lin", 660, "");
        Talker noor = talker(others, "Noor Haddad", 1100, "");
        bothEnter(mei, noor);
        mei.hears(noor);
        noor.hears(mei);
    }

    @Test
    void theRelayRefusesAnExpiredPass() {
        Person ada = Person.called("ada", server.api());
        JsonObject given = ada.api().get("/api/call/ice-servers").json().getJsonObject("data").getJsonArray("iceServers").getJsonObject(0);
        long now = Instant.now().getEpochSecond();
        try (BrowserContext window = browser.window(1280, 800, ColorScheme.LIGHT)) {
            Page page = window.newPage();
            page.navigate(server.api().base().toString());
            assertEquals("relay", tries(page, given.getString("username"), given.getString("credential")));
            assertEquals("relay", tries(page, now + 60 + ":ada", proof(now + 60 + ":ada")));
            assertEquals("401", tries(page, now - 60 + ":ada", proof(now - 60 + ":ada")));
            assertEquals("401", tries(page, now + 600 + ":ada", given.getString("credential")));
        }
    }

    /** The relay's answer to this pass: a way, or the number of an error. */
    private static String tries(Page page, String username, String credential) {
        return (String) page.evaluate("""
                ([urls, username, credential]) => new Promise(resolve => {
                  const connection = new RTCPeerConnection({iceTransportPolicy: "relay", iceServers: [{urls, username, credential}]});
                  connection.onicecandidate = ({candidate}) => candidate && resolve(candidate.type);
                  connection.onicecandidateerror = ({errorCode}) => resolve(String(errorCode));
                  connection.createDataChannel("any");
                  connection.setLocalDescription();
                })""", List.of(relay.url("udp"), username, credential));
    }

    private static String proof(String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void afterARestartEverybodyIsBackInTheRoomAndSoundGoesOn() {
        Talker ada = talker(browser, "Ada Lovelace", 440, "");
        Talker grace = talker(browser, "Grace Hopper", 880, "");
        bothEnter(ada, grace);
        ada.hears(grace);
        grace.hears(ada);
        Until.isQuick("what is later than it may be when the server starts again", Duration.ZERO, () -> {
            ada.page.evaluate("ears.forget()");
            grace.page.evaluate("ears.forget()");
            server.close();
            // By now the seat may be lost.
            ada.button("Try now").waitFor();
            startServer();
            Duration back = Until.time(() -> {
                for (Talker talker : List.of(ada, grace)) {
                    Until.holds(talker.name + " is back", CEILING, () -> talker.page.getByText("You are offline.").count() == 0
                            && talker.page.getByText("You lost your seat").count() == 0);
                }
                ada.sees(grace, "speaking");
                grace.sees(ada, "speaking");
            });
            long pause = Math.max(ada.longestPause(grace), grace.longestPause(ada));
            System.out.println("Back in the room " + back.toMillis() + " ms after the server was ready; the longest pause in what was heard " + pause + " ms");
            return Duration.ofMillis(Math.max(pause - 1_500, back.toMillis() - 10_000));
        });
        ada.reads("2 people here");
        ada.mutes();
        grace.sees(ada, "muted");
    }
}
