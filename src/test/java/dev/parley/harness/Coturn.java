package dev.parley.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A relay with the shipped settings, at one address. It passes sound on to that address only. */
public final class Coturn implements AutoCloseable {
    private static final Duration CEILING = Duration.ofMinutes(1);

    private final String address;
    private final int port = ServerProcess.freePort();
    private final Process process;

    public Coturn(String address, String secret) {
        this(address, secret, address);
    }

    /**
     * @param peer whom it relays to
     * @param further options
     */
    public Coturn(String address, String secret, String peer, String... further) {
        this.address = address;
        Path folder = Path.of("target/coturn-" + port).toAbsolutePath();
        try {
            Files.createDirectories(folder);
            List<String> command = new ArrayList<>(List.of("turnserver", "-c", "docker/coturn/turnserver.conf", "--listening-ip=" + address, "--relay-ip=" + address,
                    "--listening-port=" + port, "--realm=parley.test", "--use-auth-secret", "--static-auth-secret=" + secret,
                    // The shipped settings forbid the addresses that tests use.
                    "--allow-loopback-peers", "--allowed-peer-ip=" + peer,
                    "--userdb=" + folder.resolve("db"), "--pidfile=" + folder.resolve("pid"), "--log-file=stdout"));
            command.addAll(List.of(further));
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Until.succeeds("the relay listens, see " + folder, CEILING, this::connect);
        } catch (AssertionError | RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean connect() {
        try (Socket socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url(String transport) {
        return "turn:" + address + ":" + port + "?transport=" + transport;
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
