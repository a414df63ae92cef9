package dev.parley.conformance;

import static dev.parley.conformance.RawClient.POLLING;
import static dev.parley.conformance.RawClient.WEBSOCKET;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.OwnServer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Engine.IO 4 specifies for sessions and messages, with one test for each behaviour. */
@OwnServer
class EngineIoIT {
    private static final Duration CEILING = Duration.ofMinutes(1);
    private static final int LARGEST = ConformanceApplication.LARGEST;
    private static final String OVERLAP = "{\"code\":3,\"message\":\"Bad request\"}";

    /** More requests than the server has threads. */
    private static final int CROWD = 600;

    private static volatile boolean over;

    private final RawClient client = new RawClient(ConformanceServer.shared(), "/engine.io/");
    private final RawClient hasty = new RawClient(ConformanceServer.shared(), "/hasty/engine.io/");

    /**
     * As on any server in use. Liberty has a list of connections on which it is about to listen. If one of them is closed at that moment, the rest
     * of the list waits until something comes on any other connection; without other people, a request may wait for a minute.
     */
    @BeforeAll
    static void othersAskAsWell() {
        RawClient others = new RawClient(ConformanceServer.shared(), "/engine.io/");
        Thread.startVirtualThread(() -> {
            while (!over) {
                others.isKnown("another");
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        });
    }

    @AfterAll
    static void othersStop() {
        over = true;
    }

    private void isGone(String sid) {
        isGone(client, sid);
    }

    private static void isGone(RawClient client, String sid) {
        assertEquals("400 {\"code\":1,\"message\":\"Session ID unknown\"}", client.polls(sid).line());
    }

    private static void isPromise(JsonObject handshake, int upgrades) {
        assertEquals(Set.of("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"), handshake.keySet());
        assertEquals(upgrades, handshake.getJsonArray("upgrades").size());
        assertEquals(ConformanceApplication.PATIENT.pingInterval().toMillis(), handshake.getInt("pingInterval"));
        assertEquals(ConformanceApplication.PATIENT.pingTimeout().toMillis(), handshake.getInt("pingTimeout"));
        assertEquals(LARGEST, handshake.getInt("maxPayload"));
    }

    @Test
    void aSessionOpensOverPolls() {
        RawClient.Answer answer = client.gets(POLLING);
        assertEquals(200, answer.status());
        assertTrue(answer.body().startsWith("0"));
        assertEquals("websocket", answer.handshake().getJsonArray("upgrades").getString(0));
        isPromise(answer.handshake(), 1);
    }

    @Test
    void aSessionOpensOverAWebSocket() {
        try (RawSocket socket = client.socket(WEBSOCKET)) {
            String open = socket.next();
            assertTrue(open.startsWith("0"));
            isPromise(new RawClient.Answer(101, open, null).handshake(), 0);
        }
    }

    @Test
    void thePathIsFineWithoutItsLastSlash() {
        assertEquals(200, new RawClient(ConformanceServer.shared(), "/engine.io").gets(POLLING).status());
        assertEquals(404, new RawClient(ConformanceServer.shared(), "/engine.io/more").gets(POLLING).status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET  | transport=polling         | 5 | Unsupported protocol version",
        "GET  | EIO=abc&transport=polling | 5 | Unsupported protocol version",
        "GET  | EIO=3&transport=polling   | 5 | Unsupported protocol version",
        "GET  | EIO=4                     | 0 | Transport unknown",
        "GET  | EIO=4&transport=abc       | 0 | Transport unknown",
        "GET  | EIO=4&transport=websocket | 3 | Bad request",
        "GET  | EIO=4&transport=polling&sid=abc | 1 | Session ID unknown",
        "GET  | EIO=4&transport=polling&sid=    | 1 | Session ID unknown",
        "POST | EIO=4&transport=polling   | 2 | Bad handshake method",
        "PUT  | EIO=4&transport=polling   | 2 | Bad handshake method"})
    void whatLacksSomethingIsRefused(String method, String query, int code, String message) {
        assertEquals("400 {\"code\":" + code + ",\"message\":\"" + message + "\"}", client.asks(method, query, BodyPublishers.noBody()).join().line());
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport=websocket", "EIO=abc&transport=websocket", "EIO=4", "EIO=4&transport=abc", "EIO=4&transport=polling",
        "EIO=4&transport=websocket&sid=abc"})
    void aWebSocketWithMissingParametersIsRefused(String query) {
        assertEquals(400, client.refused(query));
    }

