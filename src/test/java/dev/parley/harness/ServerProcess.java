package dev.parley.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Parley of a test's own, as an operator starts it: the shipped server with some environment. */
public final class ServerProcess implements AutoCloseable {
    private static final Path WLP = Path.of(System.getProperty("wlp.home", "target/liberty/wlp")).toAbsolutePath();
    private static final Duration CEILING = Duration.ofMinutes(6);

    private static final String READY = "Parley is ready: ";
    private static final String WORK_AREA = "workarea";
    private static final int LOWEST_PORT = 12_000;
    private static final int PORTS = 20_000;
    /** Begins elsewhere in each process. */
    private static final AtomicInteger NEXT_PORT = new AtomicInteger(new Random().nextInt(PORTS));

    private final String name;
    private final int port;
    private final Path home;
    private final Process process;

    /** What a server is made of. */
    public interface Contents {
        /** Copies server.xml and similar files there, and the application into the folder {@code apps}. */
        void into(Path home) throws IOException;
    }

    private ServerProcess(String name, int port, Map<String, String> environment, Contents contents) throws IOException {
        this.name = name;
        this.port = port;
        home = home(name);
        prepare(contents);
        ProcessBuilder builder = new ProcessBuilder(WLP.resolve("bin/server").toString(), "run", name);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PORT", String.valueOf(port));
        String coverage = System.getProperty("coverage.agent", "");
        // None of these servers runs long enough for the second compiler to pay off.
        builder.environment().put("JVM_ARGS", "-XX:TieredStopAtLevel=1 " + (coverage.startsWith("-") ? coverage : ""));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(console().toFile());
        process = builder.start();
    }

    /** Starts a server and does not wait for it. */
    public static ServerProcess start(String name, Map<String, String> environment) {
        return start(name, freePort(), environment);
    }

    /** On a known port, for a server that replaces another. */
    public static ServerProcess start(String name, int port, Map<String, String> environment) {
        return start(name, port, environment, ServerProcess::parley);
    }

    /** Of other contents. */
    public static ServerProcess start(String name, int port, Map<String, String> environment, Contents contents) {
        try {
            return new ServerProcess(name, port, environment, contents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server and waits until it is ready. */
    public static ServerProcess ready(String name, Map<String, String> environment) {
        return ready(name, freePort(), environment);
    }

    /** Starts a server on a known port and waits until it is ready. */
    public static ServerProcess ready(String name, int port, Map<String, String> environment) {
        ServerProcess server = start(name, port, environment);
        try {
            server.says(READY);
            return server;
        } catch (AssertionError late) {
            server.close();
            throw late;
        }
    }

    /** Waits until these words are in its output. */
    public void says(String words) {
        Until.holds(name + " says " + words, CEILING, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended: " + output());
            }
            return output().contains(words);
        });
    }

    /** The folder of the server of this name. It is emptied before the start. */
    static Path home(String name) {
        return WLP.resolve("usr/servers").resolve(name);
    }

    private void prepare(Contents contents) throws IOException {
        delete(home);
        Files.createDirectories(home.resolve("apps"));
        // What "server create" writes. Parley signs and encrypts nothing with these.
        Files.writeString(home.resolve("server.env"), "keystore_password=" + UUID.randomUUID() + "\nltpa_keys_password=" + UUID.randomUUID() + "\n");
        contents.into(home);
    }

    /**
     * What the first Parley of these tests has found out about itself when it started: its bundles, its features, what it has unpacked. Each
     * Parley after it begins with that, as a server that is restarted does, and starts in two thirds of the time.
     */
    private static @Nullable Path known;

    private static void parley(Path home) throws IOException {
        for (String file : List.of("server.xml", "application.xml", "jvm.options")) {
            Files.copy(Path.of("liberty", file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Deployments.export(home.resolve("apps/parley.war").toFile());
        synchronized (ServerProcess.class) {
            if (known != null) {
                copy(known, home.resolve(WORK_AREA));
            }
        }
    }

    /** Of a server that was ready and ended by itself. */
    private void remember() {
        synchronized (ServerProcess.class) {
            if (known == null && output().contains(READY)) {
                Path kept = Path.of("target/work-area").toAbsolutePath();
                try {
                    delete(kept);
                    copy(home.resolve(WORK_AREA), kept);
                    known = kept;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    public Api api() {
        return new Api(URI.create("http://localhost:" + port), List.of());
    }

    public int port() {
        return port;
    }

    private Path console() {
        return home.resolve("console.txt");
    }

    public String output() {
        return text(console());
    }

    /** With what is not worth a line on the console. */
    public String log() {
        return text(home.resolve("logs/messages.log"));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end, however long that takes, and returns the exit code. */
    public int runs() throws InterruptedException {
        return process.waitFor();
    }

    /** The exit code, once it has ended by itself. */
    public int ended() {
        try {
            if (!process.waitFor(CEILING.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code server stop}, as an operator types it; returns at once. */
    public void stop() {
        try {
            ProcessBuilder builder = new ProcessBuilder(WLP.resolve("bin/server").toString(), "stop", name);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long its processes have used a processor so far. */
    public Duration cpu() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle())).flatMap(each -> each.info().totalCpuDuration().stream()).reduce(Duration.ZERO, Duration::plus);
    }

    /** Kills it without warning, as when the power fails. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        ended();
    }

    /** Stops it in the middle of whatever it does, as a machine that is moved or out of memory. */
    public void pause() {
        signal("STOP");
    }

    public void wake() {
        signal("CONT");
    }

    private void signal(String name) {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(each -> Programs.signal(each, name));
    }

    /** SIGTERM, as a service manager sends it; returns at once. */
    public void askToEnd() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** Stops it with SIGTERM and waits for the end. */
    public void terminate() {
        askToEnd();
        ended();
        remember();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        terminate();
    }

    /**
     * A port that nothing uses, and that nothing is given by chance before the server listens there: the system takes the ports of outgoing
     * connections from higher up.
     */
    public static int freePort() {
        while (true) {
            int port = LOWEST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // The next one, then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
