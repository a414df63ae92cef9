package dev.parley.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.harness.ServerProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator sees of a wrong setting; which ones are wrong is for {@link SettingsTest}. */
class StartRefusedIT {

    @Test
    void aServerWithAWrongSettingStopsAtOnceWithOneLineThatNamesIt() {
        try (ServerProcess server = ServerProcess.start("parley-refused", Map.of("APP_ORIGIN", "https://voice.example.org"))) {
            assertEquals(78, server.ended());
            List<String> lines = server.output().lines().filter(line -> line.contains("Parley") || line.contains("\tat ") || line.contains(" E ")).toList();
            assertEquals(1, lines.size(), server.output());
            assertEquals("Parley cannot start: SMTP_HOST is missing: a server for other machines (see APP_ORIGIN, BASE_URL) must be able "
                    + "to send codes; set SMTP_HOST and EMAIL_SENDER, or SMS_SID, SMS_AUTH_TOKEN and SMS_FROM_NUMBER",
                    lines.getFirst().substring(lines.getFirst().indexOf("Parley cannot")));
            assertFalse(server.output().contains("Parley is ready"));
        }
    }

    /** 127.0.0.2 is this machine, too, but not the address that "localhost" is: like the address by which other machines would come. */
    @Test
    void aServerThatServesOnlyThisMachineListensOnlyOnThisMachine() throws IOException {
        try (ServerProcess server = ServerProcess.ready("parley-local", Map.of("APP_ORIGIN", "http://localhost:4000"))) {
            assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", server.port()).close());
        }
        try (ServerProcess server = ServerProcess.ready("parley-local", Map.of("LISTEN", "*"))) {
            new Socket("127.0.0.2", server.port()).close();
        }
    }
}
