package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.TestPeer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who gets a socket, and how it begins. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HandshakeIT {
    private final Person ada = Person.called("ada");
    private final String bearer = "Bearer " + ada.token();

    @Test
    void theFirstFrameIsTheWelcome() {
        try (TestPeer peer = TestPeer.of(ada); TestPeer second = TestPeer.of(ada)) {
            JsonObject welcome = peer.welcome();
            assertEquals(20_000, welcome.getInt("resumeWindow"));
            assertEquals(5_000, welcome.getInt("pingInterval"));
            assertEquals(1, peer.frames.getFirst().getInt("seq"));
            assertFalse(welcome.getJsonArray("iceServers").isEmpty());
            assertFalse(welcome.getJsonArray("features").isEmpty());
            assertNotEquals(welcome.getString("resumeId"), second.welcome().getString("resumeId"));
            assertNotEquals(peer.peerId(), second.peerId());
        }
    }

    @Test
    void theCookieOpensTheSocketToo() {
        assertEquals(101, TestPeer.refused("Cookie", "accessToken=" + ada.token(), "Origin", Api.shared().base().toString()));
    }

    @Test
    void aSocketLeavesNoSessionBehind() throws IOException {
        URI server = Api.shared().base();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\nAuthorization: " + bearer + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            assertTrue(head.toString().startsWith("HTTP/1.1 101"), head.toString());
            assertFalse(head.toString().toLowerCase(Locale.ROOT).contains("set-cookie"), head.toString());
        }
    }

    @Test
    void withoutATokenThereIsNoSocket() {
        assertEquals(401, TestPeer.refused());
        assertEquals(401, TestPeer.refused("Authorization", "Bearer nonsense"));
    }

    @Test
    void aForgedTokenOpensNoSocket() {
        String forged = ada.token().substring(0, ada.token().lastIndexOf('.')) + ".AAAA";
        assertEquals(401, TestPeer.refused("Authorization", "Bearer " + forged));
    }

    @Test
    void theTokenOfAnEndedSessionOpensNoSocket() {
        assertEquals(200, ada.api().post("/api/auth/logout", "").status());
        assertEquals(401, TestPeer.refused("Authorization", bearer));
    }

    @Test
    void aForeignPageGetsNoSocket() {
        assertEquals(403, TestPeer.refused("Authorization", bearer, "Origin", "https://evil.example"));
        assertEquals(403, TestPeer.refused("Cookie", "accessToken=" + ada.token(), "Origin", "https://evil.example"));
    }

    @Test
    void aTokenInTheAddressOpensNothing() {
        assertEquals(401, Api.shared().get("/ws?access_token=" + ada.token()).status());
    }
}
