package dev.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskerTest {

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.7", "192.0.2.7:51234, 192.0.2.7", "::ffff:192.0.2.7, 192.0.2.7", "2001:db8:1:2:3:4:5:6, 20010db800010002::/64",
            "2001:db8:1:2::99, 20010db800010002::/64", "[2001:DB8:1:2::1]:443, 20010db800010002::/64", "fe80::1%eth0, fe80000000000000::/64",
            "unknown, unknown", "_hidden, unknown", "'<script>', unknown", "'', unknown", "300.1.1.1, unknown", "example.org, unknown"})
    void anAddressIsOneNetworkHoweverItIsWrittenAndSoIsAllRubbish(String written, String network) {
        assertEquals(network, Asker.network(written));
    }
}
