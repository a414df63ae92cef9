package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.conformance.RawSocket;
import dev.parley.harness.Api;
import dev.parley.harness.CommonServers;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a socket ends when nobody closes it: by silence or by an expired token. {@code RestartIT} tests a server that stops. */
@OwnServer
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifetimeIT {
    private static final Duration CEILING = Duration.ofMinutes(1);
    /** Kinds of frames. */
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    /** A dead peer: what it still receives, and its end. */
    private static final CompletableFuture<Integer> LAST_BYTES = new CompletableFuture<>();

    @Test
    @Order(1)
    void aDeadPeerIsAwayWhenItsSignOfLifeIsDueAndGoneAfterTheWindow() {
        Api server = CommonServers.impatient().api();
        Person grace = Person.called("grace", server);
        try (TestPeer ada = TestPeer.of(Person.called("ada", server))) {
            String room = ada.person.makesRoom();
            ada.joins(room);
            Until.isQuick("the word that a dead peer is away or gone, after it was due", Duration.ofSeconds(2), () -> {
                Socket socket = joinedByHand(grace, room);
                ada.hears("add-peer");
                Duration away = Until.time(() -> ada.hears("peer-away"));
                Duration gone = Until.time(() -> ada.hears("remove-peer"));
                Thread.ofVirtual().start(() -> readsToTheEnd(socket));
                // With the shipped settings these are ten and thirty seconds (SettingsTest).
                Duration awayLate = away.minusSeconds(CommonServers.SILENT_SECONDS);
                Duration goneLate = awayLate.plus(gone).minusSeconds(CommonServers.RESUME_SECONDS);
                return awayLate.compareTo(goneLate) > 0 ? awayLate : goneLate;
            });
        }
    }

    private static void readsToTheEnd(Socket socket) {
        try (socket) {
            socket.setSoTimeout(120_000);
            LAST_BYTES.complete(socket.getInputStream().readAllBytes().length);
        } catch (IOException e) {
            LAST_BYTES.completeExceptionally(e);
        }
    }

    /** The server waits half a minute for the other side's goodbye. The other tests run in the meantime. */
    @Test
    @Order(3)
    void theConnectionOfADeadPeerIsClosed() {
        assertTrue(LAST_BYTES.orTimeout(120, TimeUnit.SECONDS).join() > 0);
    }

    @Test
    @Order(2)
    void aSocketEndsWithItsTokenUnlessTheSessionIsRefreshed() {
        ServerProcess server = CommonServers.forgetful();
        Person grace = Person.called("grace", server.api());
        Person linus = Person.called("linus", server.api()).again();
        Api.Answer login = server.api().post("/api/auth/login", Person.json("email", grace.email(), "password", Person.PASSWORD));
        JsonObject body = login.json();
        grace = new Person(grace.email(), grace.address(), body.getString("accessToken"), body.getJsonObject("user"), server.api());
        try (TestPeer refreshed = TestPeer.of(grace); TestPeer forgotten = TestPeer.of(linus); RawSocket socketIo = SocketIoRoomsIT.connected(linus)) {
            AtomicReference<Api.Answer> signedIn = new AtomicReference<>(login);
            Until.holds("the token of the other is over", CEILING, () -> {
                signedIn.set(server.api().get("/api/auth/refresh", "Cookie", "refreshToken=" + signedIn.get().cookie("refreshToken"), "Sec-Fetch-Site", "same-origin"));
                return forgotten.isClosed();
            });
            assertEquals("token_expired", forgotten.hears("go-away").getString("reason"));
            assertEquals(4001, forgotten.closeCode());
            assertEquals("42[\"go-away\",{\"reason\":\"token_expired\"}]", SocketIoRoomsIT.hears(socketIo, "go-away"));
            assertEquals("41", socketIo.next());
            assertFalse(refreshed.isClosed());
            assertEquals("pong", refreshed.asks("ping", JsonObject.EMPTY_JSON_OBJECT).getString("event"));
        }
    }

    /** The server that Parley runs on stops reading then, and would keep the connection for ever. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5_000})
    @Order(2)
    void aPeerThatLeavesWithAnImpossibleCodeIsLetGo(int code) throws IOException {
        Person mallory = Person.called("mallory", CommonServers.impatient().api());
        try (Socket socket = joinedByHand(mallory, mallory.makesRoom())) {
            sends(socket, CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
            socket.setSoTimeout((int) CEILING.toMillis());
            assertTrue(socket.getInputStream().readAllBytes().length > 0);
        }
    }

    /** Here the server closes the session itself, in the middle of a message, and then stops reading all the same. */
    @Test
    @Order(2)
    void aPeerThatBreaksTheProtocolIsLetGo() throws IOException {
        Person mallory = Person.called("mallory", CommonServers.impatient().api());
        try (Socket socket = joinedByHand(mallory, mallory.makesRoom())) {
            byte[] beginning = {1, (byte) 0x81, 0, 0, 0, 0, 'x'};
            socket.getOutputStream().write(beginning);
            sends(socket, CLOSE, ByteBuffer.allocate(2).putShort((short) 5_000).array());
            socket.setSoTimeout((int) CEILING.toMillis());
            assertTrue(socket.getInputStream().readAllBytes().length > 0);
        }
    }

    @Test
    @Order(2)
    void aPeerThatGoesOnSendingAfterItWasSentAwayIsCutOff() {
        Person mallory = Person.called("mallory", CommonServers.impatient().api());
        try (Socket socket = joinedByHand(mallory, mallory.makesRoom())) {
            Until.holds("it is cut off", CEILING, () -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        sends(socket, TEXT, new byte[] {'x'});
                    }
                    return false;
                } catch (IOException cut) {
                    return true;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(2)
    void theVisitOfAGuestEndsInTheMiddleOfACall() {
        Api server = CommonServers.forgetful().api();
        Person ada = Person.called("ada", server);
        String room = ada.makesRoom();
        String code = Rooms.invite(ada, room, "{\"guests\":true}");
        JsonObject welcomed = server.post("/api/invites/" + code + "/guest", Person.json("name", "Eve")).json();
        assertTrue(welcomed.getInt("expiresIn") <= 15);
        Person eve = new Person("", "10.1.1.1", welcomed.getString("accessToken"), welcomed.getJsonObject("user"), server);
        try (TestPeer peer = TestPeer.of(eve)) {
            peer.joins(room);
            assertEquals("token_expired", peer.hears("go-away").getString("reason"));
            Until.holds("the socket is closed", CEILING, peer::isClosed);
            assertEquals(401, eve.api().get("/api/guest").status());
        }
    }

    @Test
    @Order(2)
    void nobodyIsAGuestWhereGuestsAreSwitchedOff() {
        Api server = CommonServers.impatient().api();
        Person ada = Person.called("ada", server);
        String room = ada.makesRoom();
        assertEquals("guests_off", ada.api().post("/api/rooms/" + room + "/invites", "{\"guests\":true}").code());
        assertEquals("guests_off", server.post("/api/invites/" + Rooms.invite(ada, room, "{}") + "/guest", Person.json("name", "Eve")).code());
    }

    /** A client that sends what is necessary and never answers pings. */
    private static Socket joinedByHand(Person person, String room) {
        try {
            Socket socket = new Socket("localhost", person.server().base().getPort());
            OutputStream out = socket.getOutputStream();
            out.write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                    + "Sec-WebSocket-Version: 13\r\nAuthorization: Bearer " + person.token() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (String end = ""; !end.endsWith("\r\n\r\n"); end += (char) socket.getInputStream().read()) {
                assertTrue(end.length() < 4_096);
            }
            sends(socket, TEXT, ("{\"event\":\"join\",\"data\":{\"roomId\":\"" + room + "\"}}").getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One frame of at most 125 bytes, masked with nothing. */
    private static void sends(Socket socket, int kind, byte[] data) throws IOException {
        socket.getOutputStream().write(ByteBuffer.allocate(6 + data.length).put((byte) (0x80 | kind)).put((byte) (0x80 | data.length)).putInt(0).put(data).array());
    }
}