    @Test
    void textGoesBothWaysOverPolls() {
        String sid = client.opens();
        assertEquals("200 ok", client.posts(sid, "4hello").line());
        assertEquals("200 4hello", client.polls(sid).line());
    }

    @Test
    void severalPacketsShareABody() {
        String sid = client.opens();
        assertEquals("200 ok", client.posts(sid, "4one\u001e4two\u001e4Grüße €").line());
        assertEquals("200 4one\u001e4two\u001e4Grüße €", client.polls(sid).line());
    }

    @Test
    void bytesTravelAsBase64OverPolls() {
        String sid = client.opens();
        assertEquals("200 ok", client.posts(sid, "4hello\u001ebAQIDBA==").line());
        assertEquals("200 4hello\u001ebAQIDBA==", client.polls(sid).line());
    }

    @Test
    void bytesInBrokenLinesComeBack() {
        String sid = client.opens();
        byte[] bytes = new byte[300];
        Arrays.fill(bytes, (byte) 7);
        assertEquals("200 ok", client.posts(sid, "b" + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes) + "\n").line());
        assertTrue(client.polls(sid).body().endsWith("b" + Base64.getEncoder().encodeToString(bytes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "9", "2", "0", "5", "4a\u001e", "b***"})
    void anInvalidPacketClosesTheSession(String body) {
        String sid = client.opens();
        assertEquals(400, client.posts(sid, body).status());
        isGone(sid);
    }

    @Test
    void aSecondPollClosesTheSession() {
        String sid = client.opens();
        var first = client.polling(sid);
        var second = client.polling(sid);
        Set<String> answers = Set.of(first.join().line(), second.join().line());
        assertEquals(Set.of("200 1", "400 " + OVERLAP), answers);
        isGone(sid);
    }

    /** Often, because the moment in which a closed session could still be found is short. */
    @RepeatedTest(200)
    void aSecondPostClosesTheSession() {
        String sid = client.opens();
        String address = client.path() + "?" + POLLING + "&sid=" + sid;
        try (SlowPost first = new SlowPost(client.base(), address); SlowPost second = new SlowPost(client.base(), address)) {
            assertEquals("HTTP/1.1 400 Bad Request", first.answer());
            isGone(sid);
            assertEquals("HTTP/1.1 400 Bad Request", second.answer());
        }
    }

    @Test
    void textAndBytesGoBothWaysOverAWebSocket() {
        try (RawSocket socket = client.socket(WEBSOCKET)) {
            socket.next();
            assertEquals("4hello", socket.sends("4hello").next());
            assertArrayEquals(new byte[] {1, 2, 3, 4}, socket.sends(new byte[] {1, 2, 3, 4}).nextBytes());
        }
    }

    @Test
    void anInvalidFrameClosesTheWebSocket() {
        try (RawSocket socket = client.socket(WEBSOCKET)) {
            socket.next();
            assertEquals(1001, socket.sends("abc").closeCode());
        }
    }

    @Test
    void theLargestMessageGoesThrough() {
        String sid = client.opens();
        String largest = "4" + "x".repeat(LARGEST - 1);
        assertEquals("200 ok", client.posts(sid, largest).line());
        assertEquals(largest, client.polls(sid).body());
        try (RawSocket socket = client.socket(WEBSOCKET)) {
            socket.next();
            assertEquals(largest, socket.sends(largest).next());
            byte[] bytes = new byte[LARGEST];
            assertArrayEquals(bytes, socket.sends(bytes).nextBytes());
        }
    }

    @Test
    void aLargerOneDoesNotGoThrough() {
        String sid = client.opens();
        assertEquals(413, client.posts(sid, "4" + "x".repeat(LARGEST)).status());
        isGone(sid);
        try (RawSocket socket = client.socket(WEBSOCKET)) {
            socket.next();
            assertEquals(1009, socket.sends("4" + "x".repeat(LARGEST)).closeCode());
        }
        try (RawSocket socket = client.socket(WEBSOCKET)) {
            socket.next();
            assertEquals(1009, socket.sends(new byte[LARGEST + 1]).closeCode());
        }
        try (RawSocket socket = client.socket(WEBSOCKET)) {
            socket.next();
            // The last one is too much. A client that is still sending when it is refused may lose the reason.
            socket.sendsInParts("4" + "x".repeat(LARGEST / 4), 4);
            assertEquals(1009, socket.closeCode());
        }
    }

    @Test
    void aLargerOneOfUnknownSizeDoesNotGoThroughEither() {
        String sid = client.opens();
        var body = BodyPublishers.fromPublisher(BodyPublishers.ofString("4" + "x".repeat(LARGEST)));
        assertEquals(413, client.asks("POST", POLLING + "&sid=" + sid, body).join().status());
        isGone(sid);
    }

    @Test
    void theServerAsksForSignsOfLifeOverPolls() {
        // Counted from before the server begins to count, so that a slow machine can only make it longer.
        long before = System.nanoTime();
        String sid = hasty.opens();
        for (int i = 0; i < 3; i++) {
            assertEquals("200 2", hasty.polls(sid).line());
            assertTrue(System.nanoTime() - before >= ConformanceApplication.HASTY.pingInterval().toNanos());
            before = System.nanoTime();
            assertEquals("200 ok", hasty.posts(sid, "3").line());
        }
    }

    @Test
    void theServerAsksForSignsOfLifeOverAWebSocket() {
        try (RawSocket socket = hasty.socket(WEBSOCKET)) {
            socket.next();
            for (int i = 0; i < 3; i++) {
                assertEquals("2", socket.next());
                socket.sends("3");
            }
        }
    }

    @Test
    void aPollingClientThatGivesNoneIsClosed() {
        long before = System.nanoTime();
        String sid = hasty.opens();
        Until.holds("the session is gone", CEILING, () -> !hasty.isKnown(sid));
        assertTrue(System.nanoTime() - before >= ConformanceApplication.HASTY.pingInterval().plus(ConformanceApplication.HASTY.pingTimeout()).toNanos());
        isGone(hasty, sid);
    }

    @Test
    void aWebSocketClientThatGivesNoneIsClosed() {
        try (RawSocket socket = hasty.socket(WEBSOCKET)) {
            assertEquals(1001, socket.closeCode());
        }
    }

    @Test
    void aClientIsNotTakenForDeadWhileItsAnswerWaitsForAThreadOfTheServer(@TempDir Path folder) throws Exception {
        Path occupied = Files.createFile(folder.resolve("occupied"));
        RawClient others = new RawClient(ConformanceServer.shared(), "/occupied");
        String silent = hasty.opens();
        try (RawSocket socket = hasty.socket(WEBSOCKET).answeringPings()) {
            socket.next();
            List<CompletableFuture<RawClient.Answer>> crowd = Stream.generate(() -> others.asks("GET", "file=" + occupied, BodyPublishers.noBody())).limit(CROWD).toList();
            Until.holds("no thread is free for longer than the client has", CEILING, () -> waits(ConformanceApplication.HASTY.pingInterval()
                    .plus(ConformanceApplication.HASTY.pingTimeout()).plusSeconds(1)));
            Files.delete(occupied);
            crowd.forEach(CompletableFuture::join);
            assertEquals("4hello", socket.sends("4hello").next());
        }
        Until.holds("one that gave no answer is gone", CEILING, () -> !hasty.isKnown(silent));
    }

    /** Whether a request has to wait for this long. */
    private boolean waits(Duration time) {
        return client.asks("PUT", POLLING + "&sid=another", BodyPublishers.noBody()).thenApply(_ -> false)
                .completeOnTimeout(true, time.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Test
    void aClientClosesOverPolls() {
        String sid = client.opens();
        var held = client.polling(sid);
        assertEquals("200 ok", client.posts(sid, "1").line());
        assertEquals("200 6", held.join().line());
        isGone(sid);
    }

    @Test
    void aClientClosesWithoutPolling() {
        String sid = client.opens();
        assertEquals("200 ok", client.posts(sid, "1").line());
        isGone(sid);
    }

    @Test
    void aClientClosesOverAWebSocket() {
        try (RawSocket socket = client.socket(WEBSOCKET)) {
            socket.next();
            assertEquals(1000, socket.sends("1").closeCode());
        }
    }

    @Test
    void packetsAfterAGoodbyeInTheSameBodyAreIgnored() {
        String sid = client.opens();
        var held = client.polling(sid);
        assertEquals("200 ok", client.posts(sid, "1\u001e4hello").line());
        assertFalse(held.join().body().contains("hello"));
    }
}
