package dev.parley.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real HAProxy in front of several nodes. Requests and sockets take turns over the nodes that are ready; only {@code /socket.io/} has a cookie,
 * because the requests of one Socket.IO client have to reach the same node. A socket that is open stays open when its node is no longer ready.
 */
public final class LoadBalancer implements AutoCloseable {
    /** The cookie that says which node a Socket.IO client talks to. */
    public static final String COOKIE = "parley-node";

    private static final Duration CEILING = Duration.ofMinutes(1);

    private final Path folder;
    private final int port;
    private final int nodes;
    private final int commands = ServerProcess.freePort();
    private final Process process;

    /** Starts it, and waits until it has asked each node once whether it is ready. Its configuration and its log are in the folder. */
    public LoadBalancer(Path folder, List<Integer> nodes) {
        this(folder, ServerProcess.freePort(), nodes);
    }

    /** On a known port, for nodes that have to know their public address. */
    public LoadBalancer(Path folder, int port, List<Integer> nodes) {
        this.folder = folder;
        this.port = port;
        this.nodes = nodes.size();
        try {
            Files.createDirectories(folder);
            Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration(nodes));
            process = new ProcessBuilder("haproxy", "-db", "-f", file.toString()).redirectErrorStream(true).redirectOutput(log().toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Until.holds("the load balancer has asked all nodes, see " + folder, CEILING,
                    () -> IntStream.range(0, this.nodes).noneMatch(node -> state(node).contains("INI")));
        } catch (AssertionError | RuntimeException e) {
            close();
            throw e;
        }
    }

    private String configuration(List<Integer> nodes) {
        return """
                global
                  stats socket ipv4@127.0.0.1:%d level admin
                defaults
                  mode http
                  timeout connect 2s
                  timeout check 10s
                  timeout client 60s
                  timeout server 60s
                  timeout tunnel 1h
                  option redispatch
                frontend all
                  bind 127.0.0.1:%d
                  http-request set-header X-Forwarded-For %%[src]
                  use_backend sticky if { path_beg /socket.io/ }
                  default_backend spread
                backend spread
                  balance roundrobin
                  option httpchk GET /health/ready
                  http-check expect status 200
                %s
                backend sticky
                  balance roundrobin
                  cookie %s insert indirect nocache httponly
                %s
                """.formatted(commands, port,
                servers(nodes, "  server node%d 127.0.0.1:%d check inter 200ms rise 1 fall 2"),
                COOKIE, servers(nodes, "  server node%1$d 127.0.0.1:%2$d cookie node%1$d track spread/node%1$d"));
    }

    private static String servers(List<Integer> nodes, String line) {
        return IntStream.range(0, nodes.size()).mapToObj(node -> line.formatted(node, nodes.get(node))).collect(Collectors.joining("\n"));
    }

    public int port() {
        return port;
    }

    public Api api() {
        return new Api(URI.create("http://localhost:" + port), List.of());
    }

    /** Whether this node gets requests: it is ready, and nobody took it out. */
    public boolean serves(int node) {
        return state(node).startsWith("UP ");
    }

    /** Gives this node nothing new. What is open stays open. */
    public void takeOut(int node) {
        tell("set server spread/node" + node + " state maint");
    }

    /** Gives this node requests again as soon as it is ready. */
    public void putIn(int node) {
        tell("set server spread/node" + node + " state ready");
    }

    /** Everything new goes to this node. */
    public void only(int node) {
        for (int other = 0; other < nodes; other++) {
            if (other != node) {
                takeOut(other);
            }
        }
        putIn(node);
        Until.holds("node " + node + " gets what is new", CEILING, () -> serves(node));
    }

    /** Everything new goes to whichever node is ready. */
    public void all() {
        IntStream.range(0, nodes).forEach(this::putIn);
        Until.holds("a node is ready", CEILING, () -> IntStream.range(0, nodes).anyMatch(this::serves));
    }

    /** Its status and the outcome of the latest check, such as {@code UP L7OK}. */
    private String state(int node) {
        String row = "spread,node" + node + ",";
        return tell("show stat").lines().filter(line -> line.startsWith(row)).map(line -> line.split(",", -1))
                .map(cells -> cells[17] + " " + cells[36]).findFirst().orElse("INI");
    }

    private String tell(String command) {
        if (!process.isAlive()) {
            throw new AssertionError("the load balancer has ended: " + said());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), commands)) {
            socket.setSoTimeout((int) CEILING.toMillis());
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notYet) {
            return "";
        }
    }

    private Path log() {
        return folder.resolve("haproxy.log");
    }

    private String said() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
