package dev.parley.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A Redis server of a test's own, which can be killed, paused and started again on the same port. */
public final class Redis implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    public Redis(Path folder) {
        this.folder = folder;
        this.port = ServerProcess.freePort();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    public int port() {
        return port;
    }

    public void start() {
        try {
            process = new ProcessBuilder("redis-server", "--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder.toString())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("redis.log").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Until.holds("Redis answers", Duration.ofSeconds(20), () -> {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public void pause() {
        Programs.signal(process.toHandle(), "STOP");
    }

    public void wake() {
        Programs.signal(process.toHandle(), "CONT");
    }

    @Override
    public void close() {
        kill();
    }
}
