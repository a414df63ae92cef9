package dev.parley.bench;

import dev.parley.bench.Caller.Cut;
import dev.parley.bench.Caller.Tally;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.harness.Until;
import dev.parley.harness.Way;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * A hundred people in rooms of eight talk while the database behind Parley answers two seconds late, and then not at all: those who talk, files and
 * liveness may not notice, and who needs the database gets an answer in time. Words such as {@code seconds=10} make the bad phases shorter.
 */
public final class SlowDatabase {
    private static final int PEOPLE = 100;
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_WORDS = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Twice of next to nothing is what any other program on the machine takes away. */
    private static final double LEAST_MILLIS = 20;

    /** It tells of each connection, into the table. Held, or the setting would be collected. */
    private static final Logger DATABASE = Logger.getLogger("de.bwaldvogel.mongo");

    private final ParleyServer server;
    private final Way way;
    private final Tally tally = new Tally();
    private final Callers callers;
    private final Caller back;
    private final Map<String, Probe> probes;
    private volatile boolean over;

    /** What was seen in one phase; times of the relay in microseconds. */
    private record Phase(String name, Histogram relay, Map<String, Probe.Seen> seen, int out) {
        double relayP99() {
            return relay.getValueAtPercentile(99) / 1_000.0;
        }

        /** What is worse than it may be. */
        Stream<String> missed(double quiet) {
            double most = Math.max(2 * quiet, LEAST_MILLIS);
            Probe.Seen rest = seen.get("rest");
            return Stream.of(relayP99() > most ? String.format(Locale.ROOT, "relay p99 above %.1f ms", most) : "",
                    p99("file") >= 200 || p99("live") >= 200 ? "p99 of files or liveness not below 200 ms" : "",
                    !seen.get("file").only("200") || !seen.get("live").only("200") ? "a file or liveness was refused" : "",
                    rest.times().getMaxValue() > 3_000 ? "REST after more than 3 s" : "",
                    !rest.only("200", "503") ? "REST answered neither 200 nor 503" : "",
                    out > 0 ? "somebody was thrown out" : "").filter(each -> !each.isEmpty()).map(each -> name + ": " + each);
        }

        private long p99(String what) {
            return seen.get(what).times().getValueAtPercentile(99);
        }

        private String line(String what) {
            return p99(what) + ", " + seen.get(what).times().getMaxValue();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "| %s | %d | %.1f, %.1f, %.1f | %s | %s | %d %s | %d %s | %d |", name, relay.getTotalCount(),
                    relay.getValueAtPercentile(50) / 1_000.0, relayP99(), relay.getMaxValue() / 1_000.0, line("file"), line("live"),
                    seen.get("rest").times().getMaxValue(), seen.get("rest").answers(), seen.get("back").times().getMaxValue(), seen.get("back").answers(), out);
        }
    }

    private SlowDatabase(ParleyServer server, Way way) {
        this.server = server;
        this.way = way;
        callers = Callers.of(server, PEOPLE, tally);
        String last = server.tokens().getLast();
        back = new Caller(server.port, last, server.room(2), new Tally());
        probes = Map.of("file", new Probe(BETWEEN_WORDS, () -> status("/")), "live", new Probe(BETWEEN_WORDS, () -> status("/health/live")),
                "rest", new Probe(BETWEEN_WORDS, () -> String.valueOf(server.api().with("Authorization", "Bearer " + last).get("/api/user").status())),
                "back", new Probe(PATIENCE.dividedBy(4), this::comeBack));
    }

    public static void main(String[] args) throws Exception {
        int seconds = Options.number(args, "seconds", 60);
        DATABASE.setLevel(Level.OFF);
        List<Phase> phases;
        Path folder = Files.createTempDirectory("parley-database");
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); Way way = new Way(URI.create(database.address()).getPort())) {
            way.mend();
            String address = database.address().replaceAll(":[0-9]+/", ":" + way.port() + "/parley");
            try (ParleyServer server = ParleyServer.fresh(PEOPLE + 1, Map.of("DB_URI", address))) {
                phases = new SlowDatabase(server, way).run(seconds);
            }
        } finally {
            Files.deleteIfExists(folder.resolve("parley.mv.db"));
            Files.deleteIfExists(folder);
        }
        System.out.println("| phase | messages | relay p50, p99, max (ms) | file p99, max (ms) | liveness p99, max (ms) | REST max (ms), answers "
                + "| coming back max (ms), answers | out |\n|---|---:|---:|---:|---:|---|---|---:|");
        phases.forEach(System.out::println);
        List<String> missed = phases.stream().skip(1).flatMap(phase -> phase.missed(phases.getFirst().relayP99())).toList();
        System.out.println(missed.isEmpty() ? "All goals are met." : "Missed: " + String.join("; ", missed));
        System.exit(missed.isEmpty() ? 0 : 1);
    }

    private List<Phase> run(int seconds) throws Exception {
        callers.open();
        back.open();
        Until.holds("in", PATIENCE, back::isIn);
        List<Thread> all = new ArrayList<>(probes.values().stream().map(Thread.ofVirtual()::start).toList());
        callers.rooms().forEach(room -> room.forEach(caller -> all.add(Thread.ofVirtual().start(() -> talk(caller, Callers.others(room, caller))))));
        phase("warm-up", 20); // A compiler that is still at work would make the quiet phase slow, and the goal easy.
        List<Phase> phases = new ArrayList<>();
        phases.add(phase("quiet", 30));
        way.slow(LATE);
        phases.add(phase("2 s late", seconds));
        way.slow(Duration.ZERO);
        phases.add(phase("quiet again", 20));
        way.isSilent();
        phases.add(phase("silent", seconds));
        way.speaks();
        phases.add(phase("quiet at the end", 20));
        over = true;
        probes.values().forEach(Probe::stop);
        for (Thread each : all) {
            each.join();
        }
        System.out.println("besides: " + tally + ", lost " + callers.missing());
        return phases;
    }

    private Phase phase(String name, int seconds) throws InterruptedException {
        int before = out();
        TimeUnit.SECONDS.sleep(seconds);
        Map<String, Probe.Seen> seen = new HashMap<>();
        probes.forEach((what, probe) -> seen.put(what, probe.seen()));
        return new Phase(name, tally.times(), seen, out() - before);
    }

    /** Sockets that ended, and seats that were given up or are about to be. */
    private int out() {
        return tally.of("ends") + tally.of("remove-peer") + tally.of("peer-away");
    }

    private void talk(Caller caller, List<Caller> others) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long due = System.nanoTime() + random.nextLong(BETWEEN_WORDS.toNanos());
        while (!over) {
            LockSupport.parkNanos(due - System.nanoTime());
            if (System.nanoTime() >= due) {
                try {
                    caller.say(others.get(random.nextInt(others.size())).peerId(), due);
                } catch (IOException broken) {
                    tally.add("broken while talking"); // Its reader counts the end.
                }
                due += BETWEEN_WORDS.toNanos();
            }
        }
    }

    private String status(String path) {
        return String.valueOf(server.api().get(path).status());
    }

    /** With a new socket, as somebody whose network changed. */
    private String comeBack() throws IOException {
        back.cut(Cut.END);
        try {
            back.open();
        } catch (IOException refused) {
            return refused.getMessage().replaceAll(".*HTTP/1.1 ([0-9]+).*", "$1");
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!back.isIn() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        return back.isIn() ? "back" : "not back";
    }
}
