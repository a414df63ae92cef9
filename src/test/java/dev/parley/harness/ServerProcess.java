package dev.parley.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Parley of a test's own, as an operator starts it: the shipped server with some environment. */
public final class ServerProcess implements AutoCloseable {
    private static final Path WLP = Path.of(System.getProperty("wlp.home"));
    private static final Duration CEILING = Duration.ofMinutes(3);

    private final String name;
    private final int port;
    private final Path home;
    private final Process process;

    private ServerProcess(String name, Map<String, String> environment) throws IOException {
        this.name = name;
        port = freePort();
        home = WLP.resolve("usr/servers").resolve(name);
        prepare();
        ProcessBuilder builder = new ProcessBuilder(WLP.resolve("bin/server").toString(), "run", name);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PORT", String.valueOf(port));
        if (System.getProperty("coverage.agent", "").startsWith("-")) {
            builder.environment().put("JVM_ARGS", System.getProperty("coverage.agent"));
        }
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(console().toFile());
        process = builder.start();
    }

    /** Started, and not waited for. */
    public static ServerProcess start(String name, Map<String, String> environment) {
        try {
            return new ServerProcess(name, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started, and ready. */
    public static ServerProcess ready(String name, Map<String, String> environment) {
        ServerProcess server = start(name, environment);
        Until.holds(name + " is ready", CEILING, () -> {
            if (!server.process.isAlive()) {
                throw new AssertionError("ended: " + server.output());
            }
            return server.output().contains("Parley is ready: ");
        });
        return server;
    }

    private void prepare() throws IOException {
        delete(home);
        Files.createDirectories(home.resolve("apps"));
        for (String file : List.of("server.xml", "application.xml", "jvm.options")) {
            Files.copy(Path.of("liberty", file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        // What "server create" writes; nothing of Parley is signed or locked with them.
        Files.writeString(home.resolve("server.env"), "keystore_password=" + UUID.randomUUID() + "\nltpa_keys_password=" + UUID.randomUUID() + "\n");
        Deployments.export(home.resolve("apps/parley.war").toFile());
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
        try {
            return Files.exists(console()) ? Files.readString(console()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit code, once it ended by itself. */
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

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        ended();
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
