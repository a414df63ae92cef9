package dev.parley.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.protocol.Role;
import java.nio.file.Path;
import java.time.Instant;
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
        standings.database = client.getDatabase("parley");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        embedded.close();
    }

    @Test
    void anInvitationDoesNotUndoWhatWasDecidedAfterIt() {
        Instant invited = Instant.now().minusSeconds(1);
        assertTrue(standings.join("room", "ada"));
        standings.raise("room", "ada", Role.SPEAKER, invited);
        assertEquals(Role.SPEAKER, standings.of("room", "ada").role());
        standings.giveRole("room", "ada", Role.LISTENER);
        standings.raise("room", "ada", Role.SPEAKER, invited);
        assertEquals(Role.LISTENER, standings.of("room", "ada").role());
        standings.raise("room", "ada", Role.SPEAKER, Instant.now().plusSeconds(1));
        assertEquals(Role.SPEAKER, standings.of("room", "ada").role());
    }

    @Test
    void whoLeavesOrIsBannedKeepsNothingButThatTheyListen() {
        standings.giveRole("room", "ada", Role.MODERATOR);
        standings.leave("room", "ada");
        assertEquals(Standing.none("room", "ada"), standings.of("room", "ada"));
        standings.giveRole("room", "ada", Role.MODERATOR);
        standings.ban("room", "ada", "eve", Instant.now());
        assertNull(standings.of("room", "ada").role());
        assertFalse(standings.join("room", "ada"));
        standings.raise("room", "ada", Role.MODERATOR, Instant.now());
        standings.unban("room", "ada");
        assertEquals(Standing.none("room", "ada"), standings.of("room", "ada"));
        standings.giveRole("room", "ada", Role.LISTENER);
        standings.leave("room", "ada");
        assertEquals(Role.LISTENER, standings.of("room", "ada").role());
        assertFalse(standings.of("room", "ada").belongs());
    }
}
