package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.conformance.RawSocket;
import dev.parley.harness.Api;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import dev.parley.signalling.SocketIoRoomsIT;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed with -9 in the middle of writing, starts again, and is stopped as an operator would stop it. */
@OwnServer
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestartIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int WORDS = 150;

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static Person ada;
    private static Person linus;
    private static String room;
    private static List<String> acknowledged;
    private static List<TestPeer> crowd = List.of();
    private static RawSocket socketIo;

    @BeforeAll
    static void killAndStartAgain() {
        Map<String, String> environment = Map.of("DATA_DIR", folder.toString());
        try (ServerProcess killed = ServerProcess.ready("killed", environment)) {
            for (int i = 0; i < 5; i++) {
                assertEquals(200, asksForACode(killed.api()).status());
            }
            Person before = Person.called("ada", killed.api());
            linus = Person.called("linus", killed.api());
            try (TestPeer speaker = TestPeer.of(before); TestPeer banned = TestPeer.of(linus)) {
                room = before.makesRoom();
                speaker.joins(room);
                banned.joins(room);
                IntStream.range(0, WORDS).forEach(i -> speaker.sends("{\"event\":\"chat\",\"data\":{\"text\":\"word " + i + "\"},\"id\":" + (1_000 + i) + "}"));
                speaker.does("remove", "userId", linus.id(), "ban", true);
                Until.holds("the first words are acknowledged", SOON, () -> acks(speaker).size() > WORDS / 3);
                killed.kill();
                acknowledged = acks(speaker);
            }
            server = ServerProcess.ready("killed", environment);
            ada = new Person(before.email(), before.address(), before.token(), before.user(), server.api());
        }
    }

    @AfterAll
    static void end() {
        crowd.forEach(TestPeer::close);
        socketIo.close();
        server.close();
    }

    private static Api.Answer asksForACode(Api api) {
        return api.post("/api/send-otp", Person.json("email", "often@example.org"));
    }

    private static List<String> acks(TestPeer peer) {
        return peer.frames.stream().filter(frame -> frame.getString("event").equals("ack") && frame.getInt("id") >= 1_000)
                .map(frame -> "word " + (frame.getInt("id") - 1_000)).toList();
    }

    @Test
    @Order(1)
    void everythingTheSocketAcknowledgedIsThereAfterAKill() {
        List<String> stored = ada.api().get("/api/rooms/" + room + "/messages?limit=100").json().getJsonArray("messages").getValuesAs(JsonObject.class)
                .stream().map(message -> message.getString("text")).toList();
        List<String> older = stored.isEmpty() ? List.of() : ada.api().get("/api/rooms/" + room + "/messages?limit=100&cursor=" + cursor()).json()
                .getJsonArray("messages").getValuesAs(JsonObject.class).stream().map(message -> message.getString("text")).toList();
        assertEquals(List.of(), acknowledged.stream().filter(text -> !stored.contains(text) && !older.contains(text)).toList());
        assertEquals(List.of(linus.id()), ada.api().get("/api/rooms/" + room + "/bans").json().getJsonArray("bans").getValuesAs(JsonObject.class).stream()
                .map(ban -> ban.getJsonObject("user").getString("id")).toList());
    }

    private static String cursor() {
        return ada.api().get("/api/rooms/" + room + "/messages?limit=100").json().getString("nextCursor", "none");
    }

    @Test
    @Order(1)
    void aRestartResetsNoLimits() {
        assertEquals(429, asksForACode(server.api()).status());
    }

    @Test
    @Order(2)
    void stoppingFinishesWhatIsInProgressAndTakesNothingNew() throws Exception {
        Person grace = Person.called("grace", server.api());
        crowd = Stream.of(ada, grace).flatMap(person -> Stream.generate(() -> TestPeer.of(person)).limit(30)).toList();
        socketIo = SocketIoRoomsIT.connected(grace);
        try (Socket kept = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            kept.setSoTimeout((int) SOON.toMillis());
            PrintStream request = new PrintStream(kept.getOutputStream(), true, StandardCharsets.US_ASCII);
            request.print("POST /api/test/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10000\r\nExpect: 100-continue\r\n\r\n");
            Iterator<String> answers = new BufferedReader(new InputStreamReader(kept.getInputStream(), StandardCharsets.US_ASCII)).lines().iterator();
            assertEquals("HTTP/1.1 100 Continue", answers.next());
            server.askToEnd();
            AtomicInteger left = new AtomicInteger(10_000);
            // The server would give up a request of which nothing comes.
            Until.holds("no new connection is taken", SOON, () -> {
                request.print(' ');
                left.decrementAndGet();
                return !takesConnections();
            });
            assertTrue(server.isAlive());
            String word = "{\"word\":\"bye\"}";
            request.print(" ".repeat(left.get() - word.length()) + word);
            Until.holds("the request is answered", SOON, () -> answers.next().equals("HTTP/1.1 200 OK"));
        }
    }

    private static boolean takesConnections() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    @Order(3)
    void aStoppingServerTellsEverySocketWhenToComeBack() {
        for (TestPeer peer : crowd) {
            JsonObject goAway = peer.hears("go-away");
            assertEquals("server_stopping", goAway.getString("reason"));
            assertTrue(goAway.getInt("reconnectIn") >= 500);
            assertEquals(1001, peer.closeCode());
        }
        String goAway = SocketIoRoomsIT.hears(socketIo, "go-away");
        assertTrue(goAway.matches("42\\[\"go-away\",\\{\"reason\":\"server_stopping\",\"reconnectIn\":[0-9]+}]"), goAway);
        // What a process ends with that was asked to by SIGTERM.
        assertEquals(143, server.ended());
    }
}
