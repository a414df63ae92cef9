package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.conformance.RawSocket;
import dev.parley.harness.Api;
import dev.parley.harness.CommonServers;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a socket comes to its end when nobody closes it: silence, an expired token, a server that stops. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifetimeIT {
    /** Becomes ready while others wait. */
    private static ServerProcess stopping;
    /** Of a peer that was dead: what still comes, and its end. */
    private static final CompletableFuture<Integer> LAST_BYTES = new CompletableFuture<>();

    @BeforeAll
    static void start() {
        stopping = ServerProcess.start("socket-stop", Map.of());
    }

    @AfterAll
    static void end() {
        stopping.close();
    }

    @Test
    @Order(1)
    void aDeadPeerIsAwayWhenItsSignOfLifeIsDueAndGoneAfterTheWindow() throws IOException {
        Api server = CommonServers.impatient().api();
        Person grace = Person.called("grace", server);
        Socket socket = new Socket("localhost", server.base().getPort());
        try (TestPeer ada = TestPeer.of(Person.called("ada", server))) {
            String room = ada.person.makesRoom();
            ada.joins(room);
            joinsByHand(socket, grace, room);
            ada.hears("add-peer");
            long dead = System.nanoTime();
            ada.hears("peer-away");
            double away = (System.nanoTime() - dead) / 1e9;
            ada.hears("remove-peer");
            double gone = (System.nanoTime() - dead) / 1e9;
            // With what is set unless somebody sets it otherwise that is ten seconds and thirty (SettingsTest). Two more are for a busy machine.
            assertTrue(away < CommonServers.SILENT_SECONDS + 2, "away after " + away + " s");
            assertTrue(gone < CommonServers.SILENT_SECONDS + CommonServers.RESUME_SECONDS + 2, "gone after " + gone + " s");
        }
        Thread.ofVirtual().start(() -> readsToTheEnd(socket));
    }

    private static void readsToTheEnd(Socket socket) {
        try (socket) {
            socket.setSoTimeout(60_000);
            LAST_BYTES.complete(socket.getInputStream().readAllBytes().length);
        } catch (IOException e) {
            LAST_BYTES.completeExceptionally(e);
        }
    }

    /** The server waits half a minute for the goodbye of the other side; the others are tested meanwhile. */
    @Test
    @Order(4)
    void theConnectionOfADeadPeerIsNotKeptOpenForNobody() {
        assertTrue(LAST_BYTES.orTimeout(60, TimeUnit.SECONDS).join() > 0);
    }

    @Test
    @Order(2)
    void aSocketEndsWithItsTokenUnlessTheSessionIsRefreshed() {
        Duration life = Duration.ofSeconds(CommonServers.TOKEN_SECONDS);
        ServerProcess server = CommonServers.forgetful();
        Person grace = Person.called("grace", server.api());
        Api.Answer login = server.api().post("/api/auth/login", Person.json("email", grace.email(), "password", Person.PASSWORD));
        JsonObject body = login.json();
        grace = new Person(grace.email(), grace.address(), body.getString("accessToken"), body.getJsonObject("user"), server.api());
        Person linus = Person.called("linus", server.api());
        Instant issued = Instant.now();
        try (TestPeer refreshed = TestPeer.of(grace); TestPeer forgotten = TestPeer.of(linus); RawSocket socketIo = SocketIoRoomsIT.connected(linus)) {
            Until.holds("half of a token's life is over", life, () -> Instant.now().isAfter(issued.plus(life.dividedBy(2))));
            assertEquals(200, server.api().get("/api/auth/refresh", "Cookie", "refreshToken=" + login.cookie("refreshToken"), "Sec-Fetch-Site",
                    "same-origin").status());
            assertEquals("token_expired", forgotten.hears("go-away").getString("reason"));
            assertEquals(4001, forgotten.closeCode());
            assertEquals("42[\"go-away\",{\"reason\":\"token_expired\"}]", SocketIoRoomsIT.hears(socketIo, "go-away"));
            assertEquals("41", socketIo.next());
            assertFalse(refreshed.isClosed());
            assertEquals("pong", refreshed.asks("ping", JsonObject.EMPTY_JSON_OBJECT).getString("event"));
        }
    }

    @Test
    @Order(3)
    void aStoppingServerTellsEverySocketWhenToComeBack() {
        stopping.says("Parley is ready: ");
        Person grace = Person.called("grace", stopping.api());
        Person linus = Person.called("linus", stopping.api());
        List<TestPeer> crowd = Stream.of(grace, linus).flatMap(person -> Stream.generate(() -> TestPeer.of(person)).limit(30)).toList();
        RawSocket socketIo = SocketIoRoomsIT.connected(grace);
        stopping.stop();
        for (TestPeer peer : crowd) {
            JsonObject goAway = peer.hears("go-away");
            assertEquals("server_stopping", goAway.getString("reason"));
            assertTrue(goAway.getInt("reconnectIn") >= 500);
            assertEquals(1001, peer.closeCode());
        }
        String goAway = SocketIoRoomsIT.hears(socketIo, "go-away");
        assertTrue(goAway.matches("42\\[\"go-away\",\\{\"reason\":\"server_stopping\",\"reconnectIn\":[0-9]+}]"), goAway);
        crowd.forEach(TestPeer::close);
        socketIo.close();
        assertEquals(0, stopping.ended());
    }

    /** A client that says what it has to and never answers anything: nothing here sends a pong. */
    private static void joinsByHand(Socket socket, Person person, String room) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                + "Sec-WebSocket-Version: 13\r\nAuthorization: Bearer " + person.token() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String end = ""; !end.endsWith("\r\n\r\n"); end += (char) socket.getInputStream().read()) {
            assertTrue(end.length() < 4_096);
        }
        byte[] text = ("{\"event\":\"join\",\"data\":{\"roomId\":\"" + room + "\"}}").getBytes(StandardCharsets.US_ASCII);
        out.write(new byte[] {(byte) 0x81, (byte) (0x80 | text.length), 0, 0, 0, 0}); // Masked with nothing.
        out.write(text);
        out.flush();
    }
}
