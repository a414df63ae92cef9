package dev.parley.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.Until;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The conformance application in a server of its own. */
public final class ConformanceServer {
    private static final int PORT = 3000;

    private ConformanceServer() {}

    /** Runs the application on port 3000 until somebody stops it. */
    public static void main(String[] args) throws InterruptedException {
        ServerProcess server = start(PORT, Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        // Otherwise this server could outlive a Maven that somebody stopped.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        System.out.println("The conformance application is ready: http://localhost:" + PORT);
        System.exit(server.runs());
    }

    /** One server for all tests. */
    public static URI shared() {
        return Shared.SERVER.api().base();
    }

    private static final class Shared {
        static final ServerProcess SERVER = start(ServerProcess.freePort(), Map.of(ConformanceApplication.PATIENT_TERMS, "true"));

        static {
            // Nobody stops it in order: it would wait half a minute for sockets that tests have left open.
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::kill));
        }
    }

    private static ServerProcess start(int port, Map<String, String> environment) {
        ServerProcess server = ServerProcess.start("conformance-" + port, port, environment, ConformanceServer::contents);
        // The application is ready before its port is open.
        server.says("CWWKT0016I");
        Until.succeeds("an answer", Duration.ofMinutes(1), () -> server.api().get("/"));
        return server;
    }

    private static void contents(Path home) throws IOException {
        Files.copy(Path.of("src/test/conformance/server.xml"), home.resolve("server.xml"));
        Files.writeString(home.resolve("jvm.options"), "-Xmx256m\n");
        ShrinkWrap.create(WebArchive.class, "conformance.war")
                .addPackages(false, "dev.parley.engineio", "dev.parley.socketio", "dev.parley.wire", "dev.parley.door", "dev.parley.limits", "dev.parley.json",
                        "dev.parley.session", "dev.parley.protocol", "dev.parley.problem", "dev.parley.settings")
                .addClasses(ConformanceApplication.class, Echo.class, EchoNamespace.class, Occupied.class)
                .addAsLibrary(new File(JsonFactory.class.getProtectionDomain().getCodeSource().getLocation().getPath()))
                .as(ZipExporter.class).exportTo(home.resolve("apps/conformance.war").toFile());
    }
}
