package dev.parley.bench;

import dev.parley.harness.ServerProcess;
import dev.parley.harness.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server under test: a process, as a rule on a core of its own, people who may come in, and rooms. */
abstract class Server implements AutoCloseable {
    static final int CORE = 0;
    private static final Duration CEILING = Duration.ofMinutes(4);

    final String name;
    final int port = ServerProcess.freePort();
    private final Process process;
    private final Path console;

    Server(String name, List<String> command, Map<String, String> environment, String ready) throws IOException {
        this.name = name;
        console = Files.createDirectories(Path.of("target/bench")).resolve(name + ".txt");
        Map<String, String> all = new HashMap<>(environment);
        all.put("PORT", String.valueOf(port));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
        builder.environment().putAll(all);
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        Until.holds(name + " is ready", CEILING, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended: " + console);
            }
            return said().contains(ready);
        });
    }

    private String said() {
        try {
            return Files.readString(console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tokens of people who may come in; each may be in several rooms. */
    abstract List<String> tokens();

    /** A new room for so many. */
    abstract String room(int places);

    /** The server itself, not the script that started it. */
    long pid() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(each -> each.info().command().filter(command -> command.endsWith("/java") || command.endsWith("/node")).isPresent())
                .findFirst().orElse(process.toHandle()).pid();
    }

    double cpu() throws IOException {
        return Account.cpu(pid());
    }

    long memory() throws IOException {
        return Account.memory(pid());
    }

    @Override
    public void close() {
        List<ProcessHandle> mine = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        mine.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(CEILING.toSeconds(), TimeUnit.SECONDS)) {
                mine.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            mine.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
