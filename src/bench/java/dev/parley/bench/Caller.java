package dev.parley.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Somebody in a room whose socket is cut again and again, who resumes each time and counts what the others send. */
final class Caller {
    /** How a socket ends that nobody closes. */
    enum Cut { RESET, END, SILENCE }

    private static final int HANDSHAKE_MILLIS = 60_000;
    private static final int MOST_UNANSWERED = 20;

    private final int port;
    private final String token;
    private final String room;
    private final Tally tally;
    private final Map<Long, String> unanswered = new LinkedHashMap<>();
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private final List<Socket> silent = new ArrayList<>();

    private Socket socket = new Socket();
    private volatile String peerId = "";
    private String resumeId = "";
    private long lastSeq;
    private long lastId;
    private long resuming;
    private volatile boolean in;

    /** What became of everything. */
    static final class Tally {
        private final Map<String, Integer> counts = new ConcurrentHashMap<>();
        private final Recorder times = new Recorder(3);

        /** How long the messages took that were heard since this was asked last, in microseconds. */
        Histogram times() {
            return times.getIntervalHistogram();
        }

        void add(String what) {
            counts.merge(what, 1, Integer::sum);
        }

        int of(String what) {
            return counts.getOrDefault(what, 0);
        }

        @Override
        public String toString() {
            return new java.util.TreeMap<>(counts).toString();
        }
    }

    Caller(int port, String token, String room, Tally tally) {
        this.port = port;
        this.token = token;
        this.room = room;
        this.tally = tally;
    }

    String peerId() {
        return peerId;
    }

    String room() {
        return room;
    }

    boolean isIn() {
        return in;
    }

    /** Opens a socket, and takes the old line up if there is one. Whoever reads the one before has stopped by then. */
    synchronized void open() throws IOException {
        Socket next = new Socket("127.0.0.1", port);
        next.setTcpNoDelay(true);
        next.setSoTimeout(HANDSHAKE_MILLIS);
        next.getOutputStream().write(("GET /ws HTTP/1.1\r\nHost: localhost:" + port + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        DataInputStream from = new DataInputStream(new java.io.BufferedInputStream(next.getInputStream()));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) from.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            next.close();
            throw new IOException("no socket: " + head.substring(0, head.indexOf("\r\n")));
        }
        next.setSoTimeout(0);
        socket = next;
        Thread.ofVirtual().start(() -> read(next, from));
    }

