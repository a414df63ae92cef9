package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compose files fit together. Nothing is started. */
class CompositionsTest {
    private static final Path FOLDER = Path.of("docker");
    private static final Path CLUSTER = FOLDER.resolve("compose.cluster.yaml");
    /** What the server itself takes to stop, after Parley has given its rooms and sockets away. */
    private static final Duration SERVER = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> file.getFileName().toString().startsWith("compose.")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatAFileNamesExists(Path file) throws IOException {
        JsonObject composition = Yaml.read(file).getFirst();
        JsonObject services = composition.getJsonObject("services");
        services.forEach((name, value) -> {
            JsonObject service = value.asJsonObject();
            names(service.get("depends_on")).forEach(other -> assertTrue(services.containsKey(other), name + " needs " + other));
            names(service.get("networks")).forEach(net -> assertTrue(Yaml.at(composition, "networks").containsKey(net), name + " is in the network " + net));
            strings(service.get("volumes")).map(volume -> volume.split(":")[0]).forEach(source -> assertTrue(source.startsWith(".")
                    ? Files.exists(FOLDER.resolve(source)) : Yaml.at(composition, "volumes").containsKey(source), name + " mounts " + source));
            if (service.containsKey("build")) {
                JsonObject build = service.getJsonObject("build");
                Path dockerfile = FOLDER.resolve(build.getString("context")).resolve(build.getString("dockerfile"));
                assertTrue(!build.containsKey("target") || found("(?m)^FROM \\S+ AS (\\S+)", text(dockerfile)).contains(build.getString("target")), name);
            }
            if (service.containsKey("extends")) {
                JsonObject other = Yaml.read(FOLDER.resolve(Yaml.at(service, "extends").getString("file"))).getFirst();
                assertTrue(Yaml.at(other, "services").containsKey(Yaml.at(service, "extends").getString("service")), name);
            }
        });
        Set<String> known = found("(?m)^([A-Z_]+)=", Files.readString(FOLDER.resolve(".env.example")));
        found("(?<!\\$)\\$\\{([A-Z_]+)", Files.readString(file)).forEach(name -> assertTrue(known.contains(name), name + " is missing in .env.example"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void settingsOfParleyAreKnownAndSecretsAreNotInTheFile(Path file) throws IOException {
        Set<String> known = found("(?m)^#? ?([A-Z_]+)[=:]", Files.readString(Path.of("src/main/resources/META-INF/microprofile-config.properties")));
        known.addAll(found("`([A-Z_]+)`", Files.readString(Path.of("docs/operations.md"))));
        services(file).forEach((name, service) -> {
            JsonObject environment = Yaml.at(service, "environment");
            if (name.startsWith("parley")) {
                environment.keySet().forEach(setting -> assertTrue(known.contains(setting), name + " sets " + setting));
            }
            environment.forEach((setting, value) -> assertTrue(!setting.matches(".*(PASSWORD|SECRET|TOKEN|KEY|AUTH)") || words(value).matches("\\$\\{[A-Z_]+.*}"),
                    name + " has " + setting + " in clear"));
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void aNodeHasTheTimeThatItNeedsToStop(Path file) {
        services(file).forEach((name, service) -> {
            JsonObject environment = Yaml.at(service, "environment");
            // A file that comes on top of another changes nothing of this.
            if (name.startsWith("parley") && service.containsKey("image")) {
                Duration drain = environment.containsKey("REDIS_URI") ? seconds(environment.getString("DRAIN_DEADLINE")) : Duration.ZERO;
                Duration grace = seconds(service.getString("stop_grace_period"));
                assertTrue(grace.compareTo(drain.plus(SERVER)) > 0, name + " is killed after " + grace);
            }
        });
    }

    @Test
    void theClusterIsOneOfSeveralNodesWithOneDatabaseAndOneBus() {
        Map<String, JsonObject> services = services(CLUSTER);
        Map<String, JsonObject> nodes = services.entrySet().stream().filter(each -> each.getKey().startsWith("parley"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertTrue(nodes.size() > 1);
        assertEquals(nodes.keySet(), Set.of(Yaml.at(services.get("proxy"), "environment").getString("PARLEY_NODES").replace(":9080", "").split(" ")));
        for (String setting : List.of("DB_URI", "REDIS_URI", "APP_ORIGIN", "TURN_SECRET", "DRAIN_DEADLINE")) {
            assertEquals(1, nodes.values().stream().map(node -> Yaml.at(node, "environment").getString(setting)).distinct().count(), setting);
        }
        nodes.forEach((name, node) -> {
            JsonObject environment = Yaml.at(node, "environment");
            found("(?:@|,)(\\w+)(?=:\\d)", environment.getString("DB_URI") + environment.getString("REDIS_URI"))
                    .forEach(host -> assertTrue(services.containsKey(host), name + " connects to " + host));
            assertTrue(Yaml.at(node, "healthcheck").toString().contains("/health/ready"), name);
        });
    }

    @Test
    void onlyRequestsOfSocketIoStickToANode() throws IOException {
        String caddyfile = Files.readString(FOLDER.resolve("proxy/cluster.Caddyfile"));
        assertEquals(1, caddyfile.split("lb_policy cookie", -1).length - 1);
        assertTrue(caddyfile.contains("@socketio path /socket.io/*\n"));
        assertTrue(Pattern.compile("reverse_proxy @socketio \\{\\$PARLEY_NODES} \\{\\s+lb_policy cookie").matcher(caddyfile).find());
        assertTrue(Pattern.compile("reverse_proxy \\{\\$PARLEY_NODES} \\{\\s+lb_policy least_conn").matcher(caddyfile).find());
        assertTrue(caddyfile.contains("health_uri /health/ready\n"));
    }

    @Test
    void theProxyOfTheClusterIsAsCarefulAsTheOther() throws IOException {
        String caddyfile = Files.readString(FOLDER.resolve("proxy/cluster.Caddyfile"));
        Files.readAllLines(FOLDER.resolve("proxy/Caddyfile")).stream().map(String::strip).filter(line -> line.matches("(@|respond|header|read|idle|admin).*"))
                .forEach(line -> assertTrue(caddyfile.contains(line), line));
    }

    /** Where there is a compose, it has to understand the files too. Where there is none, the output of the test says so. */
    @ParameterizedTest
    @MethodSource("files")
    void composeUnderstandsTheFile(Path file) throws Exception {
        if (runs(List.of("docker", "compose", "version"))) {
            Path filled = Files.writeString(temporary.resolve("env"), Files.readString(FOLDER.resolve(".env.example")).replaceAll("(?m)^([A-Z_]+)=$", "$1=1"));
            assertTrue(runs(List.of("docker", "compose", "--env-file", filled.toString(), "-f", file.toString(), "config", "--quiet")), file.toString());
        } else {
            System.out.println("Not run, because there is no docker compose here: docker compose -f " + file + " config");
        }
        assertEquals(1, Yaml.read(file).size());
    }

    private static boolean runs(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Path.of("target/compose.txt").toFile()).start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end");
            }
            return process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static Map<String, JsonObject> services(Path file) {
        return Yaml.read(file).getFirst().getJsonObject("services").entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().asJsonObject()));
    }

    private static Collection<String> names(JsonValue value) {
        return value instanceof JsonObject object ? object.keySet() : strings(value).toList();
    }

    private static Stream<String> strings(JsonValue value) {
        return value instanceof JsonArray list ? list.stream().map(CompositionsTest::words) : Stream.empty();
    }

    private static String words(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : String.valueOf(value);
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult each) -> each.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file + " is missing", e);
        }
    }

    private static Duration seconds(String text) {
        return Duration.parse("PT" + text);
    }
}
