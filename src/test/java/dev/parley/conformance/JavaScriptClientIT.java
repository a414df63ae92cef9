package dev.parley.conformance;

import dev.parley.harness.NodeTests;
import dev.parley.harness.OwnServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The unmodified {@code socket.io-client}, over each transport. */
@OwnServer
class JavaScriptClientIT {

    @Test
    void theRealClientIsContent() throws IOException, InterruptedException {
        NodeTests.pass("socketio.test.mjs", Map.of("SERVER", ConformanceServer.shared().toString()));
    }
}
