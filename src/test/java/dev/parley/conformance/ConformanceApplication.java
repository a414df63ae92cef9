package dev.parley.conformance;

import dev.parley.engineio.Engine;
import dev.parley.engineio.Speech;
import dev.parley.engineio.Terms;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.session.Visitor;
import dev.parley.socketio.SocketIo;
import dev.parley.limits.Places;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens {@code /engine.io/} and {@code /socket.io/} to everybody, on the terms that the test suites expect. */
@WebListener
public class ConformanceApplication implements ServletContextListener {
    private static final int LARGEST = 1_000_000;
    /** How long a client may be silent before it is asked for a sign of life. */
    static final Duration INTERVAL = Duration.ofMillis(300);
    /** The test suites expect 200 milliseconds. Our own tests give a busy machine more time. */
    static final String PATIENCE = "PING_TIMEOUT_MILLIS";
    static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);
    private static final Terms TERMS = new Terms(INTERVAL, Duration.ofMillis(Long.parseLong(System.getenv().getOrDefault(PATIENCE, "200"))),
            Duration.ofSeconds(2), LARGEST, 4 * LARGEST, 100_000, 100_000);
    private static final Visitor ANYBODY = new Visitor(new UserId("anybody"), new SessionId(""), Instant.MAX);

    @Resource
    ManagedScheduledExecutorService background;

    private final List<Engine> engines = new ArrayList<>();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        SocketIo socketIo = new SocketIo(List.of(new EchoNamespace("/"), new EchoNamespace("/custom")), LARGEST, CONNECTED_WITHIN);
        try {
            open("/engine.io/", new Echo(), event);
            open("/socket.io/", socketIo, event);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    private void open(String path, Speech speech, ServletContextEvent event) throws ServletException {
        Engine engine = new Engine(TERMS, new Places(100_000, 100_000), background, _ -> Optional.of(ANYBODY), speech);
        engine.open(event.getServletContext(), path);
        engines.add(engine);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        engines.forEach(Engine::close);
    }
}
