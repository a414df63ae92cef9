package dev.parley.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.harness.Api;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class OutboxIT {
    private final Api api = Api.shared();

    /** Other tests may have written to others meanwhile. */
    private JsonObject newestTo(String address) {
        return api.get("/api/dev/outbox").json().getJsonArray("messages").getValuesAs(JsonObject.class).stream().filter(each -> each.getString("to").equals(address))
                .findFirst().orElseThrow();
    }

    @Test
    void withoutASenderMessagesAreShownInTheOutboxNewestFirst() {
        api.post("/api/test/mail", "{\"word\":\"ada@a.io\"}");
        JsonObject mail = newestTo("ada@a.io");
        assertEquals("mail", mail.getString("channel"));
        assertEquals("Grüße aus Parley", mail.getString("subject"));
        assertEquals("123456", mail.getString("code"));
        api.post("/api/test/sms", "{\"word\":\"+491511\"}");
        assertEquals("sms", newestTo("+491511").getString("channel"));
    }

    @Test
    void theLogNamesThePageAndNeverACode() throws IOException {
        api.post("/api/test/mail", "{\"word\":\"eve@e.io\"}");
        String log = Files.readString(Path.of(System.getProperty("it.server.home"), "logs/messages.log"));
        assertEquals(1, log.split("shown on the page /outbox", -1).length - 1);
        assertFalse(log.contains("123456"));
        assertFalse(log.contains("eve@e.io"));
    }

    @Test
    void aPageWhoseNamePointsToThisMachineReadsNoCodes() {
        for (String host : List.of("rebound.example.org", "rebound.example.org:" + api.base().getPort(), "localhost", "localhost:1")) {
            assertEquals(404, api.get("/api/dev/outbox", "Host", host).status(), host);
        }
        for (String host : List.of("LOCALHOST:" + api.base().getPort(), "127.0.0.1:" + api.base().getPort(), "localhost:5173")) {
            assertEquals(200, api.get("/api/dev/outbox", "Host", host).status(), host);
        }
    }

    @Test
    void anotherMachineReadsNoCodes() {
        for (String address : List.of("192.0.2.7", "2001:db8::7", "rubbish")) {
            assertEquals(404, api.from(address).get("/api/dev/outbox").status(), address);
        }
    }
}
