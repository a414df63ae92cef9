package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class OperationsIT {
    private final Api api = Api.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/started"})
    void healthIsUpAndNamesItsChecks(String path) {
        Api.Answer answer = api.get(path);
        assertEquals(200, answer.status());
        assertEquals("UP", answer.json().getString("status"));
        assertTrue(!answer.json().getJsonArray("checks").isEmpty(), answer.body());
    }

    @Test
    void callHealthAnswersWithoutSigningIn() {
        JsonObject health = api.get("/api/call/health").json();
        assertTrue(health.getBoolean("success"));
        assertEquals("ok", health.getString("status"));
    }

    /** Exact quantiles keep a megabyte for each path: with a hundred paths, a quarter of the heap. */
    @Test
    void howLongRequestsTakeIsCountedInSteps() {
        api.get("/api/auth/jwks");
        Until.holds("a step of some path", Duration.ofMinutes(1), () -> api.get("/metrics").body().lines().anyMatch(line -> line.startsWith("REST_request_seconds_bucket") && line.contains("le=\"0.2\"")));
        assertEquals(List.of(), api.get("/metrics").body().lines().filter(line -> line.startsWith("REST_request") && line.contains("quantile")).toList());
    }

    @Test
    void metricsArePrometheusText() {
        Api.Answer answer = api.get("/metrics");
        assertEquals(200, answer.status());
        assertTrue(answer.header("Content-Type").startsWith("text/plain"), answer.header("Content-Type"));
        assertTrue(answer.body().contains("# TYPE memory_usedHeap_bytes gauge"), answer.body());
    }

    @Test
    void theApiDocumentIsServedWithAPageToReadIt() {
        assertTrue(api.get("/openapi").body().contains("/api/call/health"));
        assertEquals(200, api.get("/openapi/ui/").status());
    }
}
