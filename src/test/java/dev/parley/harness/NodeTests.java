package dev.parley.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tests of JavaScript clients, in {@code src/test/node}; the libraries are those that the web client's build has installed. */
public final class NodeTests {
    private static final int MINUTES = 5;
    private static final List<String> NAMES = List.of("ada", "grace", "linus", "margaret", "barbara", "edsger", "tony", "frances", "alan", "donald", "dennis");

    private NodeTests() {}

    /** The people in these tests, in turn on each of these servers, which know each other. */
    public static Map<String, String> people(List<Api> servers) {
        JsonObjectBuilder all = Json.createObjectBuilder();
        for (int i = 0; i < NAMES.size(); i++) {
            Api server = servers.get(i % servers.size());
            Person person = Person.called(NAMES.get(i), server);
            all.add(NAMES.get(i), Json.createObjectBuilder().add("id", person.id()).add("username", person.username()).add("token", person.token())
                    .add("server", server.base().toString()));
        }
        return Map.of("PEOPLE", all.build().toString());
    }

    /** Runs one file. The message says what failed. */
    public static void pass(String file, Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Path.of("target", file + ".log");
        ProcessBuilder builder = new ProcessBuilder("node", "--test", "--test-reporter=spec", "src/test/node/" + file);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            assertEquals(0, ended ? process.exitValue() : -1, () -> {
                try {
                    return Files.readString(output);
                } catch (IOException e) {
                    return e.toString();
                }
            });
        } finally {
            process.destroy();
        }
    }
}
