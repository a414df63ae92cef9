package dev.parley.bench;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Parley as it ships: its WAR, server.xml and jvm.options, with the embedded database. */
final class ParleyServer extends Server {
    private static final Path WLP = Path.of(System.getProperty("wlp.home", "target/liberty/wlp")).toAbsolutePath();
    private static final Path HOME = WLP.resolve("usr/servers/parley-bench");
    private static final List<String> COMMAND = List.of(WLP.resolve("bin/server").toString(), "run", HOME.getFileName().toString());
    /** What the load itself demands: one client stands for many, for longer than a token lives, all from this machine. */
    private static final Map<String, String> SETTINGS = Map.of("MESH_LIMIT", "1000", "SOCKET_MESSAGES_PER_SECOND", "100000", "SOCKET_BURST", "100000",
            "SOCKETS_PER_ACCOUNT", "20000", "SOCKETS", "20000", "JOINS_PER_MINUTE", "100000", "ACCESS_TOKEN_EXPIRY", "4h", "TRUSTED_PROXIES", "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");

    private final List<String> tokens;
    private int rooms;

    private ParleyServer(List<String> tokens, List<String> command, Map<String, String> more) throws IOException {
        super("parley", command, settings(more), "Parley is ready");
        this.tokens = tokens;
    }

    /** A new one, with so many people who sign up. */
    static ParleyServer fresh(int people) throws IOException {
        return fresh(people, Map.of());
    }

    /** The same with more settings. */
    static ParleyServer fresh(int people, Map<String, String> more) throws IOException {
        return fresh(people, Account.on(CORE, COMMAND), more);
    }

    /** One that nobody measures: on every core, without the compiler that takes its time, and soon tired of whoever is silent. */
    static ParleyServer quick(int people) throws IOException {
        return fresh(people, COMMAND, Map.of("JVM_ARGS", "-XX:TieredStopAtLevel=1", "PING_INTERVAL", "2s", "PING_TIMEOUT", "2s"));
    }

    private static ParleyServer fresh(int people, List<String> command, Map<String, String> more) throws IOException {
        install();
        ParleyServer server = new ParleyServer(new ArrayList<>(), command, more);
        Api api = server.api();
        for (int i = 0; i < people; i++) {
            server.tokens.add(Person.byCode("bench", api).token());
        }
        return server;
    }

    /** Started again with the people of the one before, which is closed. */
    static ParleyServer again(ParleyServer before) throws IOException {
        return new ParleyServer(before.tokens, Account.on(CORE, COMMAND), Map.of());
    }

    private static void install() throws IOException {
        if (Files.exists(HOME)) {
            try (var all = Files.walk(HOME)) {
                for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(HOME.resolve("apps"));
        // What "server create" writes; nothing of Parley is signed or locked with them.
        Files.writeString(HOME.resolve("server.env"), "keystore_password=" + UUID.randomUUID() + "\nltpa_keys_password=" + UUID.randomUUID() + "\n");
        for (String file : List.of("server.xml", "application.xml", "jvm.options")) {
            Files.copy(Path.of("liberty", file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(Path.of("target/parley.war"), HOME.resolve("apps/parley.war"));
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(SETTINGS);
        all.put("JAVA_HOME", System.getProperty("java.home"));
        String options = System.getProperty("bench.jvm", "");
        if (!options.isEmpty()) {
            all.put("JVM_ARGS", options); // For a profiler.
        }
        all.putAll(more);
        return all;
    }

    Api api() {
        return new Api(URI.create("http://127.0.0.1:" + port), List.of());
    }

    @Override
    List<String> tokens() {
        return tokens;
    }

    /** Each of somebody else, because one person may have only so many. */
    @Override
    String room(int places) {
        String token = tokens.get(rooms++ % tokens.size());
        Api.Answer made = api().with("Authorization", "Bearer " + token).post("/api/rooms",
                Json.createObjectBuilder().add("name", "Bench").add("maxParticipants", places).build().toString());
        if (made.status() != 201) {
            throw new IllegalStateException("no room: " + made.body());
        }
        return made.json().getJsonObject("room").getString("id");
    }
}
