package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a socket comes to its end when nobody closes it: silence, an expired token, a server that stops. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LifetimeIT {

    @Test
    void aDeadPeerIsAwayWithinTenSecondsAndGoneWithinThirty() {
        try (TestPeer ada = TestPeer.called("ada"); TestPeer grace = TestPeer.called("grace")) {
            String room = ada.person.makesRoom();
            ada.joins(room);
            grace.joins(room);
            grace.stopsReading();
            long dead = System.nanoTime();
            assertEquals(grace.peerId(), ada.hears("peer-away").getString("peerId"));
            double away = (System.nanoTime() - dead) / 1e9;
            ada.hears("remove-peer");
            double gone = (System.nanoTime() - dead) / 1e9;
            // Half a second is for a busy machine.
            assertTrue(away < 10.5, "away after " + away + " s");
            assertTrue(gone < 31.5, "gone after " + gone + " s");
        }
    }

    @Test
    void aSocketEndsWithItsTokenUnlessTheSessionIsRefreshedAndAStoppingServerSaysWhenToComeBack() {
        Duration life = Duration.ofSeconds(8);
        try (ServerProcess server = ServerProcess.ready("socket-life", Map.of("ACCESS_TOKEN_EXPIRY", life.toSeconds() + "s"))) {
            Person grace = Person.called("grace", server.api());
            Api.Answer login = server.api().post("/api/auth/login", Person.json("email", grace.email(), "password", Person.PASSWORD));
            JsonObject body = login.json();
            grace = new Person(grace.email(), grace.address(), body.getString("accessToken"), body.getJsonObject("user"), server.api());
            Person linus = Person.called("linus", server.api());
            Instant issued = Instant.now();
            try (TestPeer refreshed = TestPeer.of(grace); TestPeer forgotten = TestPeer.of(linus)) {
                Until.holds("half of a token's life is over", life, () -> Instant.now().isAfter(issued.plus(life.dividedBy(2))));
                assertEquals(200, server.api().get("/api/auth/refresh", "Cookie", "refreshToken=" + login.cookie("refreshToken"), "Sec-Fetch-Site",
                        "same-origin").status());
                assertEquals("token_expired", forgotten.hears("go-away").getString("reason"));
                assertEquals(4001, forgotten.closeCode());
                assertFalse(refreshed.isClosed());
                assertEquals("pong", refreshed.asks("ping", JsonObject.EMPTY_JSON_OBJECT).getString("event"));

                server.stop();
                JsonObject goAway = refreshed.hears("go-away");
                assertEquals("server_stopping", goAway.getString("reason"));
                assertTrue(goAway.getInt("reconnectIn") >= 500);
                assertEquals(1001, refreshed.closeCode());
                assertEquals(0, server.ended());
            }
        }
    }
}
