package dev.parley.chaos;

import dev.parley.harness.LoadBalancer;
import dev.parley.harness.Person;
import dev.parley.harness.Until;
import dev.parley.spread.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * People in rooms of eight on three nodes behind a load balancer talk on while something fails. Afterwards all that was acknowledged has to have
 * arrived once and in order, and everybody has to see the same room as the server. {@code seed=7} repeats a run, {@code rooms=4} makes it smaller.
 */
public final class Chaos implements AutoCloseable {
    private static final int NODES = 3;
    private static final int PEOPLE = 8;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Map<String, String> SETTINGS = Map.of("ACCESS_TOKEN_EXPIRY", "4h", "JOINS_PER_MINUTE", "1000", "DRAIN_DEADLINE", "15s",
            "TRUSTED_PROXIES", "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");

    private final Random random;
    private final Cluster cluster;
    private final LoadBalancer balancer;
    private final List<Talker> talkers = new ArrayList<>();
    private final List<String> rooms = new ArrayList<>();
    private final List<String> table = new ArrayList<>();

    /** What goes wrong. It returns when that is over. */
    private enum Fault {
        KILL, PAUSE, RESTART, REDIS_KILL, REDIS_PAUSE, DATABASE
    }

    Chaos(Path folder, long seed) {
        random = new Random(seed);
        cluster = new Cluster(folder, NODES, SETTINGS);
        balancer = new LoadBalancer(folder.resolve("balancer"), cluster.ports());
    }

    private void fill(int many, Duration pause) {
        for (int i = 0; i < many; i++) {
            List<Person> people = IntStream.range(0, PEOPLE).mapToObj(number -> Person.byCode("p" + number, cluster.api(0))).toList();
            rooms.add(people.getFirst().makesRoom());
            people.forEach(each -> talkers.add(new Talker(each, rooms.getLast(), balancer.api().base(), random.nextLong(), pause)));
        }
    }

    public static void main(String[] args) throws Exception {
        int seed = number(args, "seed", 1);
        Path folder = Files.createTempDirectory("parley-chaos");
        boolean fine;
        try (Chaos chaos = new Chaos(folder, seed)) {
            System.out.println("seed=" + seed + ", everything in " + folder);
            chaos.fill(number(args, "rooms", 25), Duration.ofMillis(number(args, "pause", 1000)));
            fine = chaos.run(number(args, "rounds", 2));
        }
        System.exit(fine ? 0 : 1);
    }

    private static int number(String[] args, String name, int otherwise) {
        return Arrays.stream(args).flatMap(words -> Arrays.stream(words.split(" "))).filter(word -> word.startsWith(name + "="))
                .map(word -> Integer.parseInt(word.substring(name.length() + 1))).findFirst().orElse(otherwise);
    }

    boolean run(int rounds) throws InterruptedException {
        agreed(System.nanoTime(), 0);
        System.out.println(talkers.size() + " people in " + rooms.size() + " rooms agree");
        for (int i = 0; i < rounds; i++) {
            List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(faults, random);
            faults.forEach(fault -> suffer(fault, owner()));
        }
        talkers.forEach(Talker::fallsSilent);
        for (Talker each : talkers) {
            each.isSilent();
        }
        Account account = Account.of(talkers);
        boolean fine = account.isFine();
        System.out.println("| fault | node | told p50 | p95 | agreed after its end p50 | p95 | last | ghosts 5 s after |\n|---|---|---|---|---|---|---|---|");
        table.forEach(System.out::println);
        System.out.println(account);
        return fine;
    }

    /** One of the nodes that own rooms now. */
    private int owner() {
        List<Integer> owners = IntStream.range(0, NODES).filter(node -> cluster.api(node).get("/metrics").body().lines()
                .anyMatch(line -> line.startsWith("parley_rooms_owned{") && !line.endsWith(" 0.0"))).boxed().toList();
        return owners.isEmpty() ? 0 : owners.get(random.nextInt(owners.size()));
    }

