package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All servers in turn, several times: what docs/performance.md shows. */
public final class Bench {
    private static final int GENERATOR_CORE = 1;
    private static final Path FOLDER = Path.of("target/bench");
    /** Mutes a second in a room of {@link FanOut#PEOPLE}. */
    private static final int MUTES = 20;
    private static final int STORM = 1_000;
    private static final int STORM_ROOM = 10;
    private static final int WARM_STORMS = 10;
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(5);
    private static final int FEW = 2_000;

    private final Options options;
    private final List<Cell> cells = new ArrayList<>();
    private final Path record = FOLDER.resolve("cells.jsonl");

    private Bench(Options options) {
        this.options = options;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Account.moveTo(GENERATOR_CORE);
        Bench bench = new Bench(Options.of(args));
        Files.deleteIfExists(bench.record);
        bench.run();
        Report report = new Report(bench.cells);
        Files.writeString(FOLDER.resolve("results.md"), report.tables());
        Files.writeString(FOLDER.resolve("relay.svg"), Plot.of(report));
        System.out.println(report.tables());
    }

    private void run() throws IOException {
        Map<String, Server> servers = new HashMap<>();
        try {
            List<Contestant> contestants = contestants(servers);
            for (Contestant contestant : contestants) {
                warmUp(contestant);
            }
            for (int round = 1; round <= options.rounds(); round++) {
                Collections.rotate(contestants, 1);
                for (Contestant contestant : contestants) {
                    round(contestant, round);
                }
            }
            if (options.measures("memory")) {
                for (Server server : servers.values()) {
                    server.close();
                }
                for (int round = 1; round <= options.rounds(); round++) {
                    for (Contestant contestant : contestants) {
                        memory(contestant, round);
                    }
                }
            }
        } finally {
            servers.values().forEach(Server::close);
        }
    }

    private List<Contestant> contestants(Map<String, Server> servers) throws IOException {
        List<Contestant> contestants = new ArrayList<>();
        for (String name : options.servers()) {
            String process = name.equals("parley-socketio") ? "parley" : name;
            Server server = servers.get(process);
            if (server == null) {
                server = process.equals("parley") ? ParleyServer.fresh(options.people()) : new NodeServer(process);
                servers.put(process, server);
            }
            contestants.add(new Contestant(name, server, switch (name) {
                case "parley-socketio" -> Dialect.PARLEY_SOCKETIO;
                case "socketio" -> Dialect.SOCKETIO;
                default -> Dialect.PLAIN;
            }));
        }
        return contestants;
    }

    /** The same for all: so many messages of each size, some mutes and a storm. Afterwards what was compiled is compiled. */
    private void warmUp(Contestant contestant) throws IOException {
        System.out.println("Warming " + contestant.name());
        if (options.measures("relay")) {
            Loop loop = new Loop();
            try (Crowd crowd = contestant.gather(loop, Relay.CLIENTS, Relay.PER_ROOM)) {
                Relay relay = new Relay(loop, contestant, crowd);
                for (int bytes : options.sizes()) {
                    for (double sent = 0; sent < options.warmUp();) {
                        Map<String, Double> figures = relay.run(bytes, 0, TimeUnit.SECONDS.toNanos(1));
                        sent += figures.getOrDefault("perSecond", 0.0);
                    }
                }
            }
        }
        if (options.measures("fanout")) {
            fanOut(contestant);
        }
        if (options.measures("storm")) {
            for (int storms = 0; storms < WARM_STORMS; storms++) {
                storm(contestant);
            }
        }
    }

    private void round(Contestant contestant, int round) throws IOException {
        if (options.measures("relay")) {
            Loop loop = new Loop();
            try (Crowd crowd = contestant.gather(loop, Relay.CLIENTS, Relay.PER_ROOM)) {
                Relay relay = new Relay(loop, contestant, crowd);
                for (int bytes : options.sizes()) {
                    for (int rate : options.rates()) {
                        add(contestant, "relay " + bytes + " B, " + (rate == 0 ? "saturated" : rate + "/s"), round,
                                relay.run(bytes, rate, options.cell().toNanos()));
                    }
                }
            }
        }
        if (options.measures("fanout")) {
            add(contestant, "fan-out to 500", round, fanOut(contestant));
        }
        if (options.measures("storm")) {
            add(contestant, "storm of 1,000", round, storm(contestant));
        }
    }

    private Map<String, Double> fanOut(Contestant contestant) throws IOException {
        Loop loop = new Loop();
        try (Crowd crowd = contestant.gather(loop, FanOut.PEOPLE, FanOut.PEOPLE)) {
            return new FanOut(loop, contestant, crowd).run(MUTES, options.cell().toNanos());
        }
    }

    private static Map<String, Double> storm(Contestant contestant) throws IOException {
        Loop loop = new Loop();
        List<String> rooms = contestant.rooms(STORM, STORM_ROOM);
        // What the crowd before left behind is not this one's.
        loop.until(() -> false, System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        double cpu = contestant.server().cpu();
        double own = Account.cpu();
        long begin = System.nanoTime();
        try (Crowd _ = contestant.gather(loop, STORM, STORM_ROOM, rooms)) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            double used = contestant.server().cpu() - cpu;
            return Map.of("cpuSeconds", used, "seconds", seconds, "generatorBusy", (Account.cpu() - own) / seconds);
        }
    }

    /** In a process of its own, because what was used once is not given back. */
    private void memory(Contestant contestant, int round) throws IOException {
        try (Server server = contestant.server() instanceof ParleyServer before ? ParleyServer.again(before) : new NodeServer(contestant.server().name)) {
            Contestant fresh = new Contestant(contestant.name(), server, contestant.dialect());
            Loop loop = new Loop();
            fresh.idle(loop, 100).close();
            loop.until(() -> false, System.nanoTime() + SETTLE);
            long before = server.memory();
            for (int people : new int[] {Math.min(FEW, options.idle()), options.idle()}) {
                try (Crowd _ = fresh.idle(loop, people)) {
                    loop.until(() -> false, System.nanoTime() + SETTLE);
                    double each = (double) (server.memory() - before) / people / 1024;
                    add(contestant, "memory, " + people + " idle", round, Map.of("kbEach", each, "rssMb", server.memory() / 1048576.0));
                }
            }
        }
    }

    private void add(Contestant contestant, String workload, int round, Map<String, Double> figures) throws IOException {
        Cell cell = new Cell(contestant.name(), workload, round, figures);
        cells.add(cell);
        System.out.println(cell.json());
        Files.writeString(record, cell.json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
