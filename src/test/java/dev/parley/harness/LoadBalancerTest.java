package dev.parley.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Needs("haproxy")
class LoadBalancerTest {
    private static final Duration CEILING = Duration.ofSeconds(60);
    private static final Set<String> BOTH = Set.of("first", "second");

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CEILING).build();
    private final Node first = new Node("first");
    private final Node second = new Node("second");

    @TempDir
    Path folder;

    private LoadBalancer balancer;

    @BeforeEach
    void start() {
        balancer = new LoadBalancer(folder, List.of(first.port(), second.port()));
    }

    @AfterEach
    void end() throws IOException {
        balancer.close();
        first.close();
        second.close();
        client.shutdownNow();
    }

    @Test
    void requestsTakeTurns() {
        assertEquals(BOTH, answering("/api/rooms", ""));
        assertEquals(BOTH, answering("/socket.io/?EIO=4&transport=polling", ""));
    }

    @Test
    void aCookieLeadsToTheSameNodeUnderTheAddressOfSocketIoAlone() {
        assertTrue(get("/api/rooms", "").headers().firstValue("set-cookie").isEmpty(), "no cookie where none is needed");
        HttpResponse<String> chosen = get("/socket.io/?EIO=4&transport=polling", "");
        String cookie = chosen.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
        assertTrue(cookie.startsWith(LoadBalancer.COOKIE + "="), cookie);
        assertEquals(Set.of(chosen.body()), answering("/socket.io/?EIO=4&transport=polling&sid=1", cookie));
        assertEquals(BOTH, answering("/api/rooms", cookie));
        assertEquals(BOTH, answering("/socket.iox", cookie));
    }

    @Test
    void aNodeThatIsNotReadyGetsNothing() {
        String cookie = LoadBalancer.COOKIE + "=node1";
        assertEquals(Set.of("second"), answering("/socket.io/", cookie));
        second.ready = false;
        Until.holds("the second is left out", CEILING, () -> !balancer.serves(1));
        assertEquals(Set.of("first"), answering("/api/rooms", ""));
        assertEquals(Set.of("first"), answering("/socket.io/", cookie));
        second.ready = true;
        Until.holds("the second is back", CEILING, () -> balancer.serves(1));
        assertEquals(BOTH, answering("/api/rooms", ""));
        assertEquals(Set.of("second"), answering("/socket.io/", cookie));
    }

    @Test
    void aNodeThatIsDownFromTheStartGetsNothing() throws IOException {
        balancer.close();
        first.close();
        balancer = new LoadBalancer(folder, List.of(first.port(), second.port()));
        Until.holds("the first is left out", CEILING, () -> !balancer.serves(0));
        assertEquals(Set.of("second"), answering("/api/rooms", ""));
    }

    @Test
    void aNodeIsTakenOutAndPutIn() {
        balancer.takeOut(0);
        assertFalse(balancer.serves(0));
        assertEquals(Set.of("second"), answering("/api/rooms", ""));
        assertEquals(Set.of("second"), answering("/socket.io/", LoadBalancer.COOKIE + "=node0"));
        balancer.putIn(0);
        Until.holds("the first is back", CEILING, () -> balancer.serves(0));
        assertEquals(BOTH, answering("/api/rooms", ""));
    }

    @Test
    void aSocketGoesOnWhenItsNodeIsNoLongerReady() throws InterruptedException {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocketBuilder().buildAsync(URI.create("ws://localhost:" + balancer.port() + "/ws"), new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                heard.add(text.toString());
                from.request(1);
                return null;
            }
        }).join();
        socket.sendText("hello", true).join();
        assertEquals("hello", heard.poll(CEILING.toSeconds(), TimeUnit.SECONDS));
        first.ready = false;
        second.ready = false;
        Until.holds("both are left out", CEILING, () -> !balancer.serves(0) && !balancer.serves(1));
        socket.sendText("still here", true).join();
        assertEquals("still here", heard.poll(CEILING.toSeconds(), TimeUnit.SECONDS));
        socket.abort();
    }

    private Set<String> answering(String path, String cookie) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            names.add(get(path, cookie).body());
        }
        return names;
    }

    private HttpResponse<String> get(String path, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + balancer.port() + path)).timeout(CEILING);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Answers with its name, says whether it is ready, and repeats short texts on a WebSocket. */
    private static final class Node implements AutoCloseable {
        volatile boolean ready = true;
        private final String name;
        private final ServerSocket door;

        Node(String name) {
            this.name = name;
            try {
                door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.ofVirtual().start(() -> {
                while (!door.isClosed()) {
                    try {
                        Socket visitor = door.accept();
                        Thread.ofVirtual().start(() -> serve(visitor));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        int port() {
            return door.getLocalPort();
        }

        private void serve(Socket visitor) {
            try (visitor; DataInputStream in = new DataInputStream(visitor.getInputStream())) {
                String target = line(in).split(" ")[1];
                Map<String, String> headers = new HashMap<>();
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    headers.put(line.split(":", 2)[0].toLowerCase(Locale.ROOT), line.split(":", 2)[1].trim());
                }
                if (headers.containsKey("sec-websocket-key")) {
                    say(visitor, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                            + accept(headers.get("sec-websocket-key")) + "\r\n\r\n");
                    repeat(in, visitor.getOutputStream());
                } else {
                    boolean fine = ready || !target.equals("/health/ready");
                    say(visitor, "HTTP/1.1 " + (fine ? "200 OK" : "503 Service Unavailable") + "\r\nConnection: close\r\nContent-Length: " + name.length()
                            + "\r\n\r\n" + name);
                }
            } catch (IOException gone) {
                // The other side has left.
            }
        }

        private static void repeat(DataInputStream in, OutputStream out) throws IOException {
            while (true) {
                int kind = in.readUnsignedByte();
                byte[] text = new byte[in.readUnsignedByte() & 0x7f];
                byte[] mask = in.readNBytes(4);
                in.readFully(text);
                for (int i = 0; i < text.length; i++) {
                    text[i] ^= mask[i % 4];
                }
                out.write(kind);
                out.write(text.length);
                out.write(text);
            }
        }

        private static String accept(String key) {
            try {
                byte[] both = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
                return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String line(DataInputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }

        private static void say(Socket visitor, String words) throws IOException {
            visitor.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
