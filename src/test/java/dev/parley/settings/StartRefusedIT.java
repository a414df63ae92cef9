package dev.parley.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.parley.harness.CommonServers;
import dev.parley.harness.OwnServer;
import dev.parley.harness.ServerProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What an operator sees of a wrong setting. {@link SettingsTest} tests which settings are wrong. A start takes long, so the tests run at the
 * same time.
 */
@OwnServer
class StartRefusedIT {
    private static HttpServer other;
    private static ServerProcess wrong;
    private static ServerProcess first;
    private static ServerProcess second;
    private static ServerProcess third;

    @BeforeAll
    static void start() throws IOException {
        other = HttpServer.create(new InetSocketAddress(0), 5);
        other.start();
        wrong = ServerProcess.start("parley-refused", Map.of("APP_ORIGIN", "https://voice.example.org"));
        first = CommonServers.impatient();
        second = ServerProcess.start("parley-second", first.port(), Map.of());
        third = ServerProcess.start("parley-port", other.getAddress().getPort(), Map.of());
    }

    @AfterAll
    static void stop() {
        List.of(wrong, second, third).forEach(ServerProcess::close);
        other.stop(0);
    }

    @Test
    void aServerWithAWrongSettingStopsAtOnceWithOneLineThatNamesIt() {
        endsWith("SMTP_HOST is missing: a server for other machines (see APP_ORIGIN, BASE_URL) must be able "
                + "to send codes; set SMTP_HOST and EMAIL_SENDER, or SMS_SID, SMS_AUTH_TOKEN and SMS_FROM_NUMBER", wrong);
        List<String> lines = wrong.output().lines().filter(line -> line.contains("Parley") || line.contains("\tat ") || line.contains(" E ")).toList();
        assertEquals(1, lines.size(), wrong.output());
    }

    private static void endsWith(String reason, ServerProcess server) {
        assertEquals(78, server.ended());
        List<String> said = server.output().lines().filter(line -> line.contains("Parley cannot start") || line.contains("Parley is ready")).toList();
        assertEquals(1, said.size(), server.output());
        assertEquals("Parley cannot start: " + reason, said.getFirst().substring(said.getFirst().indexOf("Parley cannot")));
        assertEquals(said.getFirst(), server.output().lines().toList().getLast());
    }

    @Test
    void aServerWhosePortIsTakenStopsWithOneLineThatNamesIt() {
        endsWith("PORT " + third.port() + " is in use by another program: stop that one, or set PORT to another number", third);
    }

    @Test
    void aSecondParleyOnThePortStopsAndTheFirstGoesOn() {
        endsWith("PORT " + first.port() + " is in use by another program: stop that one, or set PORT to another number", second);
        assertEquals(200, first.api().get("/health/ready").status());
    }

    /** 127.0.0.2 is this machine too, but not the address of "localhost". So it stands for the address that other machines would use. */
    @Test
    void aServerThatServesOnlyThisMachineListensOnlyOnThisMachine() {
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", first.port()).close());
    }
}
