package dev.parley.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Somebody who only comes in, and lets everything pass that is said. Hundreds of them cost a test little. */
public final class Bystander implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final WebSocket socket;

    public Bystander(Person person) {
        URI server = URI.create(person.server().base().toString().replaceFirst("http", "ws") + "/ws");
        socket = CLIENT.newWebSocketBuilder().header("Authorization", "Bearer " + person.token()).buildAsync(server, new Ears()).join();
    }

    /** How long it took until the room was seen. */
    public Duration joins(String room) {
        Instant asked = Instant.now();
        socket.sendText("{\"event\":\"join\",\"id\":\"in\",\"data\":{\"roomId\":\"" + room + "\"}}", true);
        String said = answer.orTimeout(1, TimeUnit.MINUTES).join();
        assertTrue(said.startsWith("{\"event\":\"ack\""), said);
        return Duration.between(asked, Instant.now());
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Ears implements WebSocket.Listener {
        private String beginning = "";

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            if (!answer.isDone()) {
                // The id of the answer is read at its beginning, but an answer is only there when all of it is.
                beginning = beginning.isEmpty() ? part.subSequence(0, Math.min(part.length(), 200)).toString() : beginning;
                if (last) {
                    if (beginning.contains("\"id\":\"in\"")) {
                        answer.complete(beginning);
                    }
                    beginning = "";
                }
            }
            from.request(1);
            return null;
        }
    }
}
