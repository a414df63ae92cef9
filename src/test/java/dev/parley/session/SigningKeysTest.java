package dev.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.cluster.ClusterSettings;
import dev.parley.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
    @TempDir
    Path folder;

    private SigningKeys keys() throws Exception {
        SigningKeys keys = new SigningKeys();
        keys.clock = InstantSource.system();
        keys.settings = new SessionSettings(Duration.ofMinutes(15), Duration.ofDays(30), Duration.ofMinutes(15), Duration.ofDays(90), Optional.empty(), true, List.of());
        keys.store = new StoreSettings(Optional.empty(), folder);
        keys.cluster = new ClusterSettings(Optional.empty(), Optional.empty(), Duration.ofSeconds(3), Duration.ofSeconds(60));
        keys.load();
        return keys;
    }

    @Test
    void theKeysAreMadeOnTheFirstStartAndTheSameOnTheSecond() throws Exception {
        SigningKeys first = keys();
        SigningKeys second = keys();
        assertEquals(first.publicKeys(), second.publicKeys());
        assertEquals(first.hash("a", "b"), second.hash("a", "b"));
    }

    @Test
    void nobodyElseOnTheMachineCanReadThem() throws Exception {
        keys();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys.json"))));
    }

    @Test
    void anExpiredKeyIsReplacedAndStaysValidUntilItsTokensExpire() throws Exception {
        SigningKeys keys = keys();
        String old = keys.current().getKeyID();
        Instant due = Instant.now().plus(Duration.ofDays(91));
        keys.keep(due);
        assertNotEquals(old, keys.current().getKeyID());
        assertTrue(keys.publicKeys().contains(old));
        keys.keep(due.plus(Duration.ofMinutes(15)));
        assertTrue(keys.publicKeys().contains(old));
        keys.keep(due.plus(Duration.ofMinutes(17)));
        assertTrue(!keys.publicKeys().contains(old));
    }

    @Test
    void keysThatAreReplacedFasterThanTokensExpireAreForgottenOneByOne() throws Exception {
        SigningKeys keys = keys();
        keys.settings = new SessionSettings(Duration.ofMinutes(15), Duration.ofDays(30), Duration.ofMinutes(15), Duration.ofMinutes(5), Optional.empty(), true, List.of());
        Instant now = Instant.now();
        for (int i = 0; i < 100; i++) {
            now = now.plus(Duration.ofMinutes(6));
            keys.keep(now);
        }
        assertEquals(4, keys.published().size(), "the one that signs, and those of the last quarter of an hour");
    }

    @Test
    void hashesOfDifferentPurposesHaveNothingInCommon() throws Exception {
        SigningKeys keys = keys();
        assertNotEquals(keys.hash("a", "b"), keys.hash("b", "b"));
    }
}
