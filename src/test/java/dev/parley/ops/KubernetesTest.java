package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The objects for Kubernetes are valid and fit together. Nothing is sent to a cluster. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("docker/kubernetes");
    /** What the server itself takes to stop, after Parley has given its rooms and sockets away. */
    private static final int SERVER = 30;

    @ParameterizedTest
    @ValueSource(strings = {"overlays/small", "overlays/production", "overlays/large", "operator"})
    void everyObjectIsValid(String overlay) {
        Overlay.render(FOLDER.resolve(overlay)).forEach(Schema::check);
    }

    /** Where there is a kubectl, it has to make the same of the folder. Where there is none, the output of the test says so. */
    @ParameterizedTest
    @ValueSource(strings = {"overlays/small", "overlays/production", "overlays/large", "operator"})
    void kubectlMakesTheSameOfIt(String overlay) throws IOException, InterruptedException {
        Map<String, JsonObject> ours = byName(Overlay.render(FOLDER.resolve(overlay)));
        assertFalse(ours.isEmpty());
        Process process;
        try {
            process = new ProcessBuilder("kubectl", "kustomize", FOLDER.resolve(overlay).toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException notThere) {
            System.out.println("Not run, because there is no kubectl here: kubectl kustomize " + FOLDER.resolve(overlay));
            return;
        }
        String theirs = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals(byName(Yaml.parse(theirs)), ours);
    }

    @Test
    void everyOverlayIsTested() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER.resolve("overlays"))) {
            assertEquals(Set.of("small", "production", "large"), all.map(each -> each.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void theSchemaRefusesWhatIsWrong() {
        JsonObject good = named(render("overlays/small"), "Deployment", "parley");
        Schema.check(good);
        for (String path : List.of("/spec/replica", "/spec/template/spec/containers/0/readinessProb", "/metadata/label")) {
            assertThrows(AssertionError.class, () -> Schema.check(Json.createPatchBuilder().add(path, 1).build().apply(good)), path);
        }
        assertThrows(AssertionError.class, () -> Schema.check(Json.createPatchBuilder().replace("/spec/replicas", "2").build().apply(good)));
        assertThrows(AssertionError.class, () -> Schema.check(Json.createPatchBuilder().remove("/spec/selector").build().apply(good)));
        JsonObject application = named(render("operator"), "OpenLibertyApplication", "parley");
        assertThrows(AssertionError.class, () -> Schema.check(Json.createPatchBuilder().add("/spec/terminationGracePeriodSeconds", 120).build().apply(application)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/small", "overlays/production", "overlays/large"})
    void aNodeIsAskedThreeDifferentThingsAndHasTimeToStop(String overlay) {
        List<JsonObject> objects = render(overlay);
        JsonObject pod = Yaml.at(named(objects, "Deployment", "parley"), "spec/template/spec");
        JsonObject container = Yaml.objects(pod, "containers").getFirst();
        Function<String, String> path = probe -> Yaml.at(container, probe + "/httpGet").getString("path");
        assertEquals(List.of("/health/started", "/health/live", "/health/ready"), Stream.of("startupProbe", "livenessProbe", "readinessProbe").map(path).toList());
        int before = Yaml.at(container, "lifecycle/preStop/sleep").getInt("seconds");
        assertTrue(pod.getInt("terminationGracePeriodSeconds") > before + drain(objects) + SERVER, "the grace period");
        JsonObject rolling = Yaml.at(named(objects, "Deployment", "parley"), "spec/strategy/rollingUpdate");
        assertEquals(0, rolling.getInt("maxUnavailable"));
        assertTrue(rolling.getInt("maxSurge") > 0);
    }

    /** Its pods have the 30 seconds that are usual in Kubernetes, because the operator cannot set another time. */
    @Test
    void aNodeOfTheOperatorDrainsInTheTimeThatItHas() {
        List<JsonObject> objects = render("operator");
        JsonObject probes = Yaml.at(named(objects, "OpenLibertyApplication", "parley"), "spec/probes");
        assertEquals(3, Stream.of("startup", "liveness", "readiness").map(probe -> Yaml.at(probes, probe + "/httpGet").getString("path")).distinct().count());
        assertTrue(drain(objects) < 30);
    }

    private static long drain(List<JsonObject> objects) {
        return Duration.parse("PT" + Yaml.at(named(objects, "ConfigMap", "parley-settings"), "data").getString("DRAIN_DEADLINE")).toSeconds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/small", "overlays/production", "overlays/large", "operator"})
    void whatIsNamedExists(String overlay) throws IOException {
        List<JsonObject> objects = render(overlay);
        // The operator gives its pods the name of the application.
        Set<JsonValue> labels = objects.stream()
                .map(each -> each.getString("kind").equals("OpenLibertyApplication")
                        ? Json.createObjectBuilder().add("app.kubernetes.io/name", Yaml.at(each, "spec").getString("applicationName")).build()
                        : Yaml.at(each, "spec/template/metadata/labels"))
                .filter(each -> !each.isEmpty()).collect(Collectors.toCollection(HashSet::new));
        Set<String> secrets = Files.readAllLines(FOLDER.resolve("secrets.example.env")).stream().filter(line -> line.endsWith("="))
                .map(line -> line.substring(0, line.length() - 1)).collect(Collectors.toSet());
        for (JsonObject object : objects) {
            String name = object.getString("kind") + " " + Yaml.at(object, "metadata").getString("name");
            JsonObject spec = Yaml.at(object, "spec");
            switch (object.getString("kind")) {
                case "Service" -> assertTrue(labels.contains(spec.get("selector")), name);
                case "NetworkPolicy" -> assertTrue(labels.contains(Yaml.at(spec, "podSelector/matchLabels")), name);
                case "PodDisruptionBudget" -> assertTrue(labels.contains(Yaml.at(spec, "selector/matchLabels")), name);
                case "Deployment", "DaemonSet" -> assertEquals(Yaml.at(spec, "selector/matchLabels"), Yaml.at(spec, "template/metadata/labels"), name);
                case "HorizontalPodAutoscaler" -> named(objects, Yaml.at(spec, "scaleTargetRef").getString("kind"), Yaml.at(spec, "scaleTargetRef").getString("name"));
                case "Ingress" -> {
                    String middleware = Yaml.at(object, "metadata/annotations").getString("traefik.ingress.kubernetes.io/router.middlewares");
                    named(objects, "Middleware", middleware.replaceFirst("^parley-", "").replace("@kubernetescrd", ""));
                }
                default -> { }
            }
            mounts(name, object);
            Yaml.all(object).filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject).forEach(each -> references(name, each, objects, secrets));
        }
    }

    private static void mounts(String name, JsonObject object) {
        JsonObject pod = object.getString("kind").equals("OpenLibertyApplication") ? Yaml.at(object, "spec") : Yaml.at(object, "spec/template/spec");
        Set<String> volumes = Yaml.objects(pod, "volumes").stream().map(each -> each.getString("name")).collect(Collectors.toSet());
        Set<String> mounted = Stream.concat(Stream.of(pod), Yaml.objects(pod, "containers").stream()).flatMap(each -> Yaml.objects(each, "volumeMounts").stream())
                .map(each -> each.getString("name")).collect(Collectors.toSet());
        assertEquals(volumes, mounted, name);
    }

    private static void references(String name, JsonObject part, List<JsonObject> objects, Set<String> secrets) {
        for (String map : List.of("configMapRef", "configMapKeyRef", "configMap")) {
            if (part.containsKey(map)) {
                JsonObject found = named(objects, "ConfigMap", Yaml.at(part, map).getString("name"));
                assertTrue(!map.equals("configMapKeyRef") || Yaml.at(found, "data").containsKey(Yaml.at(part, map).getString("key")), name + " " + part);
            }
        }
        for (String secret : List.of("secretRef", "secretKeyRef")) {
            if (part.containsKey(secret)) {
                assertEquals("parley-secrets", Yaml.at(part, secret).getString("name"), name);
                assertTrue(secrets.contains(Yaml.at(part, secret).getString("key", "DB_URI")), name + " " + part);
            }
        }
        if (part.get("backend") instanceof JsonObject backend) {
            List<JsonObject> ports = Yaml.objects(Yaml.at(named(objects, "Service", Yaml.at(backend, "service").getString("name")), "spec"), "ports");
            assertTrue(ports.stream().anyMatch(port -> port.getString("name").equals(Yaml.at(backend, "service/port").getString("name"))), name + " " + part);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/small", "overlays/production", "overlays/large", "operator"})
    void noSecretIsInClear(String overlay) throws IOException {
        List<JsonObject> objects = render(overlay);
        assertTrue(objects.stream().noneMatch(each -> each.getString("kind").equals("Secret")));
        Yaml.all(Json.createArrayBuilder(objects).build()).filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject).forEach(part -> part.forEach((key, value) -> {
            String name = value instanceof JsonString text && key.equals("name") ? text.getString() : key;
            assertFalse(name.matches("(DB_URI|REDIS_URI|.*(PASSWORD|SECRET|TOKEN))") && (part.containsKey("value") || !key.equals("name")), part.toString());
        }));
        Set<String> settings = Yaml.at(named(objects, "ConfigMap", "parley-settings"), "data").keySet();
        String known = Files.readString(Path.of("src/main/resources/META-INF/microprofile-config.properties")) + Files.readString(Path.of("docs/operations.md"));
        settings.stream().filter(each -> !each.equals("PARLEY_DOMAIN")).forEach(each -> assertTrue(known.contains(each), each));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/small", "overlays/production", "overlays/large", "operator"})
    void onlyRequestsOfSocketIoStickToANodeAndNothingForOperatorsIsOnTheInternet(String overlay) {
        List<JsonObject> objects = render(overlay);
        List<JsonObject> sticky = objects.stream().filter(each -> Yaml.at(each, "metadata").toString().contains("sticky") || each.toString().contains("sessionAffinity")).toList();
        assertEquals(List.of("parley-socketio"), sticky.stream().map(each -> Yaml.at(each, "metadata").getString("name")).toList());
        assertEquals(Map.of("/socket.io/", "parley-socketio", "/", "parley-web"), paths(named(objects, "Ingress", "parley")));
        assertEquals(Set.of("/metrics", "/health", "/ibm"), paths(named(objects, "Ingress", "parley-operators")).keySet());
    }

    private static Map<String, String> paths(JsonObject ingress) {
        return Yaml.objects(Yaml.at(ingress, "spec"), "rules").stream().flatMap(rule -> Yaml.objects(Yaml.at(rule, "http"), "paths").stream())
                .collect(Collectors.toMap(path -> path.getString("path"), path -> Yaml.at(path, "backend/service").getString("name")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/small", "overlays/production", "overlays/large", "operator"})
    void containersAreNotRootAndCannotWriteToTheirImage(String overlay) {
        List<JsonObject> parts = Yaml.all(Json.createArrayBuilder(render(overlay)).build()).filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject).toList();
        List<JsonObject> contexts = parts.stream().filter(each -> each.containsKey("capabilities")).toList();
        assertEquals(parts.stream().filter(each -> each.containsKey("volumeMounts")).count(), contexts.size(), "each container has one");
        contexts.forEach(each -> {
            assertTrue(each.getBoolean("readOnlyRootFilesystem"));
            assertFalse(each.getBoolean("allowPrivilegeEscalation"));
            assertEquals("[\"ALL\"]", Yaml.at(each, "capabilities").getJsonArray("drop").toString());
        });
        assertEquals(contexts.size(), parts.stream().filter(each -> each.getBoolean("runAsNonRoot", false) && each.getInt("runAsUser") > 0).count(), "so is the user");
    }

    /** Of the metrics that the autoscaler looks at, each is one that Parley has. */
    @Test
    void theAutoscalerLooksAtAMetricOfParley() throws IOException {
        JsonObject scaler = named(render("overlays/production"), "HorizontalPodAutoscaler", "parley");
        String stuck = Files.readString(Path.of("src/main/java/dev/parley/ops/Stuck.java"));
        Yaml.objects(Yaml.at(scaler, "spec"), "metrics").forEach(metric ->
                assertTrue(stuck.contains("\"" + Yaml.at(metric, "pods/metric").getString("name") + "\"")));
        assertFalse(Yaml.at(named(render("overlays/production"), "Deployment", "parley"), "spec").containsKey("replicas"), "two would say how many");
    }

    private static List<JsonObject> render(String overlay) {
        return Overlay.render(FOLDER.resolve(overlay));
    }

    private static JsonObject named(List<JsonObject> objects, String kind, String name) {
        return objects.stream().filter(each -> each.getString("kind").equals(kind) && Yaml.at(each, "metadata").getString("name").equals(name))
                .findFirst().orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    private static Map<String, JsonObject> byName(List<JsonObject> objects) {
        return objects.stream().collect(Collectors.toMap(each -> each.getString("kind") + " " + Yaml.at(each, "metadata").getString("name"), Function.identity()));
    }
}
