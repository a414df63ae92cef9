package dev.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import dev.parley.cluster.ClusterSettings;
import dev.parley.cluster.Mongo;
import dev.parley.problem.Problem;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.store.StoreSettings;
import io.lettuce.core.RedisURI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes sign with the same keys. */
class KeptKeysTest {
    private static final Duration KEY_LIFE = Duration.ofDays(90);
    private static final Duration ACCESS_LIFE = Duration.ofMinutes(15);

    @TempDir
    Path folder;

    private Mongo mongo;
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");

    @BeforeEach
    void open() {
        mongo = new Mongo(folder);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    private SigningKeys node(Optional<Path> file) {
        SigningKeys keys = new SigningKeys();
        keys.clock = () -> now;
        keys.settings = new SessionSettings(ACCESS_LIFE, Duration.ofDays(30), ACCESS_LIFE, KEY_LIFE, file, true, List.of());
        keys.store = new StoreSettings(Optional.empty(), folder);
        keys.cluster = new ClusterSettings(Optional.of(RedisURI.create("redis://localhost")), Optional.empty(), Duration.ofSeconds(3), Duration.ofSeconds(60));
        keys.kept = new KeptKeys();
        keys.kept.database = mongo.database();
        return keys;
    }

    private SigningKeys started() throws Exception {
        SigningKeys keys = node(Optional.empty());
        keys.load();
        return keys;
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void nodesThatStartAtTheSameMomentHaveTheSameKeys() throws Exception {
        int many = 8;
        CyclicBarrier together = new CyclicBarrier(many);
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            List<CompletableFuture<SigningKeys>> starting = java.util.stream.Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                try {
                    together.await(1, TimeUnit.MINUTES);
                    return started();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }, threads)).limit(many).toList();
            Set<String> keys = new HashSet<>();
            Set<String> hashes = new HashSet<>();
            starting.forEach(each -> {
                keys.add(each.join().publicKeys());
                hashes.add(each.join().hash("a", "b"));
            });
            assertEquals(1, keys.size());
            assertEquals(1, hashes.size());
        }
        assertFalse(Files.exists(folder.resolve("keys.json")), "the database has them");
    }

    @Test
    void aNewKeySignsOnlyWhenAllNodesKnowIt() throws Exception {
        SigningKeys one = started();
        SigningKeys two = started();
        String old = one.current().getKeyID();
        pass(KEY_LIFE.plusSeconds(1));
        one.keep(now);
        assertEquals(2, one.published().size());
        assertEquals(old, one.current().getKeyID(), "the other node does not know the new one yet");
        pass(Duration.ofSeconds(5));
        two.keep(now);
        assertEquals(one.publicKeys(), two.publicKeys(), "and makes none of its own");
        pass(Duration.ofSeconds(25));
        String fresh = one.current().getKeyID();
        assertFalse(fresh.equals(old));
        assertTrue(two.isValid(fresh));
        assertEquals(fresh, two.current().getKeyID());
    }

    @Test
    void anOldKeyIsForgottenOnAllNodesWhenItsLastTokenHasExpired() throws Exception {
        SigningKeys one = started();
        SigningKeys two = started();
        String old = one.current().getKeyID();
        pass(KEY_LIFE.plusSeconds(1));
        one.keep(now);
        // The last token is signed thirty seconds from now.
        pass(Duration.ofSeconds(30).plus(ACCESS_LIFE));
        two.keep(now);
        assertTrue(two.isValid(old));
        pass(Duration.ofSeconds(6));
        one.keep(now);
        two.keep(now);
        assertFalse(one.isValid(old));
        assertFalse(two.isValid(old));
    }

    @Test
    void nodesThatMakeANewKeyAtTheSameMomentMakeOne() throws Exception {
        SigningKeys one = started();
        SigningKeys two = started();
        pass(KEY_LIFE.plusSeconds(1));
        CompletableFuture.allOf(CompletableFuture.runAsync(() -> one.keep(now)), CompletableFuture.runAsync(() -> two.keep(now))).join();
        assertEquals(2, one.published().size());
        assertEquals(one.publicKeys(), two.publicKeys());
    }

    @Test
    void aGivenFileIsUsedInstead() throws Exception {
        Path file = folder.resolve("key.json");
        SigningKeys given = node(Optional.of(file));
        given.load();
        assertTrue(Files.exists(file));
        assertEquals(0, mongo.database().getCollection("signingKeys").countDocuments());
    }

    @Test
    void withoutKeysNothingIsCalledInvalid() {
        SigningKeys keys = node(Optional.empty());
        assertFalse(keys.areThere());
        assertEquals("database_unavailable", assertThrows(Problem.class, keys::requireThere).code());
        assertEquals("database_unavailable", assertThrows(Problem.class, () -> keys.hash("a", "b")).code());
    }

    @Test
    void aTokenIsNotFromTheFutureForANodeWhoseClockIsALittleBehind() throws Exception {
        Tokens tokens = new Tokens();
        tokens.clock = () -> now;
        tokens.keys = started();
        tokens.settings = tokens.keys.settings;
        var claims = SignedJWT.parse(tokens.access(new Session(new SessionId("s"), new UserId("u"), "", "", "", now, now, "", null, null, now, null, null))).getJWTClaimsSet();
        assertEquals(now.minusSeconds(10), claims.getIssueTime().toInstant());
        assertEquals(now.plus(ACCESS_LIFE), claims.getExpirationTime().toInstant());
    }
}
