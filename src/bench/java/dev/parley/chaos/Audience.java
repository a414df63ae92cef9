package dev.parley.chaos;

import dev.parley.harness.Janus;
import dev.parley.harness.Network;
import dev.parley.harness.Opened;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Few who speak and many who listen, through one or more real Janus: how long a join takes, what is lost, and what it costs. */
public final class Audience {
    private static final Map<String, String> SETTINGS = Map.of("ACCESS_TOKEN_EXPIRY", "4h", "STUN_URLS", "none", "MESH_MAX", "2", "MESH_BACK", "1",
            "TRUSTED_PROXIES", "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1", "JVM_ARGS", "-XX:+UseSerialGC", "JANUS_SECRET", Janus.SECRET);

    private Audience() {}

    /** Arguments: how many speak, how many listen, and how many media servers there are. */
    public static void main(String[] args) throws Exception {
        int speakers = Integer.parseInt(args.length > 0 ? args[0] : "4");
        int listeners = Integer.parseInt(args.length > 1 ? args[1] : "300");
        int servers = Integer.parseInt(args.length > 2 ? args[2] : "1");
        Path folder = Files.createTempDirectory("parley-audience");
        int port = ServerProcess.freePort();
        Map<String, String> settings = new java.util.HashMap<>(SETTINGS);
        settings.put("DATA_DIR", folder.resolve("data").toString());
        Opened opened = new Opened();
        int code;
        try {
            Network network = Network.number(6);
            List<Janus> media = Stream.generate(() -> opened.add(new Janus(network))).limit(servers).toList();
            settings.put("JANUS_URLS", media.stream().map(each -> each.url().toString()).collect(Collectors.joining(",")));
            ServerProcess server = opened.add(ServerProcess.start("parley-audience", port, settings));
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
            code = listen(folder, server, media, room, people, speakers);
        } finally {
            opened.close();
        }
        System.exit(code);
    }

    private static int listen(Path folder, ServerProcess server, List<Janus> media, String room, List<Person> people, int speakers) throws Exception {
        JsonArrayBuilder tokens = Json.createArrayBuilder();
        people.forEach(each -> tokens.add(each.token()));
        Path file = Files.writeString(folder.resolve("people.json"), Json.createObjectBuilder().add("server", server.api().base().toString()).add("room", room)
                .add("bind", Network.number(6).gateway()).add("speakers", speakers).add("at", 10_000).add("people", tokens).build().toString());
        ProcessBuilder node = new ProcessBuilder("node", "audience.mjs").directory(Path.of("src/bench/servers").toFile()).redirectErrorStream(true);
        node.environment().put("PEOPLE", file.toString());
        Process process = node.start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                if (line.contains("measuring")) {
                    measure(server, media);
                }
            }
        }
        return process.waitFor();
    }

    /** Beside the generator, which measures for 20 s. */
    private static void measure(ServerProcess server, List<Janus> media) {
        Duration measured = Duration.ofSeconds(15);
        List<Duration> mediaBefore = media.stream().map(Janus::cpu).toList();
        Duration serverBefore = server.cpu();
        LockSupport.parkNanos(measured.toNanos());
        String mediaUsed = IntStream.range(0, media.size()).mapToObj(each -> "%.3f".formatted(share(media.get(each).cpu().minus(mediaBefore.get(each)), measured)))
                .collect(Collectors.joining(","));
        System.out.printf("{\"cpuOfJanus\":[%s],\"cpuOfParley\":%.3f}%n", mediaUsed, share(server.cpu().minus(serverBefore), measured));
    }

    private static double share(Duration used, Duration measured) {
        return (double) used.toMillis() / measured.toMillis();
    }
}
