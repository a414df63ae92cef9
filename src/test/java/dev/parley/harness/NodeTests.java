package dev.parley.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tests of JavaScript clients, in {@code src/test/node}; the libraries are those that the web client's build has installed. */
public final class NodeTests {
    private static final int MINUTES = 5;

    private NodeTests() {}

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
