package dev.parley.harness;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Servers with short times, so that no test has to wait as long as people would. A server that several tests share is started once, when the
 * first of them asks for it, and ends with the tests.
 */
public final class CommonServers {
    /** How long a seat is kept there. */
    public static final int RESUME_SECONDS = 4;
    /** How long a silent socket is kept there: a second until it is asked for a sign of life, and three to answer. */
    public static final int SILENT_SECONDS = 4;
    /** How long an access token lives there. */
    public static final int TOKEN_SECONDS = 12;
    /** Where the keys that sign them are. */
    public static final Path KEYS = ServerProcess.home("forgetful").resolve("keys.json");
    private static final String HERE = "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1";
    private static final Map<String, ServerProcess> STARTED = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.values().forEach(ServerProcess::close)));
    }

    private CommonServers() {}

    /**
     * Serves this machine alone, asks for signs of life all the time, sends three text messages a day, to two countries, and lets no
     * guests in.
     */
    public static ServerProcess impatient() {
        int port = ServerProcess.freePort();
        return STARTED.computeIfAbsent("impatient", name -> ServerProcess.ready(name, port, Map.of("TRUSTED_PROXIES", HERE,
                "APP_ORIGIN", "http://localhost:" + port + ",http://localhost:4000",
                "PING_INTERVAL", "1s", "PING_TIMEOUT", "3s", "RESUME_WINDOW", RESUME_SECONDS + "s",
                "SOCKETIO_PING_INTERVAL", "1s", "SOCKETIO_PING_TIMEOUT", "10s",
                "SMS_PER_DAY", "3", "SMS_COUNTRIES", "+49,+43", "GUESTS", "false")));
    }

    /** Tokens and the keys that sign them live for seconds. */
    public static ServerProcess forgetful() {
        return STARTED.computeIfAbsent("forgetful", name -> ServerProcess.ready(name, Map.of("TRUSTED_PROXIES", HERE,
                "ACCESS_TOKEN_EXPIRY", TOKEN_SECONDS + "s", "GUEST_LIFE", "15s", "JWT_KEY_LIFE", "15s", "JWT_KEY_FILE", KEYS.toString())));
    }
}
