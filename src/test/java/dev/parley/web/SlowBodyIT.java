package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.CommonServers;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.Until;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies that come a byte at a time, or never completely. */
@OwnServer
class SlowBodyIT {
    /** When each of many silent connections was closed. The other tests run in the meantime. */
    private static final List<CompletableFuture<Duration>> SILENT = new ArrayList<>();
    private static int meanwhile;

    private final Api server = CommonServers.impatient().api();
    private final Person ada = Person.called("ada", server);

    @BeforeAll
    static void saysNothing() throws IOException {
        int port = CommonServers.impatient().port();
        for (int i = 0; i < 400; i++) {
            Socket socket = new Socket("localhost", port);
            if (i % 2 == 0) {
                write(socket, "GET /health/li");
            }
            SILENT.add(CompletableFuture.supplyAsync(() -> Until.time(() -> assertFalse(lastWords(socket).startsWith("HTTP/1.1 2"))), Thread::startVirtualThread));
        }
        meanwhile = CommonServers.impatient().api().get("/health/live").status();
    }

    private static String lastWords(Socket socket) {
        try (socket) {
            return answer(socket);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** A request without its body, which is announced but not sent. */
    private Socket begun(String head, int length) throws IOException {
        Socket socket = new Socket("localhost", server.base().getPort());
        write(socket, head + " HTTP/1.1\r\nHost: localhost:" + server.base().getPort() + "\r\nAuthorization: Bearer " + ada.token()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n");
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        byte[] head = new byte[2_000];
        int read = socket.getInputStream().read(head);
        return new String(head, 0, Math.max(0, read), StandardCharsets.UTF_8);
    }

    @Test
    void aBodyThatComesInPiecesIsUnderstood() throws IOException {
        String body = "{\"name\":\"Piece by piece\"}";
        try (Socket socket = begun("POST /api/rooms", body.length())) {
            for (char each : body.toCharArray()) {
                write(socket, String.valueOf(each));
            }
            assertTrue(answer(socket).startsWith("HTTP/1.1 201"));
        }
    }

    @Test
    void twoHundredBodiesThatNeverComeHoldUpNobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                slow.add(begun("POST /api/rooms", 100));
                write(slow.getLast(), "{");
            }
            Until.isQuick("a look at it", Duration.ofSeconds(2), () -> Until.time(() -> {
                assertEquals(200, server.get("/health/live").status());
                assertEquals(200, ada.api().get("/api/user").status());
            }));
            assertTrue(slow.stream().anyMatch(SlowBodyIT::isRefused), "only a few requests from one address may be slow");
        } finally {
            for (Socket each : slow) {
                each.close();
            }
        }
        Until.holds("their places are free again", Duration.ofSeconds(40), this::isWelcome);
    }

    private boolean isWelcome() {
        try (Socket socket = begun("PUT /api/user/update_profile", 14)) {
            write(socket, "{\"name\"");
            write(socket, ":\"Ada\"}");
            return answer(socket).startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isRefused(Socket socket) {
        try {
            return socket.getInputStream().available() > 0 && answer(socket).startsWith("HTTP/1.1 429");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aBodyThatStopsIsGivenUpInTime() throws IOException {
        try (Socket socket = begun("POST /api/rooms", 100)) {
            write(socket, "{");
            assertTrue(answer(socket).startsWith("HTTP/1.1 408"));
        }
    }

    @Test
    void silentOrHalfFinishedConnectionsHoldUpNobodyAndAreClosedInTime() {
        assertEquals(200, meanwhile);
        // The server's own limit is a minute.
        SILENT.forEach(each -> assertTrue(each.join().toSeconds() < 45, () -> "closed after " + each.join()));
    }

    @Test
    void aSlowSenderHasToBeSignedInAllTheSame() throws IOException {
        try (Socket socket = new Socket("localhost", server.base().getPort())) {
            String body = "{\"name\":\"Nobody's\"}";
            write(socket, "POST /api/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n");
            for (char each : body.toCharArray()) {
                write(socket, String.valueOf(each));
            }
            assertTrue(answer(socket).startsWith("HTTP/1.1 401"));
        }
    }
}
