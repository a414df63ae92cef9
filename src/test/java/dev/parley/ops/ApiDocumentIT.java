package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.harness.Api;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ApiDocumentIT {

    private static JsonObject served() {
        return Api.shared().get("/openapi?format=JSON").json();
    }

    /** The document that the web client's types are made from is the same as the server's, except for the port. */
    @Test
    void theWebClientIsBuiltAgainstThisVeryApi() throws IOException {
        try (var reader = Json.createReader(Files.newBufferedReader(Path.of("webapp/openapi.json")))) {
            JsonObject known = reader.readObject();
            JsonObject now = served();
            for (String part : List.of("paths", "components")) {
                assertEquals(known.get(part), now.get(part), "run Parley, then: cd webapp && npm run api");
            }
        }
    }

    @Test
    void everyPathHasANameAndASentence() {
        List<String> nameless = new ArrayList<>();
        served().getJsonObject("paths").forEach((path, methods) -> methods.asJsonObject().forEach((method, operation) -> {
            if (operation.getValueType() == JsonValue.ValueType.OBJECT
                    && (!operation.asJsonObject().containsKey("operationId") || !operation.asJsonObject().containsKey("summary"))) {
                nameless.add(method + " " + path);
            }
        }));
        assertEquals(List.of(), nameless);
        assertFalse(served().getJsonObject("paths").isEmpty());
    }
}