    private void read(Socket mine, DataInputStream from) {
        try {
            while (true) {
                int opcode = from.readUnsignedByte() & 15;
                int length = from.readUnsignedByte() & 127;
                length = length == 126 ? from.readUnsignedShort() : length == 127 ? (int) from.readLong() : length;
                byte[] payload = from.readNBytes(length);
                synchronized (this) {
                    if (!socket.equals(mine)) {
                        return; // What is left in a socket that was given up was never read.
                    }
                    if (opcode == Frames.PING) {
                        mine.getOutputStream().write(Frames.frame(Frames.PONG, payload));
                    } else if (opcode == Frames.TEXT) {
                        hear(new String(payload, StandardCharsets.UTF_8));
                    } else if (opcode == Frames.CLOSE) {
                        tally.add("closed by the server: " + new String(payload, Math.min(2, length), Math.max(0, length - 2), StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException over) {
            tally.add("ends"); // Cut by us, most of the time.
        }
    }

    private void hear(String text) throws IOException {
        JsonObject frame = read(text);
        // What a new socket says first is said over its own line, whose numbers are none of the one that is resumed.
        if (frame.containsKey("seq") && (resumeId.isEmpty() || !frame.getString("event").equals("welcome"))) {
            lastSeq = frame.getJsonNumber("seq").longValue();
        }
        JsonObject data = frame.containsKey("data") ? frame.getJsonObject("data") : JsonObject.EMPTY_JSON_OBJECT;
        switch (frame.getString("event")) {
            case "welcome" -> welcome(data);
            case "ack" -> answered(frame.getJsonNumber("id").longValue());
            case "error" -> {
                tally.add("error " + data.getString("code"));
                if (frame.containsKey("id")) {
                    answered(frame.getJsonNumber("id").longValue());
                }
            }
            case "resync" -> {
                tally.add("resynced");
                join();
            }
            case "ice-candidate" -> {
                JsonObject said = data.getJsonObject("icecandidate");
                count(data.getString("peerId"), said.getJsonNumber("n").longValue());
                tally.times.recordValue(Math.max(0, System.nanoTime() - said.getJsonNumber("due").longValue()) / 1_000);
            }
            case "remove-peer", "peer-away" -> tally.add(frame.getString("event"));
            default -> tally.add("frames");
        }
    }

    private static JsonObject read(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private void welcome(JsonObject data) throws IOException {
        if (resumeId.isEmpty()) {
            peerId = data.getString("peerId");
            resumeId = data.getString("resumeId");
            join();
        } else {
            resuming = ++lastId;
            write("resume", resuming, "{\"resumeId\":\"" + resumeId + "\",\"lastSeq\":" + lastSeq + "}");
        }
    }

    private void join() throws IOException {
        ask("join", "{\"roomId\":\"" + room + "\"}");
    }

    private void answered(long id) throws IOException {
        if (id == resuming) {
            resuming = 0;
            tally.add("resumed");
            for (Map.Entry<Long, String> each : unanswered.entrySet()) {
                socket.getOutputStream().write(Frames.text(each.getValue()));
            }
            in = true;
        } else if (unanswered.remove(id) != null) {
            in = in || resuming == 0; // What is told again before the answer to the resume opens nothing.
        }
    }

    private void count(String from, long number) {
        long expected = heard.getOrDefault(from, 0L) + 1;
        if (number == expected) {
            tally.add("heard");
        } else {
            tally.add(number < expected ? "doubled or reordered" : "lost");
        }
        heard.put(from, Math.max(number, heard.getOrDefault(from, 0L)));
    }

    /** Something to somebody else in the room, in a script that takes three bytes for each character. */
    void say(String to) throws IOException {
        say(to, System.nanoTime());
    }

    /** The same, with the time at which it was meant to be said. */
    synchronized void say(String to, long due) throws IOException {
        if (!in || unanswered.size() >= MOST_UNANSWERED) {
            return;
        }
        long number = sent.merge(to, 1L, Long::sum);
        ask("relay-ice", "{\"peerId\":\"" + to + "\",\"icecandidate\":{\"n\":" + number + ",\"due\":" + due + ",\"candidate\":\""
                + "語".repeat(ThreadLocalRandom.current().nextInt(200)) + "\"}}");
    }

    private void ask(String event, String data) throws IOException {
        long id = ++lastId;
        unanswered.put(id, "{\"event\":\"" + event + "\",\"id\":" + id + ",\"data\":" + data + "}");
        write(event, id, data);
    }

    private void write(String event, long id, String data) throws IOException {
        socket.getOutputStream().write(Frames.text("{\"event\":\"" + event + "\",\"id\":" + id + ",\"data\":" + data + "}"));
    }

    synchronized void cut(Cut how) throws IOException {
        in = false;
        resuming = 0;
        Socket old = socket;
        socket = new Socket();
        switch (how) {
            case RESET -> {
                old.setSoLinger(true, 0);
                old.close();
            }
            case END -> old.close();
            case SILENCE -> silent.add(old);
        }
    }

    /** Whether it has an answer to everything. */
    synchronized boolean isDone() {
        return in && unanswered.isEmpty();
    }

    /** How many never came of what this one sent to the other. */
    synchronized long missing(Caller other) {
        return sent.getOrDefault(other.peerId, 0L) - other.heard.getOrDefault(peerId, 0L);
    }

    synchronized void leave() throws IOException {
        write("leave", ++lastId, "{}");
        socket.close();
        for (Socket each : silent) {
            each.setSoLinger(true, 0);
            each.close();
        }
    }
}
