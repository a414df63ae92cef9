package dev.parley.signalling;

import dev.parley.socketio.Namespace;
import dev.parley.socketio.Peer;
import dev.parley.socketio.Remote;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Rooms and calls for Socket.IO clients, in the namespace of clients that name none. */
@ApplicationScoped
public class RoomNamespace implements Namespace {
    @Inject
    Connections connections;

    @Override
    public String name() {
        return DEFAULT;
    }

    @Override
    public Peer connected(Remote remote, String auth) {
        return connections.open(remote);
    }
}
