package dev.parley.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Google's page checker, as a phone on a slow network. */
public final class Lighthouse {
    /** It would imitate a slow processor by using four times the time, and so multiply the effect of everything else on this machine. */
    private static final String PROCESSOR = "--throttling.cpuSlowdownMultiplier=1";

    /** Checks that take time and count for no score. */
    private static final String PICTURES = "--skip-audits=bf-cache,final-screenshot,full-page-screenshot,screenshot-thumbnails";

    private Lighthouse() {}

    /** In percent. */
    public record Scores(int performance, int accessibility, int bestPractices, int seo, String failed) {}

    public static Scores of(String address) {
        List<String> flags = new ArrayList<>(Browser.QUIET);
        flags.addAll(List.of("--headless", "--no-sandbox"));
        return run(address, "--chrome-flags=" + String.join(" ", flags));
    }

    /** In a browser that is lent to it over this port, with somebody signed in. */
    public static Scores of(String address, int port) {
        return run(address, "--port=" + port, "--disable-storage-reset");
    }

    private static Scores run(String address, String... how) {
        Path report = Path.of("target/lighthouse.json").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(Needs.Condition.find("node").orElseThrow().toString(),
                "webapp/node_modules/lighthouse/cli/index.js", address, "--quiet", PROCESSOR, PICTURES, "--output=json", "--output-path=" + report));
        command.addAll(List.of(how));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CHROME_PATH", Browser.executable().toString());
        builder.redirectErrorStream(true).redirectOutput(Path.of("target/lighthouse.log").toFile());
        try {
            Process process = builder.start();
            if (!process.waitFor(240, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                throw new AssertionError("Lighthouse did not end, see target/lighthouse.log");
            }
            try (var reader = Json.createReader(Files.newBufferedReader(report))) {
                JsonObject all = reader.readObject();
                JsonObject categories = all.getJsonObject("categories");
                return new Scores(percent(categories, "performance"), percent(categories, "accessibility"),
                        percent(categories, "best-practices"), percent(categories, "seo"), failed(all));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int percent(JsonObject categories, String name) {
        return (int) Math.round(categories.getJsonObject(name).getJsonNumber("score").doubleValue() * 100);
    }

    private static String failed(JsonObject all) {
        StringBuilder failed = new StringBuilder();
        all.getJsonObject("audits").forEach((name, audit) -> {
            if (audit.asJsonObject().get("score") instanceof jakarta.json.JsonNumber score && score.doubleValue() < 0.9) {
                failed.append(name).append(' ').append(score).append("; ");
            }
        });
        return failed.toString();
    }
}
