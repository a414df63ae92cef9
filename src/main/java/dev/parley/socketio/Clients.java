package dev.parley.socketio;

import dev.parley.engineio.Engine;
import dev.parley.session.Session;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.jspecify.annotations.Nullable;

/** All clients at {@code /socket.io/}, if that address was opened. */
@ApplicationScoped
public class Clients {
    private volatile @Nullable Engine engine;

    void opened(Engine opened) {
        engine = opened;
    }

    public int count() {
        Engine present = engine;
        return present == null ? 0 : present.count();
    }

    /** Closes the clients. Their namespaces have already told them why. */
    void ended(@Observes @Priority(Interceptor.Priority.APPLICATION + 1000) Session.Ended session) {
        Engine present = engine;
        if (present != null) {
            present.close(session.id());
        }
    }

    /** The server stops: all sessions end, held requests are answered, and no new ones begin. */
    public void close() {
        Engine present = engine;
        if (present != null) {
            present.close();
        }
    }
}
