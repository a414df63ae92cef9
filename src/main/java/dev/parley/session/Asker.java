package dev.parley.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who is asking before it is known who it is.
 *
 * @param network what counts as one place: an IPv4 address, or the 64 bits of IPv6 that one subscriber has all addresses of
 * @param registration the registration that this browser opened
 * @param device what this browser got when somebody signed in
 */
public record Asker(String network, Optional<String> registration, Optional<String> device) {
    /** One place for all that a proxy could not name. */
    private static final String UNKNOWN = "unknown";

    public static Asker of(HttpServletRequest request) {
        return new Asker(network(request.getRemoteAddr()), SessionCookies.cookie(request, SessionCookies.REGISTRATION), SessionCookies.cookie(request, SessionCookies.DEVICE));
    }

    static String network(String remote) {
        return parsed(remote).map(address -> address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)) + "::/64" : address.getHostAddress()).orElse(UNKNOWN);
    }

    /** For people to read. */
    static String address(String remote) {
        return parsed(remote).map(InetAddress::getHostAddress).orElse(UNKNOWN);
    }

    /** Some proxies write the port, too, and IPv6 in brackets. */
    private static Optional<InetAddress> parsed(String remote) {
        String bare = remote.strip().replaceFirst("^\\[(.*)](:\\d+)?$", "$1").replaceFirst("^([0-9.]+):\\d+$", "$1").replaceFirst("%.*", "");
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException rubbish) {
            return Optional.empty();
        }
    }
}
