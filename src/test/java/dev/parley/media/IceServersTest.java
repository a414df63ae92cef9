package dev.parley.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.parley.protocol.ServerMessage.IceServer;
import dev.parley.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class IceServersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> STUN = List.of("stun:stun.example.org:3478");
    private static final List<String> TURN = List.of("turn:turn.example.org:3478", "turns:turn.example.org:5349?transport=tcp");

    private static List<IceServer> servers(MediaSettings settings) {
        IceServers servers = new IceServers();
        servers.clock = InstantSource.fixed(NOW);
        servers.settings = settings;
        return servers.of(new UserId("ada"));
    }

    @Test
    void aRelayIsOfferedWithACredentialThatExpiresAndNamesItsOwner() throws Exception {
        IceServer relay = servers(new MediaSettings(STUN, TURN, Optional.of("north"), Duration.ofMinutes(10))).get(1);
        assertEquals(TURN.getFirst(), relay.urls());
        String[] name = String.valueOf(relay.username()).split(":", 2);
        assertEquals("ada", name[1]);
        assertEquals(NOW.plusSeconds(600).getEpochSecond(), Long.parseLong(name[0]));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("north".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        assertEquals(Base64.getEncoder().encodeToString(mac.doFinal(String.valueOf(relay.username()).getBytes(StandardCharsets.UTF_8))), relay.credential());
    }

    @Test
    void eachAddressIsAnEntryOfItsOwn() {
        List<IceServer> servers = servers(new MediaSettings(List.of("stun:a", "stun:b"), TURN, Optional.of("north"), Duration.ofMinutes(10)));
        assertEquals(List.of("stun:a", "stun:b", TURN.getFirst(), TURN.getLast()), servers.stream().map(IceServer::urls).toList());
        assertEquals(servers.get(2).credential(), servers.get(3).credential());
    }

    @Test
    void withoutARelayOnlyStunIsOfferedWithoutCredentials() {
        List<IceServer> servers = servers(new MediaSettings(STUN, List.of(), Optional.empty(), Duration.ofMinutes(10)));
        assertEquals(STUN.getFirst(), servers.getFirst().urls());
        assertNull(servers.getFirst().credential());
        assertEquals(1, servers.size());
    }
}
