package dev.parley.conformance;

import static dev.parley.conformance.RawClient.POLLING;
import static dev.parley.conformance.RawClient.WEBSOCKET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.OwnServer;
import dev.parley.harness.Until;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a session moves from polls to a WebSocket, and when it does not. */
@OwnServer
class UpgradeIT {
    private static final Duration CEILING = Duration.ofMinutes(1);

    private final RawClient client = new RawClient(ConformanceServer.shared(), "/engine.io/");
    private final RawClient hasty = new RawClient(ConformanceServer.shared(), "/hasty/engine.io/");
    private final String sid = client.opens();

    private RawSocket candidate() {
        return client.socket(WEBSOCKET + "&sid=" + sid);
    }

    private RawSocket upgraded() {
        RawSocket socket = candidate();
        assertEquals("3probe", socket.sends("2probe").next());
        return socket.sends("5");
    }

    @Test
    void theSessionMoves() {
        try (RawSocket socket = candidate()) {
            assertEquals("3probe", socket.sends("2probe").next());
            assertEquals("200 6", client.polls(sid).line());
            socket.sends("5").sends("4hello");
            assertEquals("4hello", socket.next());
        }
    }

    @Test
    void aHeldPollIsAnswered() {
        var held = client.polling(sid);
        try (RawSocket socket = candidate()) {
            assertEquals("3probe", socket.sends("2probe").next());
            assertEquals("200 6", held.join().line());
        }
    }

    @Test
    void messagesThatWaitForAPollMoveAlong() {
        try (RawSocket socket = candidate()) {
            assertEquals("3probe", socket.sends("2probe").next());
            assertEquals("200 ok", client.posts(sid, "4one\u001e4two").line());
            socket.sends("5");
            assertEquals("4one", socket.next());
            assertEquals("4two", socket.next());
        }
    }

    @Test
    void signsOfLifeGoOnAfterwards() {
        try (RawSocket socket = hasty.socket(WEBSOCKET + "&sid=" + hasty.opens())) {
            assertEquals("3probe", socket.sends("2probe").next());
            socket.sends("5");
            for (int i = 0; i < 3; i++) {
                assertEquals("2", socket.next());
                socket.sends("3");
            }
            assertEquals(1001, socket.closeCode());
        }
    }

    @Test
    void thereAreNoMorePolls() {
        try (RawSocket socket = upgraded()) {
            Until.holds("a poll is refused", CEILING, () -> client.asks("PUT", POLLING + "&sid=" + sid, BodyPublishers.noBody()).join().status() == 400);
            assertEquals("4hello", socket.sends("4hello").next());
            assertEquals(400, client.polls(sid).status());
            assertEquals(400, client.posts(sid, "4other").status());
            assertEquals("4again", socket.sends("4again").next());
        }
    }

    @Test
    void aPollThatComesInBetweenIsRefused() {
        try (RawSocket socket = candidate()) {
            socket.sends("2probe").sends("5");
            assertEquals("3probe", socket.next());
            assertEquals(400, client.polls(sid).status());
        }
    }

    @Test
    void anotherWebSocketIsLetInAndClosed() {
        try (RawSocket socket = upgraded()) {
            assertEquals("4hello", socket.sends("4hello").next());
            assertEquals(1008, candidate().closeCode());
            assertEquals("4again", socket.sends("4again").next());
        }
    }

    @Test
    void twoWebSocketsCannotTryAtOnce() {
        try (RawSocket first = candidate()) {
            assertEquals("3probe", first.sends("2probe").next());
            try (RawSocket second = candidate()) {
                assertTrue(second.closeCode() >= 1000);
            }
            assertEquals("4hello", first.sends("5").sends("4hello").next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2other", "5", "4hello", "abc", ""})
    void aWrongProbeEndsTheWebSocketAndNotTheSession(String probe) {
        try (RawSocket socket = candidate()) {
            socket.sends(probe);
            assertEquals(1002, socket.closeCode());
        }
        assertEquals("200 ok", client.posts(sid, "4hello").line());
        assertTrue(client.polls(sid).body().contains("4hello"));
    }

    @Test
    void ifTheWebSocketClosesTheSessionGoesOnWithItsPolls() {
        try (RawSocket socket = candidate()) {
            assertEquals("3probe", socket.sends("2probe").next());
            socket.closes();
        }
        assertEquals("200 ok", client.posts(sid, "4hello").line());
        assertTrue(client.polls(sid).body().contains("4hello"));
        Until.succeeds("the next try", CEILING, () -> {
            try (RawSocket socket = candidate()) {
                assertEquals("3probe", socket.sends("2probe").next());
            }
            return true;
        });
    }

    @Test
    void anUpgradeThatIsNeverFinishedIsGivenUp() {
        // Tried again if this machine was too busy to give a sign of life in time.
        Until.holds("the upgrade was given up", CEILING, () -> neverFinished(hasty.opens()) == 1002);
    }

    /** The code that the WebSocket is closed with while the session stays alive. */
    private int neverFinished(String living) {
        try (RawSocket socket = hasty.socket(WEBSOCKET + "&sid=" + living)) {
            while (!socket.isClosed()) {
                hasty.polls(living);
                hasty.posts(living, "3");
            }
            return socket.closeCode();
        }
    }

    @Test
    void theSessionEndsWithItsWebSocket() {
        try (RawSocket socket = upgraded()) {
            assertEquals("4hello", socket.sends("4hello").next());
        }
        Until.holds("the session is gone", CEILING, () -> !client.isKnown(sid));
    }
}
