package dev.parley.conformance;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Speaks Engine.IO by hand, right or wrong. */
public record RawClient(URI base, String path, String... headers) {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(20)).build();
    private static final Duration CEILING = Duration.ofMinutes(1);
    public static final String POLLING = "EIO=4&transport=polling";
    public static final String WEBSOCKET = "EIO=4&transport=websocket";

    static {
        // Tests send an origin of their choice, which browsers may not.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "origin,host,connection,content-length");
    }

    /** What came back. */
    public record Answer(int status, String body, HttpResponse<String> response) {
        static Answer of(HttpResponse<String> response) {
            return new Answer(response.statusCode(), response.body(), response);
        }

        /** Status and body together, for comparisons. */
        public String line() {
            return status + " " + body;
        }

        public JsonObject handshake() {
            try (var reader = Json.createReader(new StringReader(body.substring(1)))) {
                return reader.readObject();
            }
        }
    }

    public CompletableFuture<Answer> asks(String method, String query, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path + "?" + query)).timeout(CEILING).method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).thenApply(Answer::of);
    }

    public Answer gets(String query) {
        return asks("GET", query, BodyPublishers.noBody()).join();
    }

    /** Opens a session over polls and returns its id. */
    public String opens() {
        return gets(POLLING).handshake().getString("sid");
    }

    public Answer polls(String sid) {
        return polling(sid).join();
    }

    /** A poll that may take a while. */
    public CompletableFuture<Answer> polling(String sid) {
        return asks("GET", POLLING + "&sid=" + sid, BodyPublishers.noBody());
    }

    public Answer posts(String sid, String body) {
        return asks("POST", POLLING + "&sid=" + sid, BodyPublishers.ofString(body)).join();
    }

    /** Whether the server knows the session. Asking does not change the session. */
    public boolean isKnown(String sid) {
        return !asks("PUT", POLLING + "&sid=" + sid, BodyPublishers.noBody()).join().body().contains("Session ID unknown");
    }

    public RawSocket socket(String query) {
        RawSocket socket = new RawSocket();
        var builder = CLIENT.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(20));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        builder.buildAsync(URI.create(base.toString().replaceFirst("http", "ws") + path + "?" + query), socket).join();
        return socket;
    }

    /** The status that a WebSocket is refused with. */
    public int refused(String query) {
        try (RawSocket _ = socket(query)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw e;
        }
    }
}
