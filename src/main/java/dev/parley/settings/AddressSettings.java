package dev.parley.settings;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that Parley can be reached at.
 *
 * @param port the port that the server listens on
 * @param listen the address that the operator wants it to listen on
 * @param base the public address, for links in messages and the addresses of pictures
 * @param origins the origins whose pages may use the API and the socket
 */
@Singleton
public record AddressSettings(int port, String listen, URI base, List<String> origins) implements StartSettings {
    /** The default in server.xml. */
    private static final String THIS_MACHINE = "localhost";
    private static final String EVERYWHERE = "*";

    @Inject
    public AddressSettings(Settings settings) {
        this(settings, settings.number("PORT", 1, 65_535));
    }

    private AddressSettings(Settings settings, int port) {
        List<String> given = Stream.concat(settings.origins("APP_ORIGIN").stream(), settings.origins("CORS_ORIGIN").stream())
                .distinct().toList();
        URI base = settings.address("BASE_URL", "BACKEND_URL")
                .orElseGet(() -> URI.create(given.isEmpty() ? "http://localhost:" + port : given.getFirst()));
        this(port, settings.text("LISTEN").orElse(THIS_MACHINE), base, given.isEmpty() ? unset(port, base) : given);
    }

    /** A server without configured origins can only be used from this machine. Port 5173 is the client's development server. */
    private static List<String> unset(int port, URI base) {
        String own = Settings.originOf(base);
        return isLocal(own)
                ? Stream.of(own, "http://localhost:" + port, "http://127.0.0.1:" + port, "http://localhost:5173").distinct().toList()
                : List.of(own);
    }

    /** Whether only pages of this machine are served, as on a first run. */
    public boolean localOnly() {
        return origins.stream().allMatch(AddressSettings::isLocal) && isLocal(Settings.originOf(base));
    }

    /** The address that the server listens on, or * for all. A server for other machines listens on all of them by default. */
    public String listensOn() {
        return listen.equals(THIS_MACHINE) && !localOnly() ? EVERYWHERE : listen;
    }

    /** The host name by which this machine itself reaches the server. */
    public String ownHost() {
        return listensOn().equals(EVERYWHERE) ? THIS_MACHINE : listen.contains(":") ? "[" + listen + "]" : listen;
    }

    /** Whether this host is one of our own names. A foreign name can be made to point to this server too. */
    public boolean isOwnHost(@Nullable String host) {
        return host != null && origins.stream().anyMatch(origin -> URI.create(origin).getRawAuthority().equals(host.toLowerCase(Locale.ROOT)));
    }

    private static boolean isLocal(String origin) {
        String host = URI.create(origin).getHost();
        boolean numeric = host.matches("[0-9.]+|\\[.*]");
        return host.equals("localhost") || host.endsWith(".localhost") || (numeric && InetAddress.ofLiteral(host).isLoopbackAddress());
    }
}
