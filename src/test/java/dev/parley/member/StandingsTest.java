package dev.parley.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.entity.EntityCodecs;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database stores when two people decide about somebody at once. */
class StandingsTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final RoomId ROOM = new RoomId("room");
    private static final UserId ADA = new UserId("ada");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CARL = new UserId("carl");
    private static final UserId EVE = new UserId("eve");
    private static final UserId HOST = new UserId("host");

    @TempDir
    Path folder;

    private EmbeddedDatabase embedded;
    private MongoClient client;
    private final Standings standings = new Standings();

    @BeforeEach
    void open() throws Exception {
        embedded = new EmbeddedDatabase(folder);
        client = MongoClients.create(embedded.address());
        standings.clock = InstantSource.fixed(NOON);
        standings.database = client.getDatabase("parley").withCodecRegistry(EntityCodecs.REGISTRY);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        embedded.close();
    }

    private Standing ada() {
        return standings.of(List.of(ROOM), ADA).stream().findFirst().orElseGet(() -> Standing.none(ROOM, ADA));
    }

    @Test
    void manyPeopleBecomeMembersAtOnceExceptTheBanned() {
        standings.ban(ROOM, EVE, HOST, NOON);
        standings.join(ROOM, List.of(ADA, EVE, BOB));
        standings.join(ROOM, List.of(ADA, EVE, CARL));
        assertEquals(List.of(ADA, BOB, CARL), standings.members(ROOM, "", 10).items().stream().map(Standing::userId).toList());
    }

    @Test
    void anInvitationDoesNotUndoWhatWasDecidedAfterIt() {
        Instant invited = NOON.minusSeconds(1);
        assertTrue(standings.join(ROOM, ADA, Role.SPEAKER, invited));
        assertEquals(Role.SPEAKER, ada().role());
        standings.giveRole(ROOM, ADA, Role.LISTENER, NOON);
        assertTrue(standings.join(ROOM, ADA, Role.SPEAKER, invited));
        assertEquals(Role.LISTENER, ada().role());
        assertTrue(standings.join(ROOM, ADA, Role.SPEAKER, NOON.plusSeconds(1)));
        assertEquals(Role.SPEAKER, ada().role());
    }

    @Test
    void leavingOrABanKeepsNothingButTheRoleOfAListener() {
        standings.giveRole(ROOM, ADA, Role.MODERATOR, NOON);
        standings.leave(ROOM, ADA);
        assertEquals(Standing.none(ROOM, ADA), ada());
        standings.giveRole(ROOM, ADA, Role.MODERATOR, NOON);
        standings.ban(ROOM, ADA, EVE, NOON);
        assertNull(ada().role());
        assertFalse(standings.join(ROOM, ADA, Role.MODERATOR, NOON));
        standings.unban(ROOM, ADA);
        assertEquals(Standing.none(ROOM, ADA), ada());
        standings.giveRole(ROOM, ADA, Role.LISTENER, NOON);
        standings.leave(ROOM, ADA);
        assertEquals(Role.LISTENER, ada().role());
        assertFalse(ada().belongs());
    }
}
