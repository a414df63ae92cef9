package dev.parley.chaos;

import dev.parley.harness.Person;
import dev.parley.harness.TestPeer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client as docs/protocol.md asks for one. It comes back when its socket is lost, says again what was not answered, and numbers what it says to
 * each peer, so that afterwards everything can be accounted for.
 */
final class Talker implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration ANSWER = Duration.ofSeconds(15);

    final Person person;
    final String room;
    final View view = new View();
    /** By pair of peers, the numbers that were acknowledged, and those that arrived, in order. */
    final Map<String, List<Integer>> acknowledged = new HashMap<>();
    final Map<String, List<Integer>> heard = new HashMap<>();
    /** Peer ids of lines that the server said were lost. What was on its way to them is lost with them. */
    final Set<String> ended = new HashSet<>();
    final Map<String, String> when = new HashMap<>();
    /** What became of its lines, for whoever has to find out why something was lost. */
    final List<String> history = new ArrayList<>();
    int doubled;
    int missing;
    /** When it first heard of a fault; 0 until then. */
    volatile long told;

    private final URI server;
    private final Random random;
    private final Duration pause;
    private final Thread thread;
    private final Map<String, Integer> numbers = new HashMap<>();
    private volatile boolean over;
    private volatile @Nullable Ears ears;
    private volatile String peerId = "";
    private @Nullable String resumeId;
    private volatile long seq;
    private volatile boolean inRoom;
    private int ids;

    Talker(Person person, String room, URI server, long seed, Duration pause) {
        this.person = person;
        this.room = room;
        this.server = URI.create(server.toString().replaceFirst("http", "ws") + "/ws");
        this.random = new Random(seed);
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("talker").start(this::live);
    }

    String peerId() {
        return peerId;
    }

    boolean isIn() {
        Ears present = ears;
        return inRoom && present != null && !present.closed.isDone();
    }

    /** One socket. Only the frames of the newest count. */
    private final class Ears implements WebSocket.Listener {
        final CompletableFuture<Void> closed = new CompletableFuture<>();
        final CompletableFuture<JsonObject> welcome = new CompletableFuture<>();
        final Map<Integer, CompletableFuture<JsonObject>> waiting = new HashMap<>();
        private final StringBuilder parts = new StringBuilder();
        @Nullable WebSocket socket;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                try (var reader = Json.createReader(new StringReader(parts.toString()))) {
                    hear(this, reader.readObject());
                }
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end();
        }

        void end() {
            closed.complete(null);
            welcome.completeExceptionally(new IllegalStateException("closed"));
            synchronized (waiting) {
                waiting.values().forEach(each -> each.completeExceptionally(new IllegalStateException("closed")));
            }
        }
    }

    private synchronized void hear(Ears from, JsonObject frame) {
        if (ears != from) {
            return;
        }
        String event = frame.getString("event");
        JsonObject data = frame.containsKey("data") ? frame.getJsonObject("data") : JsonObject.EMPTY_JSON_OBJECT;
        if (event.equals("welcome")) {
            from.welcome.complete(data);
            return;
        }
        if (!frame.containsKey("seq")) {
            if (event.equals("ack") && data.containsKey("participants")) {
                view.restate(data.getJsonArray("participants"));
            }
            synchronized (from.waiting) {
                CompletableFuture<JsonObject> answer = frame.containsKey("id") ? from.waiting.remove(frame.getInt("id")) : null;
                if (answer != null) {
                    answer.complete(frame);
                }
            }
            return;
        }
        long number = frame.getJsonNumber("seq").longValue();
        if (event.equals("resync")) {
            note("resync " + number);
            seq = number;
            return;
        }
        if (event.equals("go-away") && number != seq + 1) {
            return; // Before a resume is answered, the new socket counts for itself.
        }
        if (number != seq + 1) {
            note(event + " has number " + number + " after " + seq);
        }
        doubled += number <= seq ? 1 : 0;
        missing += number > seq + 1 ? 1 : 0;
        seq = Math.max(seq, number);
        if (event.equals("ice-candidate")) {
            String[] words = data.getJsonObject("icecandidate").getString("candidate").split(" ");
            heard.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(Integer.valueOf(words[1]));
        } else {
            if (event.equals("room-state") || event.equals("peer-away") || event.equals("link")) {
                told = told == 0 ? System.nanoTime() : told;
            }
            view.hear(event, data);
        }
    }

    private synchronized void note(String what) {
        history.add(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS) + " " + what);
    }

    private void live() {
        while (!over) {
            try {
                open();
                while (!over) {
                    act();
                    if (!inRoom) {
                        continue;
                    }
                    LockSupport.parkNanos(pause.toNanos() / 2 + (long) (random.nextDouble() * pause.toNanos()));
                }
            } catch (Lost lost) {
                LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(400)).toNanos());
            }
        }
    }

    /** The socket is gone, or does not answer. */
    private static final class Lost extends Exception {
        private static final long serialVersionUID = 1;

        Lost(Throwable cause) {
            super(cause);
        }
    }

    private static <T> T get(CompletableFuture<T> future) throws Lost {
        try {
            return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | CompletionException lost) {
            throw new Lost(lost);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Lost(stopping);
        }
    }

    private void open() throws Lost {
        Ears fresh = new Ears();
        synchronized (this) {
            ears = fresh;
        }
        fresh.socket = get(CLIENT.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(5)).header("Authorization", "Bearer " + person.token()).buildAsync(server, fresh));
        JsonObject welcome = get(fresh.welcome);
        boolean resumed = false;
        if (resumeId != null) {
            JsonObject answer = send(frame(++ids, "resume", TestPeer.object("resumeId", resumeId, "lastSeq", seq)), ids);
            resumed = answer.getString("event").equals("ack") && answer.getJsonObject("data").getString("peerId", "").equals(peerId);
        }
        note((resumed ? "resumed " + peerId : "began " + welcome.getString("peerId")) + " after " + seq);
        if (!resumed) {
            synchronized (this) {
                if (!peerId.isEmpty()) {
                    ended.add(peerId);
                }
                peerId = welcome.getString("peerId");
                resumeId = welcome.getString("resumeId");
                seq = Math.max(seq, 1);
                inRoom = false;
            }
        }
    }

    private static String frame(int id, String event, JsonObject data) {
        return Json.createObjectBuilder().add("event", event).add("data", data).add("id", id).build().toString();
    }

    private JsonObject send(String text, int id) throws Lost {
        Ears present = ears;
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        if (present == null || present.socket == null) {
            throw new Lost(new IllegalStateException("no socket"));
        }
        synchronized (present.waiting) {
            present.waiting.put(id, answer);
        }
        if (present.closed.isDone()) {
            throw new Lost(new IllegalStateException("closed"));
        }
        get(present.socket.sendText(text, true));
        return get(answer);
    }

    /** The answer, even if it comes over the next socket of the same line. Null if the line was lost meanwhile. */
    private @Nullable JsonObject ask(String event, JsonObject data) throws Lost {
        int id = ++ids;
        String text = frame(id, event, data);
        String line = peerId;
        while (true) {
            try {
                return send(text, id);
            } catch (Lost lost) {
                while (true) {
                    if (over) {
                        throw lost;
                    }
                    LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(400)).toNanos());
                    try {
                        open();
                        break;
                    } catch (Lost again) {
                        // Until a server is there.
                    }
                }
                if (!peerId.equals(line)) {
                    return null;
                }
            }
        }
    }

    private void act() throws Lost {
        if (!inRoom) {
            JsonObject joined = ask("join", TestPeer.object("roomId", room));
            inRoom = joined != null && joined.getString("event").equals("ack");
            note(peerId + " joins " + inRoom);
            if (!inRoom) {
                // As the web client does, with a shorter pause.
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            return;
        }
        int choice = random.nextInt(20);
        if (choice == 0) {
            refusedMeansOut(ask("hand", TestPeer.object("raised", random.nextBoolean())));
        } else if (choice == 1) {
            refusedMeansOut(ask(random.nextBoolean() ? "mute" : "unmute", TestPeer.object("roomId", room)));
        } else {
            relay();
        }
    }

    private void refusedMeansOut(@Nullable JsonObject answer) {
        if (answer != null && answer.getString("event").equals("error") && answer.getJsonObject("data").getString("code").equals("not_in_room")) {
            inRoom = false;
            note("is not in the room");
        }
    }

    private void relay() throws Lost {
        List<String> others = view.others(person.id());
        if (others.isEmpty()) {
            return;
        }
        String from = peerId;
        String to = others.get(random.nextInt(others.size()));
        String pair = from + ">" + to;
        int number = numbers.merge(pair, 1, Integer::sum);
        JsonObject data = TestPeer.object("peerId", to, "icecandidate", TestPeer.object("candidate", pair + " " + number));
        for (int tries = 0; tries < 60 && peerId.equals(from) && !over; tries++) {
            JsonObject answer = ask("relay-ice", data);
            if (answer == null) {
                return;
            }
            if (answer.getString("event").equals("ack")) {
                acknowledged.computeIfAbsent(pair, _ -> new ArrayList<>()).add(number);
                when.put(pair + " " + number, LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS) + " after " + tries + " tries");
                return;
            }
            String code = answer.getJsonObject("data").getString("code");
            if (!code.equals("unavailable") && !code.equals("rate_limited")) {
                refusedMeansOut(answer);
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
        }
    }

    /** Says nothing new, and goes on listening. */
    void fallsSilent() {
        over = true;
    }

    void isSilent() throws InterruptedException {
        thread.join(Duration.ofSeconds(40));
    }

    @Override
    public void close() {
        over = true;
        Ears present = ears;
        if (present != null && present.socket != null) {
            present.socket.abort();
        }
    }
}
