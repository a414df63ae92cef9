package dev.parley.socketio;

import static dev.parley.conformance.RawClient.POLLING;
import static dev.parley.conformance.RawClient.WEBSOCKET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.conformance.RawClient;
import dev.parley.conformance.RawSocket;
import dev.parley.harness.Api;
import dev.parley.harness.NodeTests;
import dev.parley.harness.Person;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in at {@code /socket.io/}, and who may use a session. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class GuardedSocketIoIT {
    private static final String UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String OWN_PAGE = Api.shared().base().toString();
    private static final String FOREIGN_PAGE = "https://evil.example";

    private final Person ada = Person.called("ada");

    private static RawClient client(String... headers) {
        return new RawClient(Api.shared().base(), "/socket.io/", headers);
    }

    private static RawClient of(Person person) {
        return client("Authorization", "Bearer " + person.token());
    }

    private static void isConnected(RawSocket socket, Person person) {
        assertTrue(socket.next().startsWith("0{"));
        assertTrue(socket.sends("40/echo,").next().startsWith("40/echo,"));
        assertEquals("42/echo,[\"you-are\",\"" + person.id() + "\"]", socket.next());
    }

    @Test
    void aTokenOpensBothWays() {
        String sid = of(ada).opens();
        assertEquals("200 ok", of(ada).posts(sid, "40/echo,").line());
        assertTrue(of(ada).polls(sid).body().endsWith("42/echo,[\"you-are\",\"" + ada.id() + "\"]"));
        try (RawSocket socket = of(ada).socket(WEBSOCKET)) {
            isConnected(socket, ada);
        }
    }

    @Test
    void theCookieOpensBothWays() {
        RawClient page = client("Cookie", "accessToken=" + ada.token(), "Origin", OWN_PAGE);
        String sid = page.opens();
        assertEquals("200 ok", page.posts(sid, "40/echo,").line());
        try (RawSocket socket = page.socket(WEBSOCKET + "&sid=" + sid)) {
            assertEquals("3probe", socket.sends("2probe").next());
        }
    }

    @Test
    void theHandshakePromisesTheConfiguredTimes() {
        var handshake = of(ada).gets(POLLING).handshake();
        assertEquals(5_000, handshake.getInt("pingInterval"));
        assertEquals(5_000, handshake.getInt("pingTimeout"));
        assertEquals(1_000_000, handshake.getInt("maxPayload"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer nonsense", "Bearer eyJhbGciOiJub25lIn0.e30."})
    void nobodyGetsInWithoutAToken(String authorization) {
        RawClient stranger = authorization.isEmpty() ? client() : client("Authorization", authorization);
        assertEquals(401, stranger.gets(POLLING).status());
        assertEquals(401, stranger.posts("x", "40").status());
        assertEquals(401, stranger.refused(WEBSOCKET));
        assertEquals(401, stranger.gets(POLLING + "&token=" + ada.token()).status());
        assertEquals(401, stranger.asks("OPTIONS", POLLING, BodyPublishers.noBody()).join().status());
    }

    @Test
    void signingOutEndsTheSessionOfPolls() {
        String sid = of(ada).opens();
        assertEquals(200, ada.api().post("/api/auth/logout", "").status());
        assertEquals(401, of(ada).polls(sid).status());
        assertEquals(401, of(ada).posts(sid, "40/echo,").status());
        assertEquals(401, of(ada).refused(WEBSOCKET + "&sid=" + sid));
    }

    @Test
    void aSessionOfAnotherAccountDoesNotExist() {
        String sid = of(ada).opens();
        RawClient grace = of(Person.called("grace"));
        assertEquals(UNKNOWN, grace.polls(sid).line());
        assertEquals(UNKNOWN, grace.posts(sid, "40/echo,").line());
        assertEquals(UNKNOWN, grace.polls("A".repeat(24)).line());
        assertEquals(400, grace.refused(WEBSOCKET + "&sid=" + sid));
        assertEquals("200 ok", of(ada).posts(sid, "40/echo,").line());
    }

    @Test
    void aForeignPageGetsNothing() {
        String sid = of(ada).opens();
        RawClient page = client("Cookie", "accessToken=" + ada.token(), "Origin", FOREIGN_PAGE);
        assertEquals(403, page.gets(POLLING).status());
        assertEquals(403, page.posts(sid, "40/echo,").status());
        assertEquals(403, page.refused(WEBSOCKET));
        assertEquals(403, client("Authorization", "Bearer " + ada.token(), "Origin", FOREIGN_PAGE).gets(POLLING).status());
    }

    @Test
    void aBrowserHasToSayWhichPagePosts() {
        String sid = of(ada).opens();
        assertEquals(403, client("Cookie", "accessToken=" + ada.token(), "User-Agent", "Mozilla/5.0").posts(sid, "40/echo,").status());
        assertEquals(403, client("Cookie", "accessToken=" + ada.token(), "Sec-Fetch-Site", "cross-site").posts(sid, "40/echo,").status());
        assertEquals("200 ok", client("Cookie", "accessToken=" + ada.token(), "Sec-Fetch-Site", "same-origin").posts(sid, "40/echo,").line());
    }

    @Test
    void aPageOfAConfiguredOriginMayPoll() {
        RawClient page = client("Origin", OWN_PAGE, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization");
        var preflight = page.asks("OPTIONS", POLLING, BodyPublishers.noBody()).join();
        assertEquals(204, preflight.status());
        assertEquals(OWN_PAGE, preflight.response().headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertTrue(preflight.response().headers().firstValue("Access-Control-Allow-Headers").orElse("").contains("Authorization"));
        var poll = client("Origin", OWN_PAGE, "Authorization", "Bearer " + ada.token()).gets(POLLING);
        assertEquals(OWN_PAGE, poll.response().headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertEquals("true", poll.response().headers().firstValue("Access-Control-Allow-Credentials").orElse(""));
        assertEquals("no-store", poll.response().headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void theRealClientGetsInAndStaysOut() throws IOException, InterruptedException {
        NodeTests.pass("guarded.test.mjs", Map.of("SERVER", Api.shared().base().toString(), "TOKEN", ada.token(), "ACCOUNT", ada.id()));
    }
}
