package dev.parley.conformance;

import dev.parley.socketio.Event;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Peer;
import dev.parley.socketio.Remote;
import java.util.List;

/**
 * Tells clients what they connected with ({@code auth}), sends every {@code message} back as {@code message-back} and answers every
 * {@code message-with-ack} with its own arguments. The other events are for the tests of this package.
 */
record EchoNamespace(String name) implements Namespace {

    @Override
    public Peer connected(Remote remote, String auth) throws Refused {
        if (auth.contains("\"refuse\"")) {
            throw new Refused("Not authorized", auth);
        }
        remote.emit("auth", auth);
        return new Peer() {
            @Override
            public void event(Event event) {
                switch (event.name()) {
                    case "message" -> remote.emit("message-back", event.arguments(), event.attachments());
                    case "message-with-ack" -> {
                        if (event.ack() != null) {
                            event.ack().answer(event.arguments(), event.attachments());
                        }
                    }
                    case "ask-me" -> remote.ask("question", event.arguments(), answer -> remote.emit("answered", answer, List.of()));
                    case "disconnect-me" -> remote.disconnect();
                    case "close-me" -> remote.close("as you wish");
                    default -> remote.emit("unknown", event.arguments(), event.attachments());
                }
            }

            @Override
            public void closed(String reason) {}
        };
    }
}
