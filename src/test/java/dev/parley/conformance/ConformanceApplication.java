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
import jakarta.enterprise.concurrent.ManagedExecutorService;
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

/**
 * Opens {@code /engine.io/} and {@code /socket.io/} to everybody, on the terms that the public test suites expect. Our own tests find patience
 * there, however busy the machine is, and haste in the folder {@code /hasty}.
 */
@WebListener
public class ConformanceApplication implements ServletContextListener {
    static final int LARGEST = 1_000_000;
    /** The environment variable that asks for patience. */
    static final String PATIENT_TERMS = "PATIENT_TERMS";
    static final Terms PATIENT = terms(60_000, 60_000, 60_000);
    static final Terms HASTY = terms(300, 5_000, 4_000);
    private static final Terms SUITES = terms(300, 200, 2_000);
    private static final Visitor ANYBODY = new Visitor(new UserId("anybody"), new SessionId(""), Instant.MAX);

    @Resource
    ManagedScheduledExecutorService background;

    @Resource
    ManagedExecutorService readers;

    private final List<Engine> engines = new ArrayList<>();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext().addServlet("occupied", new Occupied()).addMapping("/occupied");
        try {
            open("", System.getenv(PATIENT_TERMS) == null ? SUITES : PATIENT, event);
            open("/hasty", HASTY, event);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Terms terms(int interval, int timeout, int upgrade) {
        return new Terms(Duration.ofMillis(interval), Duration.ofMillis(timeout), Duration.ofMillis(upgrade), LARGEST, 4 * LARGEST, 100_000, 100_000);
    }

    /** A client has as long to connect to a namespace as a WebSocket has to take over a channel. */
    private void open(String folder, Terms terms, ServletContextEvent event) throws ServletException {
        open(folder + "/engine.io/", terms, new Echo(), event);
        open(folder + "/socket.io/", terms, new SocketIo(List.of(new EchoNamespace("/"), new EchoNamespace("/custom")), LARGEST, terms.upgradeTimeout()), event);
    }

    private void open(String path, Terms terms, Speech speech, ServletContextEvent event) throws ServletException {
        Engine engine = new Engine(terms, new Places(100_000, 100_000), background, readers, _ -> Optional.of(ANYBODY), speech);
        engine.open(event.getServletContext(), path);
        engines.add(engine);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        engines.forEach(Engine::close);
    }
}
