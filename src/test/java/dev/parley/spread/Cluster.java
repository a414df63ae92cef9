package dev.parley.spread;

import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Redis;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several Parleys that share a database and a Redis, as in production. */
public final class Cluster implements AutoCloseable {
    public final Redis redis;
    /** The way of all nodes to the database. */
    public final Way way;
    private final EmbeddedDatabase database;
    private final Path folder;
    private final Map<String, String> extra;
    private final List<ServerProcess> nodes = new ArrayList<>();

    public Cluster(Path folder, int many, Map<String, String> extra) {
        this.folder = folder;
        this.extra = extra;
        redis = new Redis(folder.resolve("redis"));
        database = new EmbeddedDatabase(made(folder.resolve("database")));
        way = new Way(URI.create(database.address()).getPort());
        way.mend();
        for (int i = 0; i < many; i++) {
            nodes.add(ServerProcess.start("node" + i, environment(i)));
        }
        nodes.forEach(node -> node.says("Parley is ready: "));
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment(int number) {
        int direct = URI.create(database.address()).getPort();
        Map<String, String> environment = new HashMap<>(Map.of("DATA_DIR", folder.resolve("node" + number).toString(),
                "DB_URI", database.address().replace(":" + direct, ":" + way.port()), "REDIS_URI", "redis://127.0.0.1:" + redis.port()));
        environment.putAll(extra);
        return environment;
    }

    public List<Integer> ports() {
        return nodes.stream().map(ServerProcess::port).toList();
    }

    public ServerProcess node(int number) {
        return nodes.get(number);
    }

    public Api api(int number) {
        return node(number).api();
    }

    /** The same person, whose requests go to another node. */
    public Person at(int number, Person who) {
        return new Person(who.email(), who.address(), who.token(), who.user(), api(number));
    }

    TestPeer peer(int number, Person who) {
        return TestPeer.of(at(number, who));
    }

    /** Starts it again, on the same port, and does not wait for it. */
    void begins(int number) {
        nodes.set(number, ServerProcess.start("node" + number, node(number).port(), environment(number)));
    }

    /** Starts it again, on the same port. */
    public void starts(int number) {
        nodes.set(number, ServerProcess.ready("node" + number, node(number).port(), environment(number)));
    }

    @Override
    public void close() {
        nodes.forEach(ServerProcess::kill);
        redis.close();
        way.close();
        database.close();
    }
}
