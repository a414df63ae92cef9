package dev.parley.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.protocol.Role;
import dev.parley.store.EntityCodecs;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database makes of two who decide about somebody at once. */
class StandingsTest {
    @TempDir
    Path folder;

    private EmbeddedDatabase embedded;
    private MongoClient client;
    private final Standings standings = new Standings();

    @BeforeEach
    void open() throws Exception {
        embedded = new EmbeddedDatabase(folder);
        client = MongoClients.create(embedded.address());
        standings.clock = InstantSource.system();
        standings.database = client.getDatabase("parley").withCodecRegistry(EntityCodecs.REGISTRY);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        embedded.close();
    }

    private Standing ada() {
        return standings.of(List.of("room"), "ada").stream().findFirst().orElseGet(() -> Standing.none("room", "ada"));
    }

    @Test
    void ofManyWhoBecomeMembersAtOnceOnlyTheBannedDoNot() {
        standings.ban("room", "eve", "host", Instant.now());
        standings.join("room", List.of("ada", "eve", "bob"));
        standings.join("room", List.of("ada", "eve", "carl"));
        assertEquals(List.of("ada", "bob", "carl"), standings.members("room", "", 10).items().stream().map(Standing::userId).toList());
    }

    @Test
    void anInvitationDoesNotUndoWhatWasDecidedAfterIt() {
        Instant invited = Instant.now().minusSeconds(1);
        assertTrue(standings.join("room", "ada", Role.SPEAKER, invited));
        assertEquals(Role.SPEAKER, ada().role());
        standings.giveRole("room", "ada", Role.LISTENER);
        assertTrue(standings.join("room", "ada", Role.SPEAKER, invited));
        assertEquals(Role.LISTENER, ada().role());
        assertTrue(standings.join("room", "ada", Role.SPEAKER, Instant.now().plusSeconds(1)));
        assertEquals(Role.SPEAKER, ada().role());
    }

    @Test
    void whoLeavesOrIsBannedKeepsNothingButThatTheyListen() {
        standings.giveRole("room", "ada", Role.MODERATOR);
        standings.leave("room", "ada");
        assertEquals(Standing.none("room", "ada"), ada());
        standings.giveRole("room", "ada", Role.MODERATOR);
        standings.ban("room", "ada", "eve", Instant.now());
        assertNull(ada().role());
        assertFalse(standings.join("room", "ada", Role.MODERATOR, Instant.now()));
        standings.unban("room", "ada");
        assertEquals(Standing.none("room", "ada"), ada());
        standings.giveRole("room", "ada", Role.LISTENER);
        standings.leave("room", "ada");
        assertEquals(Role.LISTENER, ada().role());
        assertFalse(ada().belongs());
    }
}
