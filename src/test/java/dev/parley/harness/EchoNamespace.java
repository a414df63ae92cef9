package dev.parley.harness;

import dev.parley.socketio.Event;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Peer;
import dev.parley.socketio.Remote;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Deployed with the tests only: {@code /echo} tells clients who they are, and sends back what they send. */
@ApplicationScoped
public class EchoNamespace implements Namespace {

    @Override
    public String name() {
        return "/echo";
    }

    @Override
    public Peer connected(Remote remote, String auth) {
        remote.emit("you-are", "\"" + remote.visitor().account() + "\"");
        return new Peer() {
            @Override
            public void event(Event event) {
                if (event.name().equals("flood")) {
                    flood(remote, Integer.parseInt(event.arguments().getFirst()));
                }
                remote.emit(event.name(), event.arguments(), event.attachments());
            }

            @Override
            public void closed(String reason) {
                // There is nobody to tell.
            }
        };
    }

    private static void flood(Remote remote, int messages) {
        String much = "\"" + "x".repeat(10_000) + "\"";
        for (int i = 0; i < messages; i++) {
            remote.emit("much", List.of(much), List.of());
        }
    }
}
