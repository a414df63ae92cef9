package dev.parley.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ErrorsIT {
    private final Api api = Api.shared();

    /** Every error has the same form, and neither it nor its headers contain internals. */
    private static JsonObject isProblem(Api.Answer answer, int status, String code) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals("application/problem+json", answer.header("Content-Type").split(";")[0]);
        JsonObject problem = answer.json();
        assertEquals("about:blank", problem.getString("type"));
        assertFalse(problem.getString("title").isBlank());
        assertEquals(status, problem.getInt("status"));
        assertFalse(problem.getBoolean("success"));
        assertEquals(problem.getString("detail"), problem.getString("message"));
        assertEquals(code, problem.getString("code"));
        assertEquals(answer.header("X-Request-Id"), problem.getString("requestId"));
        String everything = answer.body() + answer.response().headers().map();
        for (String internal : new String[] {"Exception", "dev.parley", "jakarta.", "com.ibm", "\tat ", "Liberty", "WebSphere", "RESTEASY"}) {
            assertFalse(everything.contains(internal), internal + " in " + everything);
        }
        return problem;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1,2", "{\"word\":}", "", "\"word\"", "{\"word\":\"a\",\"number\":\"x\"}", "{\"word\":{\"$gt\":\"\"}}"})
    void malformedOrMisshapenJsonIs400(String body) {
        Api.Answer answer = api.post("/api/test/echo", body);
        assertEquals(400, answer.status(), answer.body());
        isProblem(answer, 400, answer.code());
    }

    @Test
    void aBodyThatIsNullIs422() {
        isProblem(api.post("/api/test/echo", "null"), 422, "validation_failed");
    }

    @Test
    void jsonNestedAHundredThousandDeepIs400() {
        isProblem(api.post("/api/test/echo", "[".repeat(100_000)), 400, "malformed_json");
    }

    @Test
    void aNumberOfAHundredThousandDigitsIs400() {
        for (String number : List.of("9".repeat(100_000), "0." + "9".repeat(100_000), "1e" + "9".repeat(1_000))) {
            isProblem(api.post("/api/test/echo", "{\"word\":\"a\",\"number\":" + number + "}"), 400, "malformed_json");
        }
    }

    @Test
    void fieldsThatNobodyAskedForHaveLimitsToo() {
        assertEquals(200, api.post("/api/test/echo", "{\"word\":\"[{\\\"[{\",\"more\":" + "[".repeat(31) + "\"" + "[".repeat(99) + "\"" + "]".repeat(31) + "}").status());
        isProblem(api.post("/api/test/echo", "{\"word\":\"a\",\"more\":" + "[".repeat(40) + "]".repeat(40) + "}"), 400, "malformed_json");
        isProblem(api.post("/api/test/echo", "{\"word\":\"a\",\"more\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"), 400, "malformed_json");
        isProblem(api.post("/api/test/echo", "{\"word\":\"a\",\"more\":" + "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000) + "}"), 400, "malformed_json");
    }

    @Test
    void aFieldThatBreaksARuleIs422AndNamesTheField() {
        JsonObject problem = isProblem(api.post("/api/test/echo", "{\"word\":\"far too long a word\"}"), 422, "validation_failed");
        assertEquals("word", problem.getJsonArray("errors").getJsonObject(0).getString("field"));
        assertFalse(problem.getJsonArray("errors").getJsonObject(0).getString("message").isBlank());
    }

    @Test
    void anUnknownPathUnderTheApiIs404() {
        isProblem(api.get("/api/nothing/here", "Accept", "text/html"), 404, "not_found");
    }

    @Test
    void theApiThatWeCallIsNotServedByUs() {
        isProblem(api.post("/api/2010-04-01/Accounts/AC1/Messages.json", "", "Content-Type", "application/x-www-form-urlencoded"), 404, "not_found");
    }

    @Test
    void aWrongMethodIs405AndNamesTheRightOnes() {
        Api.Answer answer = api.post("/api/call/health", "{}");
        isProblem(answer, 405, "method_not_allowed");
        assertTrue(answer.header("Allow").contains("GET"), answer.header("Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void aWrongMediaTypeIs415(String type) {
        isProblem(api.post("/api/test/echo", "{\"word\":\"a\"}", "Content-Type", type), 415, "unsupported_media_type");
    }

    @Test
    void aBodyPastTheLimitIs413() {
        isProblem(api.post("/api/test/echo", "{\"word\":\"" + "a".repeat(5_000_000) + "\"}"), 413, "too_large");
    }

    @Test
    void aChunkedBodyPastTheLimitIs413() {
        byte[] body = ("{\"word\":\"" + "a".repeat(5_000_000) + "\"}").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Api.Answer answer = api.send("POST", "/api/test/echo",
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), "Content-Type", "application/json");
        isProblem(answer, 413, "too_large");
    }

    @Test
    void aBugTellsTheCallerOnlyAnIdAndTheLogTheCauseUnderThatId() throws IOException {
        Api.Answer answer = api.get("/api/test/bug");
        JsonObject problem = isProblem(answer, 500, "internal_error");
        assertFalse(answer.body().contains("secret"));
        String log = Files.readString(Path.of(System.getProperty("it.server.home"), "logs/messages.log"));
        int line = log.indexOf("Request " + problem.getString("requestId") + " failed");
        assertTrue(line > 0);
        assertTrue(log.indexOf("the secret inside", line) > 0);
    }

    @Test
    void aRequestIdOfAProxyIsKeptUnlessItCouldForgeLogLines() {
        assertEquals("trace-12345678", api.get("/api/call/health", "X-Request-Id", "trace-12345678").header("X-Request-Id"));
        assertEquals(36, api.get("/api/call/health", "X-Request-Id", "%0d%0aforged line").header("X-Request-Id").length());
    }
}
