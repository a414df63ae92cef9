package dev.parley.sfu;

import dev.parley.harness.Janus;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody else who has a connection to the media server, and perhaps the secret of its API, but none of a room. */
final class Stranger implements AutoCloseable, Link.Ears {
    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private final boolean knowsSecret;
    private final Link link;

    Stranger(URI url, boolean knowsSecret) {
        this.knowsSecret = knowsSecret;
        try {
            link = Link.Socket.dialler().dial(url, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request at a time. */
    JsonObject ask(JsonObjectBuilder message) {
        if (knowsSecret) {
            message.add("apisecret", Janus.SECRET);
        }
        link.send(message.add("transaction", "one").build().toString());
        try {
            JsonObject answer;
            do {
                answer = Objects.requireNonNull(heard.poll(1, TimeUnit.MINUTES), "no answer");
            } while (answer.getString("janus").equals("ack"));
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks the plugin something in a session of its own. */
    JsonObject askPlugin(JsonObjectBuilder request) {
        long session = Stay.id(ask(Words.message("create")));
        long handle = Stay.id(ask(Words.message("attach", session).add("plugin", "janus.plugin.videoroom")));
        return ask(Words.message("message", session, handle).add("body", request));
    }

    @Override
    public void heard(String text) {
        heard.add(Words.read(text).orElseThrow());
    }

    @Override
    public void closed() {
        // Whoever waits for an answer will notice.
    }

    @Override
    public void close() {
        link.close();
    }
}
