package dev.parley.chaos;

import dev.parley.harness.Person;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Somebody who says one thing after the other to one peer, as fast as it is acknowledged. */
final class Pump implements AutoCloseable, WebSocket.Listener {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /** On their way at the same time. */
    private static final int WINDOW = 16;
    private static final String ACK = "{\"event\":\"ack\"";
    private static final String ERROR = "{\"event\":\"error\"";

    private final CompletableFuture<String> peerId = new CompletableFuture<>();
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final LongAdder acknowledged = new LongAdder();
    private final StringBuilder parts = new StringBuilder();
    private final WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private volatile @Nullable String to;
    private int ids = 1;

    Pump(Person person, String room) {
        URI address = URI.create(person.server().base().toString().replaceFirst("http", "ws") + "/ws");
        socket = CLIENT.newWebSocketBuilder().header("Authorization", "Bearer " + person.token()).buildAsync(address, this).join();
        peerId.join();
        say("{\"event\":\"join\",\"data\":{\"roomId\":\"" + room + "\"},\"id\":1}");
        joined.join();
    }

    String peerId() {
        return peerId.join();
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    void begins(String other) {
        to = other;
        for (int i = 0; i < WINDOW; i++) {
            next();
        }
    }

    private synchronized void next() {
        ids++;
        say("{\"event\":\"relay-ice\",\"data\":{\"peerId\":\"" + to + "\",\"icecandidate\":{\"candidate\":\"candidate:1 1 udp 2113937151 192.0.2.7 50000 typ host " + ids
                + "\",\"sdpMid\":\"0\",\"sdpMLineIndex\":0}},\"id\":" + ids + "}");
    }

    private synchronized void say(String text) {
        sending = sending.thenCompose(_ -> socket.sendText(text, true));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        parts.append(part);
        if (last) {
            hear(parts.toString());
            parts.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void hear(String text) {
        if (!peerId.isDone()) {
            int begin = text.indexOf("\"peerId\":\"") + 10;
            peerId.complete(text.substring(begin, text.indexOf('"', begin)));
        } else if (text.startsWith(ERROR)) {
            System.out.println(text);
            joined.completeExceptionally(new IllegalStateException(text));
        } else if (text.startsWith(ACK) && !joined.isDone()) {
            joined.complete(null);
        } else if (text.startsWith(ACK)) {
            acknowledged.increment();
            next();
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
