package dev.parley.bench;

import com.sun.net.httpserver.HttpServer;
import dev.parley.harness.Api;
import dev.parley.harness.Disk;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Parley killed, stopped, started twice, on a taken port, on a full disk and on a damaged file: what was acknowledged stays, and what
 * cannot be is said. Words such as {@code kills=2} set another number of kills.
 */
public final class Restarts {
    private static final int PEOPLE = 20;
    private static final int SOCKETS = 300;
    private static final Duration SOON = Duration.ofMinutes(1);
    /** Generous, for a busy machine. */
    private static final long TOLD_MILLIS = 500;
    /** What the sockets may add to the time that the server takes without them. It looks only once a second whether its ports are closed. */
    private static final long LATER_MILLIS = 1_500;
    /** As sysexits.h has it: something is configured wrongly. */
    private static final int REFUSED = 78;
    private static final String NAME = "parley-restarts";

    private final Path folder;
    private final int kills;
    private final int port = ServerProcess.freePort();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    private record Outcome(String what, boolean holds, String detail) {
        @Override
        public String toString() {
            return "| " + what + " | " + (holds ? "holds" : "**fails**") + " | " + detail + " |";
        }
    }

    private Restarts(Path folder, int kills) {
        this.folder = folder;
        this.kills = kills;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("parley-restarts");
        Restarts restarts = new Restarts(folder, Options.number(args, "kills", 10));
        try {
            restarts.kills();
            restarts.stop();
            restarts.portTaken();
            restarts.twice();
            restarts.fullDisk();
            restarts.damaged();
        } finally {
            delete(folder);
        }
        System.out.println("| what | | measured |\n|---|---|---|");
        restarts.outcomes.forEach(System.out::println);
        System.exit(restarts.outcomes.stream().allMatch(Outcome::holds) ? 0 : 1);
    }

    private void note(String what, boolean holds, String detail) {
        outcomes.add(new Outcome(what, holds, detail));
        System.out.println(outcomes.getLast());
    }

    /** On the same port each time, as the clients know it. */
    private ServerProcess start(String name, Path data) {
        return ServerProcess.start(name, port, settings(data));
    }

    private ServerProcess ready(Path data) {
        return ServerProcess.ready(NAME, port, settings(data));
    }

    /** A token outlives all the kills. */
    private static Map<String, String> settings(Path data) {
        return Map.of("DATA_DIR", data.toString(), "ACCESS_TOKEN_EXPIRY", "4h");
    }

    private void kills() throws Exception {
        List<String> missing = new ArrayList<>();
        for (int round = 0; round <= kills; round++) {
            try (ServerProcess server = ready(folder)) {
                if (round == 0) {
                    IntStream.range(0, PEOPLE).forEach(_ -> writers.add(new Writer(Person.called("writer", server.api()))));
                }
                for (Writer writer : writers) {
                    missing.addAll(writer.missing());
                }
                if (round < kills) {
                    writeUntilKilled(server, round);
                }
            }
        }
        int all = writers.stream().mapToInt(Writer::acknowledged).sum();
        note(kills + " kills while " + PEOPLE + " write", missing.isEmpty() && all > kills * PEOPLE,
                missing.size() + " missing of " + all + (missing.isEmpty() ? "" : ": " + missing.subList(0, Math.min(5, missing.size()))));
    }

