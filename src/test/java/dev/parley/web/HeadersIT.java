package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import java.net.http.HttpRequest;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HeadersIT {
    private final Api api = Api.shared();

    private Api.Answer preflight(String origin) {
        return api.send("OPTIONS", "/api/call/health", HttpRequest.BodyPublishers.noBody(), "Origin", origin, "Access-Control-Request-Method", "POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/theme.js", "/api/call/health", "/api/nothing", "/health", "/metrics", "/openapi"})
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        Api.Answer answer = api.get(path);
        String policy = answer.header("Content-Security-Policy");
        assertTrue(policy.contains("default-src 'none'"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe-inline"), policy);
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        assertEquals("same-origin", answer.header("Cross-Origin-Opener-Policy"));
        assertEquals("same-origin", answer.header("Cross-Origin-Resource-Policy"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
        assertTrue(answer.header("Strict-Transport-Security").startsWith("max-age="));
        for (String device : List.of("microphone", "camera", "display-capture")) {
            assertTrue(answer.header("Permissions-Policy").contains(device + "=(self)"), device);
        }
        assertEquals("", answer.header("X-Powered-By"));
        assertEquals("", answer.header("Server"));
    }

    @Test
    void aPageOfAConfiguredOriginMayUseTheApiWithItsCookies() {
        Api.Answer answer = api.get("/api/call/health", "Origin", "http://localhost:5173");
        assertEquals("http://localhost:5173", answer.header("Access-Control-Allow-Origin"));
        assertEquals("true", answer.header("Access-Control-Allow-Credentials"));
        Api.Answer preflight = preflight("http://localhost:5173");
        assertEquals(204, preflight.status());
        assertTrue(preflight.header("Access-Control-Allow-Methods").contains("DELETE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:5174", "http://localhost", "http://localhost:5173.evil.example"})
    void aForeignOriginIsToldNothing(String origin) {
        assertEquals("", api.get("/api/call/health", "Origin", origin).header("Access-Control-Allow-Origin"));
        assertEquals("", preflight(origin).header("Access-Control-Allow-Origin"));
        assertEquals("", preflight(origin).header("Access-Control-Allow-Methods"));
    }

    @Test
    void answersOfTheApiAreNeverStored() {
        assertEquals("no-store", api.get("/api/call/health").header("Cache-Control"));
    }
}
