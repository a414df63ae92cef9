package dev.parley.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client on the plain socket. It joins, speaks and hears, and remembers every frame in order. */
public final class TestPeer implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private static final Duration CEILING = Duration.ofMinutes(1);
    /** Refusals that say that the same may be done in a moment. */
    private static final Set<String> PASSING = Set.of("unavailable", "database_unavailable");

    public final Person person;
    /** Every frame, as it came. */
    public final List<JsonObject> frames = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile String closeReason = "";
    private final WebSocket socket;
    private final URI server;
    private @Nullable TestPeer resumedFrom;
    private int heardUpTo;
    private volatile boolean reading = true;
    private boolean cut;

    private TestPeer(Person person, URI server) {
        this.person = person;
        this.server = server;
        this.socket = open(server, "Authorization", "Bearer " + person.token()).buildAsync(socketOf(server), new Ears()).join();
        frame("welcome");
    }

    public static TestPeer of(Person person) {
        return new TestPeer(person, person.server().base());
    }

    public static TestPeer called(String name) {
        return of(Person.called(name));
    }

    /** The status that a handshake is refused with. */
    public static int refused(String... headers) {
        try {
            open(Api.shared().base(), headers).buildAsync(socketOf(Api.shared().base()), new WebSocket.Listener() {}).join().abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof java.net.http.WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static WebSocket.Builder open(URI server, String... headers) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(20));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder;
    }

    private static URI socketOf(URI server) {
        return URI.create(server.toString().replaceFirst("http", "ws") + "/ws");
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                try (var reader = Json.createReader(new StringReader(parts.toString()))) {
                    remember(reader.readObject());
                }
                parts.setLength(0);
            }
            if (reading) {
                from.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeReason = reason;
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }
    }

    /** A new socket that resumes this one's line where it stopped. What is sent again comes after its own welcome. */
    public TestPeer resumed() {
        TestPeer next = new TestPeer(person, server);
        next.resumedFrom = this;
        next.does("resume", "resumeId", resumeId(), "lastSeq", lastSeq());
        return next;
    }

    public String resumeId() {
        return resumedFrom != null ? resumedFrom.resumeId() : welcome().getString("resumeId");
    }

    public String peerId() {
        return resumedFrom != null ? resumedFrom.peerId() : welcome().getString("peerId");
    }

    public JsonObject welcome() {
        return data(frames.getFirst());
    }

    public String userId() {
        return person.id();
    }

    /** Enters the room and returns what it looks like. */
    public JsonObject joins(String roomId) {
        return does("join", "roomId", roomId);
    }

    /** Sends and expects an ack. */
    public JsonObject does(String event, Object... data) {
        JsonObject answer = insists("", event, object(data));
        if (!answer.getString("event").equals("ack")) {
            fail(event + " was refused: " + answer);
        }
        return data(answer);
    }

    /** Sends and expects an error with this code. */
    public JsonObject isRefused(String code, String event, Object... data) {
        JsonObject answer = insists(code, event, object(data));
        assertTrue(answer.getString("event").equals("error") && data(answer).getString("code").equals(code), () -> "expected " + code + " for " + event
                + " but got " + answer);
        return data(answer);
    }

    /** As clients do, sends the same again while the answer is that it cannot be done just now, unless that is the answer expected. */
    private JsonObject insists(String code, String event, JsonObject data) {
        int id = ids.incrementAndGet();
        long end = System.nanoTime() + CEILING.toNanos();
        while (true) {
            JsonObject answer = asks(id, event, data);
            String refusal = answer.getString("event").equals("error") ? data(answer).getString("code") : "";
            if (!PASSING.contains(refusal) || refusal.equals(code) || System.nanoTime() > end) {
                return answer;
            }
        }
    }

    public JsonObject asks(String event, JsonObject data) {
        return asks(ids.incrementAndGet(), event, data);
    }

    private JsonObject asks(int id, String event, JsonObject data) {
        int before = frames.size();
        sends(Json.createObjectBuilder().add("event", event).add("data", data).add("id", id).build().toString());
        return Until.succeeds("an answer to " + event, CEILING, () -> frames.stream().skip(before).filter(frame -> !frame.containsKey("seq"))
                .filter(frame -> frame.containsKey("id") && frame.get("id").toString().equals(String.valueOf(id))).findFirst().orElseThrow());
    }

    public void sends(String text) {
        try {
            socket.sendText(text, true).orTimeout(CEILING.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException failed) {
            String end = isClosed() ? "it was closed with " + closeCode() + " " + closeReason : "it is open";
            throw new CompletionException(person.username() + " could not send on this socket, " + end, failed.getCause());
        }
    }

    public WebSocket socket() {
        return socket;
    }

    /** The next event of this name that was not heard before. Others in between are skipped. */
    public JsonObject hears(String event) {
        return hears(event, _ -> true);
    }

    public JsonObject hears(String event, Predicate<JsonObject> matching) {
        long end = System.nanoTime() + CEILING.toNanos();
        while (System.nanoTime() < end) {
            for (int i = heardUpTo; i < frames.size(); i++) {
                JsonObject frame = frames.get(i);
                if (frame.getString("event").equals(event) && matching.test(data(frame))) {
                    heardUpTo = i + 1;
                    return data(frame);
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return fail(person.username() + " did not hear " + event + " but " + frames.subList(Math.min(heardUpTo, frames.size()), frames.size()));
    }

    /** Whether such an event has come so far. Only useful after something later was heard. */
    public boolean heard(String event) {
        return frames.stream().anyMatch(frame -> frame.getString("event").equals(event));
    }


    private JsonObject frame(String event) {
        return Until.succeeds(event, CEILING, () -> frames.stream().filter(frame -> frame.getString("event").equals(event)).findFirst().orElseThrow());
    }

    /** The number of the last frame that came. */
    public long lastSeq() {
        long here = frames.stream().filter(frame -> frame.containsKey("seq")).mapToLong(frame -> frame.getJsonNumber("seq").longValue()).max().orElse(0);
        return resumedFrom == null ? here : Math.max(here, resumedFrom.lastSeq());
    }

    /** The close code; 1006 when the connection was cut. */
    public int closeCode() {
        return closed.orTimeout(CEILING.toSeconds(), TimeUnit.SECONDS).join();
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    /** Stops reading from the network. */
    public void stopsReading() {
        reading = false;
    }

    public void sendsBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    private synchronized void remember(JsonObject frame) {
        if (!cut) {
            frames.add(frame);
        }
    }

    /** Ends without a goodbye, as when the cable is pulled. What was on its way is not heard any more. */
    public synchronized void isCut() {
        cut = true;
        socket.abort();
    }

    /** Closes properly, without leaving the room. */
    public void closes() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static JsonObject data(JsonObject frame) {
        return frame.containsKey("data") ? frame.getJsonObject("data") : JsonObject.EMPTY_JSON_OBJECT;
    }

    public static JsonObject object(Object... pairs) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            String name = (String) pairs[i];
            switch (pairs[i + 1]) {
                case null -> object.addNull(name);
                case String text -> object.add(name, text);
                case Boolean flag -> object.add(name, flag);
                case Integer number -> object.add(name, number);
                case Long number -> object.add(name, number);
                case JsonObject nested -> object.add(name, nested);
                case List<?> several -> object.add(name, Json.createArrayBuilder(several));
                default -> throw new IllegalArgumentException(name);
            }
        }
        return object.build();
    }
}