    private void suffer(Fault fault, int node) {
        LockSupport.parkNanos(CALM.toNanos());
        int other = (node + 1) % NODES;
        talkers.forEach(each -> each.told = 0);
        long start = System.nanoTime();
        System.out.println(fault + " at node " + node);
        switch (fault) {
            case KILL -> cluster.node(node).kill();
            case PAUSE -> {
                cluster.node(node).pause();
                LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
                cluster.node(node).wake();
            }
            case RESTART -> {
                cluster.node(node).stop();
                cluster.node(node).ended();
            }
            case REDIS_KILL -> {
                cluster.redis.kill();
                LockSupport.parkNanos(CALM.toNanos());
                cluster.redis.start();
            }
            case REDIS_PAUSE -> {
                cluster.redis.pause();
                LockSupport.parkNanos(CALM.toNanos());
                cluster.redis.wake();
            }
            case DATABASE -> {
                cluster.way.isSilent();
                LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
                cluster.way.speaks();
            }
        }
        long end = fault == Fault.KILL ? start : System.nanoTime();
        List<Long> times = agreed(end, other);
        List<Long> told = talkers.stream().map(each -> each.told).filter(at -> at > start).map(at -> (at - start) / 1_000_000).sorted().toList();
        table.add("| %s | %d | %s | %s | %s | %s | %s | %s |".formatted(fault, node, part(told, 0.5), part(told, 0.95), part(times, 0.5), part(times, 0.95), part(times, 1), ghosts));
        System.out.println(table.getLast());
        if (!cluster.node(node).isAlive()) {
            cluster.starts(node);
        }
    }

    private static String part(List<Long> sorted, double which) {
        return sorted.isEmpty() ? "–" : sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * which))) + " ms";
    }

    private int ghosts;

    /** When each room was one again: its eight clients and the server see the same, and everybody is there. Sorted. */
    private List<Long> agreed(long since, int node) {
        List<Long> times = new ArrayList<>();
        Set<String> open = new HashSet<>(rooms);
        ghosts = -1;
        try {
            Until.holds("all agree", LONG, () -> {
                if (ghosts < 0 && System.nanoTime() - since > Duration.ofSeconds(5).toNanos()) {
                    ghosts = rooms.stream().mapToInt(room -> ghosts(room, node)).sum();
                }
                for (String room : Set.copyOf(open)) {
                    if (isOne(room, node)) {
                        open.remove(room);
                        times.add((System.nanoTime() - since) / 1_000_000);
                    }
                }
                return open.isEmpty();
            });
        } catch (AssertionError late) {
            open.stream().limit(1).forEach(room -> System.out.println(open.size() + " rooms do not agree. Room " + room + "\n  server " + server(room, node)
                    + inside(room).stream().map(each -> "\n  " + each.person.id() + " " + each.isIn() + " " + each.view).collect(Collectors.joining())));
            throw late;
        }
        Collections.sort(times);
        ghosts = Math.max(ghosts, 0);
        return times;
    }

    private List<Talker> inside(String room) {
        return talkers.stream().filter(each -> each.room.equals(room)).toList();
    }

    private View server(String room, int node) {
        var answer = cluster.at(node, inside(room).getFirst().person).api().get("/api/rooms/" + room);
        return answer.status() == 200 ? View.of(answer.json().getJsonObject("room").getJsonArray("participants")) : new View();
    }

    /** Seats of people who have another seat or none by now. */
    private int ghosts(String room, int node) {
        Set<String> real = inside(room).stream().map(Talker::peerId).collect(Collectors.toSet());
        return (int) server(room, node).others("").stream().filter(peer -> !real.contains(peer)).count();
    }

    private boolean isOne(String room, int node) {
        List<Talker> inside = inside(room);
        String first = inside.getFirst().view.toString();
        return inside.stream().allMatch(each -> each.isIn() && first.contains(each.peerId()) && each.view.toString().equals(first)) && !first.contains(" away")
                && server(room, node).toString().equals(first);
    }

    @Override
    public void close() {
        talkers.forEach(Talker::close);
        balancer.close();
        cluster.close();
    }
}
