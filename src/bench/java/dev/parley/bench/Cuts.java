package dev.parley.bench;

import dev.parley.bench.Caller.Cut;
import dev.parley.bench.Caller.Tally;
import dev.parley.harness.Api;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts the sockets of a hundred people in rooms of eight, ten thousand times, by reset, end and silence, half of them while everybody talks:
 * nothing may get lost, doubled or reordered, and nothing may be left of it within a minute. Words such as {@code cuts=1000} set another number.
 */
public final class Cuts {
    private static final int PEOPLE = 100;
    /** Connections to the database come and go, more of them while the machine is busy. There are hundreds of cuts. */
    private static final int FEW = 24;
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final long BETWEEN_WORDS = Duration.ofMillis(20).toNanos();

    private final Tally tally = new Tally();
    private final Callers callers;
    private final AtomicLong slowest = new AtomicLong();
    private final ParleyServer server;
    private volatile boolean over;

    Cuts(ParleyServer server) {
        this.server = server;
        callers = Callers.of(server, server.tokens().size(), tally);
    }

    public static void main(String[] args) throws Exception {
        int cuts = Options.number(args, "cuts", 10_000);
        Outcome outcome;
        try (ParleyServer server = ParleyServer.fresh(PEOPLE)) {
            outcome = new Cuts(server).run(cuts);
        }
        System.out.println(outcome);
        System.exit(outcome.holds() ? 0 : 1);
    }

    /** What became of the messages, and what is left of it within a minute. */
    record Outcome(int cuts, long seconds, int heard, long lost, int doubledOrReordered, int resynced, long slowestRound, Map<String, Long> before,
            Map<String, Long> after, String besides) {
        boolean holds() {
            return isHarmless() && slowestRound < 2_000;
        }

        /** Whatever the machine did meanwhile. */
        boolean isHarmless() {
            return lost + doubledOrReordered + resynced == 0 && isClean(before, after);
        }

        static boolean isClean(Map<String, Long> before, Map<String, Long> after) {
            return List.of("sockets", "lines", "hangingWrites", "hangingCloses").stream().allMatch(what -> after.get(what) <= before.get(what))
                    && after.get("descriptors") <= before.get("descriptors") + FEW;
        }

        @Override
        public String toString() {
            return cuts + " cuts in " + seconds + " s: " + heard + " messages, " + lost + " lost, " + doubledOrReordered + " doubled or reordered, "
                    + resynced + " resynced, slowest round " + slowestRound + " ms\nbefore:          " + before + "\nwithin a minute: " + after
                    + "\nbesides:         " + besides;
        }
    }

    Outcome run(int cuts) throws Exception {
        callers.open();
        Map<String, Long> before = left();
        Thread watch = Thread.ofPlatform().daemon().start(this::watch);
        long start = System.nanoTime();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < callers.rooms().size(); i++) {
            boolean talk = i % 2 == 0;
            List<Caller> room = callers.rooms().get(i);
            room.forEach(caller -> all.add(Thread.ofVirtual().start(() -> suffer(caller, Callers.others(room, caller), cuts / callers.all().size(), talk))));
        }
        for (Thread each : all) {
            each.join();
        }
        Until.holds("everything is answered", LONG, () -> callers.all().stream().allMatch(Caller::isDone));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Until.holds("all that was sent has come, or never will", LONG, () -> callers.missing() == 0 || tally.of("lost") > 0);
        long missing = callers.missing();
        Map<String, Long> after = leftWithinAMinute(before);
        over = true;
        watch.join();
        return new Outcome(tally.of("cuts"), took.toSeconds(), tally.of("heard"), missing + tally.of("lost"), tally.of("doubled or reordered"),
                tally.of("resynced"), slowest.get(), before, after, tally.toString());
    }

    private void suffer(Caller caller, List<Caller> others, int cuts, boolean talk) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < cuts; i++) {
            try {
                for (int word = 0; word < (talk ? 10 : 2); word++) {
                    caller.say(others.get(random.nextInt(others.size())).peerId());
                    LockSupport.parkNanos(talk ? random.nextLong(BETWEEN_WORDS) : 10 * BETWEEN_WORDS);
                }
            } catch (IOException broken) {
                tally.add("broken while talking");
            }
            try {
                caller.cut(Cut.values()[random.nextInt(Cut.values().length)]);
                tally.add("cuts");
                LockSupport.parkNanos(random.nextLong(10 * BETWEEN_WORDS));
            } catch (IOException broken) {
                tally.add("broken while cutting");
            }
            comeBack(caller);
        }
    }

    /** As a client does: again and again, until it is let in. */
    private void comeBack(Caller caller) {
        long end = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < end) {
            try {
                caller.open();
                return;
            } catch (IOException broken) {
                tally.add("could not come back: " + broken.getMessage());
                LockSupport.parkNanos(10 * BETWEEN_WORDS);
            }
        }
    }

    /** The ticker tells how long its last round is over. */
    private void watch() {
        while (!over) {
            slowest.accumulateAndGet(stuck().getJsonNumber("lastRoundMilliseconds").longValue(), Math::max);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private Map<String, Long> leftWithinAMinute(Map<String, Long> before) throws IOException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Map<String, Long> after = left();
        while (!Outcome.isClean(before, after) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            after = left();
        }
        return after;
    }

    private JsonObject stuck() {
        return new Api(URI.create("http://127.0.0.1:" + server.port), List.of()).get("/health/ready").json().getJsonArray("checks")
                .getValuesAs(JsonObject.class).stream().filter(check -> check.getString("name").equals("stuck")).findFirst().orElseThrow().getJsonObject("data");
    }

    private Map<String, Long> left() throws IOException {
        JsonObject data = stuck();
        Map<String, Long> left = new TreeMap<>();
        for (String name : List.of("sockets", "lines", "hangingWrites", "hangingCloses", "rescued", "backlogBytes")) {
            left.put(name, data.getJsonNumber(name).longValue());
        }
        left.put("descriptors", count("fd"));
        left.put("threads", count("task"));
        left.put("megabytes", server.memory() >> 20);
        return left;
    }

    private long count(String folder) throws IOException {
        try (var all = Files.list(Path.of("/proc", String.valueOf(server.pid()), folder))) {
            return all.count();
        }
    }
}
