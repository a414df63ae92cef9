package dev.parley.socketio;

import dev.parley.engineio.Engine;
import dev.parley.session.Session;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.jspecify.annotations.Nullable;

/** All clients at {@code /socket.io/}, if it was opened. */
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

    /** Those who speak in a namespace have been told there before. */
    void ended(@Observes @Priority(Interceptor.Priority.APPLICATION + 1000) Session.Ended session) {
        Engine present = engine;
        if (present != null) {
            present.close(session.id());
        }
    }

    /** The server stops: all sessions end, no request is held any more, and no new one begins. */
    public void close() {
        Engine present = engine;
        if (present != null) {
            present.close();
        }
    }
}
