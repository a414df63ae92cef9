package dev.parley.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a request comes from, when nobody is signed in yet.
 *
 * @param network an IPv4 address, or the first 64 bits of an IPv6 address, because one subscriber has all addresses that begin with them
 * @param registration the registration that this browser opened
 * @param device the device id that this browser got when somebody signed in
 */
public record Asker(String network, Optional<String> registration, Optional<String> device) {
    /** One network for all requests whose address the proxy did not know. */
    private static final String UNKNOWN = "unknown";

    public static Asker of(HttpServletRequest request) {
        return new Asker(network(request.getRemoteAddr()), SessionCookies.cookie(request, SessionCookies.REGISTRATION), SessionCookies.cookie(request, SessionCookies.DEVICE));
    }

    static String network(String remote) {
        return parsed(remote).map(address -> address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)) + "::/64" : address.getHostAddress()).orElse(UNKNOWN);
    }

    /** The address as people see it. */
    static String address(String remote) {
        return parsed(remote).map(InetAddress::getHostAddress).orElse(UNKNOWN);
    }

    /** Some proxies add the port and write IPv6 in brackets. */
    private static Optional<InetAddress> parsed(String remote) {
        String bare = remote.strip().replaceFirst("^\\[(.*)](:\\d+)?$", "$1").replaceFirst("^([0-9.]+):\\d+$", "$1").replaceFirst("%.*", "");
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException rubbish) {
            return Optional.empty();
        }
    }
}
