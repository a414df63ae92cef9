package dev.parley.chaos;

import dev.parley.harness.Person;
import dev.parley.harness.Until;
import dev.parley.spread.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** How many relayed messages a cluster carries for one second of its processors, with rooms on one node each, and with rooms spread over two. */
public final class Scale {
    private static final int ROOMS = 12;
    /** For each node, so that its code is compiled before anything is measured. */
    private static final long WARM_UP = 250_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(3);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final Map<String, String> SETTINGS = Map.of("ACCESS_TOKEN_EXPIRY", "4h", "SOCKET_MESSAGES_PER_SECOND", "100000", "SOCKET_BURST", "100000",
            "JVM_ARGS", "-XX:+UseSerialGC", "TRUSTED_PROXIES", "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");

    private Scale() {}

    public static void main(String[] args) throws Exception {
        System.out.println("| nodes | rooms | relayed | CPU seconds of the nodes | for one CPU second |\n|---:|---|---:|---:|---:|");
        for (int nodes : args.length == 0 ? new int[] {1, 2, 3} : Arrays.stream(args).mapToInt(Integer::parseInt).toArray()) {
            Path folder = Files.createTempDirectory("parley-scale");
            try (Cluster cluster = new Cluster(folder, nodes, SETTINGS)) {
                List<Person> people = IntStream.range(0, 2 * ROOMS).mapToObj(number -> Person.byCode("p" + number, cluster.api(0))).toList();
                measure(cluster, nodes, people, false);
                if (nodes > 1) {
                    measure(cluster, nodes, people, true);
                }
            }
        }
    }

    private static void measure(Cluster cluster, int nodes, List<Person> people, boolean spread) {
        List<Pump> pumps = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            String room = people.get(2 * i).makesRoom();
            Pump one = new Pump(cluster.at(i % nodes, people.get(2 * i)), room);
            Pump other = new Pump(cluster.at((spread ? i + 1 : i) % nodes, people.get(2 * i + 1)), room);
            one.begins(other.peerId());
            other.begins(one.peerId());
            pumps.add(one);
            pumps.add(other);
        }
        Until.holds("it is warm", LONGEST_WARM_UP, () -> acknowledged(pumps) >= WARM_UP * nodes);
        long before = acknowledged(pumps);
        Duration cpuBefore = cpu(cluster, nodes);
        LockSupport.parkNanos(MEASURED.toNanos());
        long relayed = acknowledged(pumps) - before;
        Duration cpu = cpu(cluster, nodes).minus(cpuBefore);
        pumps.forEach(Pump::close);
        System.out.printf("| %d | %s | %d | %.1f | %.0f |%n", nodes, spread ? "on two nodes each" : "on one node each", relayed, cpu.toMillis() / 1000.0, relayed * 1000.0 / cpu.toMillis());
    }

    private static long acknowledged(List<Pump> pumps) {
        return pumps.stream().mapToLong(Pump::acknowledged).sum();
    }

    private static Duration cpu(Cluster cluster, int nodes) {
        return IntStream.range(0, nodes).mapToObj(node -> cluster.node(node).cpu()).reduce(Duration.ZERO, Duration::plus);
    }
}
