package dev.parley.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final PushSettings NONE = new PushSettings(List.of(), Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"https://fcm.googleapis.com/fcm/send/abc", "https://updates.push.services.mozilla.com/wpush/v2/abc", "HTTPS://web.push.apple.com/abc", "https://push.example.org:8443/a?b=c",
            "https://93.184.216.34.example.org/"})
    void aPublicPushServiceIsTaken(String address) {
        assertTrue(Endpoint.of(address, NONE).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://push.example.org/a", "https://localhost/a", "https://LOCALHOST/a", "https://db.localhost/", "https://127.0.0.1/a", "https://10.1.2.3/a", "https://169.254.169.254/latest/meta-data", "https://[::1]/a",
            "https://[fe80::1]/", "https://[fd00::1]/", "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://017700000001/",
            "https://redis/", "https://metadata.google.internal/", "https://printer.local/", "https://router.lan/", "https://user:pass@push.example.org/", "https://push.example.org/#a", "ftp://push.example.org/", "//push.example.org/",
            "push.example.org", "https:///a", "javascript:alert(1)", "https://push.example.org/ a", "", "https://8.8.8.8/a", "https://0x7f000001/", "https://push.example.org.1/"})
    void whatCouldLeadToAPrivateMachineIsRefused(String address) {
        assertFalse(Endpoint.of(address, NONE).isPresent());
    }

    @Test
    void anAddressThatIsTooLongIsRefused() {
        assertFalse(Endpoint.of("https://push.example.org/" + "a".repeat(Endpoint.LONGEST), NONE).isPresent());
    }

    @Test
    void whatTheOperatorTrustsIsTakenAndNothingBesideIt() {
        PushSettings own = new PushSettings(List.of("http://127.0.0.1:1234"), Optional.empty());
        assertTrue(Endpoint.of("http://127.0.0.1:1234/a", own).orElseThrow().isTrusted());
        assertFalse(Endpoint.of("http://127.0.0.1:1235/a", own).isPresent());
        assertFalse(Endpoint.of("https://127.0.0.1:1234/a", own).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.1.1", "198.18.0.1", "198.19.255.255", "224.0.0.1",
            "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:1::"})
    void privateAddressesAreKnown(String address) {
        assertFalse(Endpoint.isPublic(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.63.0.1", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "2a00:1450:4001::1", "2001:4860::1"})
    void publicAddressesAreKnown(String address) {
        assertTrue(Endpoint.isPublic(InetAddress.ofLiteral(address)));
    }

    @Test
    void aNameThatLeadsToThisMachineIsRefusedWhenItIsUsed() {
        Endpoint endpoint = new Endpoint(java.net.URI.create("https://localhost/a"), false);
        assertEquals("a private address", assertThrows(UnknownHostException.class, endpoint::requirePublic).getMessage());
    }
}
