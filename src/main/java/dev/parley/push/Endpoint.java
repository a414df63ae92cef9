package dev.parley.push;

import dev.parley.settings.Settings;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a push service takes messages for one browser. Whoever subscribes chooses this address, so it must not lead this server to a machine that
 * only the server can reach.
 */
record Endpoint(URI uri, boolean isTrusted) {
    static final int LONGEST = 2_000;
    private static final List<String> OWN_NAMES = List.of("localhost", "local", "internal", "localdomain", "lan", "home", "arpa");

    /** Empty if it is none that could be public. A name is looked up only when something is sent. */
    static Optional<Endpoint> of(String text, PushSettings settings) {
        try {
            URI uri = new URI(text);
            if (text.length() > LONGEST || uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            boolean trusted = settings.privateOrigins().contains(Settings.originOf(uri));
            return trusted || ("https".equalsIgnoreCase(uri.getScheme()) && mayBePublic(uri.getHost().toLowerCase(Locale.ROOT))) ? Optional.of(new Endpoint(uri, trusted)) : Optional.empty();
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    String origin() {
        return Settings.originOf(uri);
    }

    private static boolean mayBePublic(String host) {
        if (host.startsWith("[")) {
            return isPublic(InetAddress.ofLiteral(host));
        }
        String last = host.substring(host.lastIndexOf('.') + 1);
        // Numbers in every spelling are read as addresses by some resolvers: 127.1, 0x7f000001. None of them names a push service.
        return !last.equals(host) && !last.isEmpty() && !last.matches("[0-9]+|0x[0-9a-f]*") && !OWN_NAMES.contains(last);
    }

    /** Refuses if the name leads to a private address by now. The connection that follows uses the answer that the JVM has just cached. */
    void requirePublic() throws UnknownHostException {
        if (!isTrusted && !Arrays.stream(InetAddress.getAllByName(uri.getHost())).allMatch(Endpoint::isPublic)) {
            throw new UnknownHostException("a private address");
        }
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        byte[] octets = address.getAddress();
        int first = octets[0] & 0xff;
        int second = octets[1] & 0xff;
        return switch (address) {
            case Inet4Address _ -> first != 0 && first < 224 && !(first == 100 && (second & 0xc0) == 64) && !(first == 198 && (second & 0xfe) == 18)
                    && !(first == 192 && second == 0 && octets[2] == 0);
            // Of the unicast addresses that are given out, those that do not contain an address of IPv4: of 6to4, Teredo and NAT64.
            case Inet6Address _ -> (first & 0xe0) == 0x20 && !(first == 0x20 && second == 0x02) && !(first == 0x20 && second == 0x01 && octets[2] == 0 && octets[3] == 0);
            default -> false;
        };
    }
}