    /** One half writes by socket, and bans somebody of the other half, who writes by REST and bans somebody of the first. */
    private void writeUntilKilled(ServerProcess server, int number) throws Exception {
        int half = PEOPLE / 2;
        Writer.Round round = new Writer.Round(number, new CountDownLatch(half), new AtomicBoolean());
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < half; i++) {
                Writer speaker = writers.get(i);
                Writer asker = writers.get(half + i);
                Person target = writers.get(half + (i + number) % half).person();
                Person other = writers.get((i + number) % half).person();
                writing.add(all.submit(() -> speaker.bySocket(round, target)));
                writing.add(all.submit(() -> asker.byRest(round, other)));
            }
            boolean allIn = round.in().await(SOON.toSeconds(), TimeUnit.SECONDS);
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(1_500, 5_000));
            round.killed().set(allIn);
            server.kill();
            for (Future<?> each : writing) {
                each.get();
            }
        }
    }

    private void stop() throws Exception {
        long alone;
        try (ServerProcess server = ready(folder)) {
            long start = System.nanoTime();
            server.terminate();
            alone = since(start);
        }
        try (ServerProcess server = ready(folder)) {
            List<TestPeer> crowd = IntStream.range(0, SOCKETS).mapToObj(i -> TestPeer.of(writers.get(i % PEOPLE).person())).toList();
            long start = System.nanoTime();
            CompletableFuture<Long> gone = CompletableFuture.supplyAsync(() -> {
                server.terminate();
                return since(start);
            });
            Until.holds("it stops", SOON, () -> crowd.getFirst().heard("go-away"));
            List<TestPeer> left = new ArrayList<>(crowd);
            while (!left.isEmpty() && since(start) < SOON.toMillis()) {
                left.removeIf(peer -> peer.heard("go-away"));
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
            long told = since(start);
            long ended = gone.get();
            note("SIGTERM with " + SOCKETS + " sockets", left.isEmpty() && told < TOLD_MILLIS && ended < alone + LATER_MILLIS,
                    SOCKETS - left.size() + " told within " + told + " ms, process gone after " + ended + " ms, and after " + alone + " ms without sockets");
            crowd.forEach(TestPeer::close);
        }
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private void portTaken() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5);
        other.start();
        try (ServerProcess server = start(NAME, folder)) {
            refused("port taken", server, "PORT " + port + " is in use by another program");
        } finally {
            other.stop(0);
        }
    }

    private void twice() {
        try (ServerProcess first = ready(folder)) {
            try (ServerProcess second = start(NAME + "-2", folder)) {
                refused("started twice", second, "DATA_DIR is in use by another Parley that is still running");
            }
            int ready = first.api().get("/health/ready").status();
            note("and the first goes on", ready == 200, "ready: " + ready);
        }
    }

    /** One line says why, it is the last one, no stack is shown, and the process ends. */
    private void refused(String what, ServerProcess server, String reason) {
        int code = server.ended();
        List<String> lines = server.output().lines().toList();
        List<String> said = lines.stream().filter(line -> line.contains("Parley cannot start")).toList();
        long stacks = stacks(server);
        boolean holds = code == REFUSED && stacks == 0 && said.size() == 1 && said.getFirst().contains(reason) && lines.getLast().equals(said.getFirst());
        note(what, holds, "exit code " + code + ", " + said.size() + " line, " + stacks + " of stacks: "
                + (said.isEmpty() ? lines.getLast() : said.getFirst().replaceAll(".*Parley cannot start", "Parley cannot start").replace(folder.toString(), "…")));
    }

    private static long stacks(ServerProcess server) {
        return server.output().lines().filter(line -> line.startsWith("\tat ")).count();
    }

    private void fullDisk() throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            System.out.println("The full disk is left out: only root can make a disk.");
            return;
        }
        Path data = Files.createDirectory(folder.resolve("disk"));
        try (Disk disk = new Disk(data, 64)) {
            String kept;
            Person ada;
            try (ServerProcess server = ready(data)) {
                ada = Person.called("ada", server.api());
                kept = ada.makesRoom();
                disk.fill(4_000_000);
                Api.Answer refused = newRoom(ada);
                note("disk full", refused.status() == 503 && refused.code().equals("storage_full") && read(ada, kept) == 200,
                        "a new room: " + refused.status() + " " + refused.code() + "; reading: " + read(ada, kept));
            }
            try (ServerProcess server = start(NAME, data)) {
                server.says("no space for the indexes");
                String before = Until.succeeds("an answer of Parley", SOON, () -> newRoom(ada).code());
                disk.makeSpace();
                long start = System.nanoTime();
                Until.holds("there is space again", SOON, () -> newRoom(ada).status() == 201);
                server.says("Parley is ready: ");
                note("started on the full disk, and free again", before.equals("storage_full") && read(ada, kept) == 200,
                        "a new room: " + before + ", and 201 " + since(start) + " ms after there was space; " + stacks(server) + " lines of stacks");
                server.kill();
            }
            try (ServerProcess _ = ready(data)) {
                note("killed after that", read(ada, kept) == 200, "the room from before: " + read(ada, kept));
            }
        }
    }

    private static Api.Answer newRoom(Person by) {
        return by.api().post("/api/rooms", Person.json("name", "Room on a full disk"));
    }

    private static int read(Person by, String room) {
        return by.api().get("/api/rooms/" + room).status();
    }

    /** Refused, or nothing is missing: a server that starts with less than it acknowledged and does not say so is the worst. */
    private void damaged() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("parley.mv.db"));
        byte[] noise = new byte[whole.length];
        new Random(7).nextBytes(noise);
        damaged("noise instead of the database file", noise);
        damaged("noise over its first half", Arrays.copyOf(noise, whole.length / 2), Arrays.copyOfRange(whole, whole.length / 2, whole.length));
        damaged("noise over its last quarter", Arrays.copyOf(whole, whole.length / 4 * 3), Arrays.copyOf(noise, whole.length / 4));
        damaged("without its last quarter", Arrays.copyOf(whole, whole.length / 4 * 3));
    }

    private void damaged(String how, byte[]... parts) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve("parley.mv.db"))) {
            for (byte[] part : parts) {
                file.write(part);
            }
        }
        try (ServerProcess server = start(NAME, folder)) {
            Until.holds("it starts or does not", SOON.multipliedBy(5), () -> !server.isAlive() || server.output().contains("Parley is ready: "));
            if (server.isAlive()) {
                int missing = writers.stream().mapToInt(writer -> writer.missing().size()).sum();
                note(how, missing == 0, "it starts, " + missing + " missing");
            } else {
                refused(how, server, "DATA_DIR holds a database file that cannot be opened");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
