package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Foreign pages, and people who look for a forgotten way in, try other spellings of paths. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SpellingIT {
    private static final List<String> REQUESTS = List.of("DELETE /api/user", "DELETE //api/user", "DELETE /api//user", "DELETE /api;x=1/user", "DELETE /api/user;x=1",
            "DELETE /%61pi/user", "DELETE /api/%75ser", "DELETE /./api/user", "DELETE /x/../api/user", "DELETE /API/user", "DELETE /api/user/",
            "GET /api/auth/logout", "GET //api/auth/logout", "GET /api/auth/logout/", "GET /api/auth/logout;x=1", "GET /api/auth/logout%3bx",
            "GET /api/auth/%6cogout", "GET /api/auth/%6Cogou%74/", "GET /api/auth;refresh/log%6fut;x", "HEAD /api/auth/logout", "HEAD /api/auth/%6cogout;x",
            "GET /%61pi/auth/logout");

    private final Person ada = Person.called("ada");

    private static String status(String request, String... headers) throws IOException {
        URI server = Api.shared().base();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write((request + " HTTP/1.1\r\nHost: localhost:" + server.getPort() + "\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ", 3)[1];
        }
    }

    @Test
    void noSpellingLetsAForeignPageUseTheCookies() throws IOException {
        List<String> passed = new ArrayList<>();
        for (String request : REQUESTS) {
            for (String from : List.of("Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site")) {
                String status = status(request, from, "Cookie: accessToken=" + ada.token(), "User-Agent: Mozilla/5.0");
                if (status.startsWith("2") || ada.api().get("/api/user").status() != 200) {
                    passed.add(request + " " + from + " -> " + status);
                }
            }
        }
        assertEquals(List.of(), passed);
    }

    @Test
    void aPathWithoutARuleIsRefusedToEverybody() throws IOException {
        assertEquals("403", status("GET /api/unmarked"));
        assertEquals("403", status("GET /api/unmarked", "Authorization: Bearer " + ada.token()));
    }
}
