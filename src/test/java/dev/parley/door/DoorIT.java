package dev.parley.door;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody gets a socket past the door by spelling its address or the request in another way. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DoorIT {
    private static final String QUERY = "?EIO=4&transport=websocket";
    private static final List<String> SPELLINGS = List.of("/ws", "/ws/", "//ws", "//ws/", "/ws//", "/ws;a=1", "/ws/;a=1", "/%77s", "/ws%2f", "/%2fws", "/WS",
            "/./ws", "/a/../ws", "/ws/.", "/ws/x", "/socket.io", "/socket.io/", "//socket.io/", "/socket.io//", "/socket.io/x", "/socket.io/;a=1",
            "/socket.io;a=1/", "/%73ocket.io/", "/SOCKET.IO/", "/./socket.io/", "/socket%2eio/", "/api/../ws");
    private static final List<String> UPGRADES = List.of("Upgrade: websocket", "Upgrade: WebSocket", "upgrade:\twebsocket", "Upgrade: h2c\r\nUpgrade: websocket",
            "Upgrade: websocket\r\nUpgrade: h2c", "Upgrade: h2c, websocket");

    private final Person ada = Person.called("ada");
    private final String bearer = "Authorization: Bearer " + ada.token();

    private static String status(String method, String path, String upgrade, String... headers) {
        URI server = Api.shared().base();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write((method + " " + path + " HTTP/1.1\r\nHost: localhost:" + server.getPort() + "\r\n" + upgrade
                    + "\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
                    + String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
            return line == null ? "nothing" : line.split(" ")[1];
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** All spellings whose answer is not a refusal. */
    private static List<String> passed(String... headers) {
        List<String> passed = new ArrayList<>();
        for (String spelling : SPELLINGS) {
            for (String path : List.of(spelling, spelling + QUERY)) {
                String status = status("GET", path, UPGRADES.getFirst(), headers);
                if (!List.of("400", "401", "403", "404").contains(status)) {
                    passed.add(path + " -> " + status);
                }
            }
        }
        return passed;
    }

    @Test
    void withATokenTheDoorIsOpen() {
        assertEquals("101", status("GET", "/ws", UPGRADES.getFirst(), bearer));
        assertEquals("101", status("GET", "/socket.io/" + QUERY, UPGRADES.getFirst(), bearer));
    }

    @Test
    void noSpellingOfAnAddressOpensASocketWithoutAToken() {
        assertEquals(List.of(), passed());
    }

    @Test
    void noSpellingOpensASocketToAForeignPage() {
        assertEquals(List.of(), passed(bearer, "Origin: https://evil.example"));
    }

    @Test
    void noSpellingOpensASocketToATokenWhoseSessionIsOver() {
        assertEquals(200, ada.api().post("/api/auth/logout", "").status());
        assertEquals(List.of(), passed(bearer));
    }

    @Test
    void noSpellingOfTheRequestOpensASocketWithoutAToken() {
        List<String> passed = new ArrayList<>();
        for (String upgrade : UPGRADES) {
            for (String method : List.of("GET", "POST", "HEAD", "OPTIONS", "get")) {
                for (String path : List.of("/ws", "/ws/", "//ws", "/socket.io/" + QUERY, "//socket.io/" + QUERY)) {
                    if (status(method, path, upgrade).equals("101")) {
                        passed.add(method + " " + path + " " + upgrade);
                    }
                }
            }
        }
        assertEquals(List.of(), passed);
    }
}
