package dev.parley.chaos;

import dev.parley.harness.Janus;
import dev.parley.harness.Network;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Few who speak and many who listen, through one real Janus: how long a join takes, what is lost, and what it costs. */
public final class Audience {
    private static final Map<String, String> SETTINGS = Map.of("ACCESS_TOKEN_EXPIRY", "4h", "STUN_URLS", "none", "MESH_MAX", "2", "MESH_BACK", "1",
            "TRUSTED_PROXIES", "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1", "JVM_ARGS", "-XX:+UseSerialGC", "JANUS_SECRET", Janus.SECRET);

    private Audience() {}

    /** Arguments: how many speak, and how many listen. */
    public static void main(String[] args) throws Exception {
        int speakers = Integer.parseInt(args.length > 0 ? args[0] : "4");
        int listeners = Integer.parseInt(args.length > 1 ? args[1] : "300");
        Path folder = Files.createTempDirectory("parley-audience");
        int port = ServerProcess.freePort();
        Map<String, String> settings = new java.util.HashMap<>(SETTINGS);
        settings.put("DATA_DIR", folder.resolve("data").toString());
        try (Network network = new Network(5); Janus janus = new Janus(network)) {
            settings.put("JANUS_URLS", janus.url().toString());
            try (ServerProcess server = ServerProcess.start("parley-audience", port, settings)) {
                server.says("Parley is ready: ");
                List<Person> people = new ArrayList<>();
                for (int number = 0; number < speakers + listeners; number++) {
                    people.add(Person.byCode("p" + number, server.api()));
                }
                String room = people.getFirst().makesRoom("stage", true, "maxParticipants", 1000);
                for (Person speaker : people.subList(1, speakers)) {
                    // Somebody who is not there yet comes in as what the host made them.
                    people.getFirst().api().put("/api/rooms/" + room + "/roles/" + speaker.id(), "{\"role\":\"speaker\"}");
                }
                listen(folder, server, janus, room, people, speakers);
            }
        }
    }

    private static void listen(Path folder, ServerProcess server, Janus janus, String room, List<Person> people, int speakers) throws Exception {
        JsonArrayBuilder tokens = Json.createArrayBuilder();
        people.forEach(each -> tokens.add(each.token()));
        Path file = Files.writeString(folder.resolve("people.json"), Json.createObjectBuilder().add("server", server.api().base().toString()).add("room", room)
                .add("bind", "10.99.5.1").add("speakers", speakers).add("at", 10_000).add("people", tokens).build().toString());
        ProcessBuilder node = new ProcessBuilder("node", "audience.mjs").directory(Path.of("src/bench/servers").toFile()).redirectErrorStream(true);
        node.environment().put("PEOPLE", file.toString());
        Process process = node.start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                if (line.contains("measuring")) {
                    measure(server, janus);
                }
            }
        }
        System.exit(process.waitFor());
    }

    /** Beside the generator, which measures for 20 s. */
    private static void measure(ServerProcess server, Janus janus) {
        Duration measured = Duration.ofSeconds(15);
        Duration janusBefore = janus.cpu();
        Duration serverBefore = server.cpu();
        LockSupport.parkNanos(measured.toNanos());
        System.out.printf("{\"cpuOfJanus\":%.3f,\"cpuOfParley\":%.3f}%n", share(janus.cpu().minus(janusBefore), measured), share(server.cpu().minus(serverBefore), measured));
    }

    private static double share(Duration used, Duration measured) {
        return (double) used.toMillis() / measured.toMillis();
    }
}
