package dev.parley.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A media server with the settings that the documentation recommends, in a network of its own. It can be killed, paused and started again. */
public final class Janus implements AutoCloseable {
    public static final String SECRET = "only-for-tests";
    private static final Duration CEILING = Duration.ofMinutes(1);

    private final Network network;
    private final Path folder;
    private final int port = ServerProcess.freePort();
    private Process process;

    public Janus(Network network) {
        this.network = network;
        this.folder = Path.of("target/janus-" + port).toAbsolutePath();
        try {
            write("janus.jcfg", """
                    general: {
                      configs_folder = "%1$s"
                      plugins_folder = "%1$s/plugins"
                      transports_folder = "%1$s/transports"
                      api_secret = "%2$s"
                      session_timeout = 60
                      reclaim_session_timeout = 20
                      event_loops = 2
                      log_to_stdout = true
                    }
                    nat: {
                      ice_enforce_list = "media0"
                      ignore_mdns = true
                    }
                    """.formatted(folder, SECRET));
            write("janus.transport.websockets.jcfg", """
                    general: {
                      json = "compact"
                      ws = true
                      ws_port = %d
                      ws_ip = "%s"
                    }
                    admin: {
                      admin_ws = false
                    }
                    """.formatted(port, network.address()));
            write("janus.plugin.videoroom.jcfg", "general: {}\n");
            link("plugins", "libjanus_videoroom.so");
            link("transports", "libjanus_websockets.so");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), text);
    }

    /** Only what is in its folder is loaded. */
    private void link(String kind, String name) throws IOException {
        Path here = Files.createDirectories(folder.resolve(kind)).resolve(name);
        Files.deleteIfExists(here);
        try (Stream<Path> libraries = Files.list(Path.of("/usr/lib"))) {
            Files.createSymbolicLink(here, libraries.map(each -> each.resolve("janus/" + kind + "/" + name)).filter(Files::exists).findFirst().orElseThrow());
        }
    }

    /** Does nothing if it runs. */
    public void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            process = new ProcessBuilder(network.within(Needs.Condition.find("janus").orElseThrow()).toString(), "-F", folder.toString())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Until.succeeds("the media server listens, see " + folder, CEILING, this::connect);
        } catch (AssertionError | RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean connect() {
        try (Socket socket = new Socket(network.address(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(network.address(), port);
    }

    public URI url() {
        return URI.create("ws://" + network.address() + ":" + port);
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

    /** The time of a processor that it has used so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        kill();
    }
}
