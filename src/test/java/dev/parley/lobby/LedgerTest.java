package dev.parley.lobby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import dev.parley.chat.Messages;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.harness.Injected;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Unheard;
import dev.parley.harness.Until;
import dev.parley.harness.Way;
import dev.parley.live.Fact;
import dev.parley.live.LiveRooms;
import dev.parley.member.Invites;
import dev.parley.member.Standings;
import dev.parley.problem.Problem;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Decisions;
import dev.parley.room.Rooms;
import dev.parley.schedule.Attendances;
import dev.parley.entity.EntityCodecs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real database, over a connection that can be cut. */
@OwnServer
class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final RoomId ROOM = new RoomId("room");
    private static final RoomId GONE = new RoomId("gone");
    private static final UserId ADA = new UserId("ada");
    private static final UserId HOST = new UserId("host");

    @TempDir
    Path folder;

    private EmbeddedDatabase embedded;
    private Way way;
    private MongoClient client;
    private MongoDatabase database;
    private Thread writer;
    private final Ledger ledger = new Ledger();

    @BeforeEach
    void open() throws Exception {
        embedded = new EmbeddedDatabase(folder);
        int port = URI.create(embedded.address()).getPort();
        way = new Way(port);
        way.mend();
        client = MongoClients.create(MongoClientSettings.builder().applyConnectionString(new ConnectionString(embedded.address().replace(":" + port, ":" + way.port())))
                .timeout(8, TimeUnit.SECONDS).applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(500, TimeUnit.MILLISECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(500, TimeUnit.MILLISECONDS)).build());
        database = client.getDatabase("parley").withCodecRegistry(EntityCodecs.REGISTRY);
        ledger.database = database;
        ledger.liveRooms = new LiveRooms();
        ledger.decisions = new Decisions();
        ledger.rooms = Injected.into(new Rooms(), database);
        ledger.messages = Injected.into(new Messages(), database, new Unheard<>());
        ledger.standings = Injected.into(new Standings(), database, InstantSource.system());
        ledger.attendances = Injected.into(new Attendances(), database, InstantSource.system());
        ledger.invites = Injected.into(new Invites(), database, InstantSource.system());
        ledger.handover = Injected.into(new Handover(), ledger.rooms, ledger.standings, ledger.invites);
        Document room = new Document("_id", "room").append("creator", "host").append("locked", false).append("changes", 0);
        Until.succeeds("the first connection is there", SOON,
                () -> database.getCollection("rooms").replaceOne(new Document("_id", "room"), room, new ReplaceOptions().upsert(true)));
    }

    private void startWriting() {
        writer = Thread.ofVirtual().start(ledger::write);
    }

    @AfterEach
    void close() throws Exception {
        if (writer != null) {
            writer.interrupt();
            writer.join();
        }
        client.close();
        way.close();
        embedded.close();
    }

    private static Fact.Chatted said(RoomId room, int number) {
        return new Fact.Chatted(room, id(number), ADA, "Nº " + number, NOON.plusMillis(number), null);
    }

    private static Fact.ChatDeleted deleted(RoomId room, int number) {
        return new Fact.ChatDeleted(room, id(number));
    }

    private static MessageId id(int number) {
        return new MessageId("id-" + number);
    }

    private boolean locked() {
        return Boolean.TRUE.equals(database.getCollection("rooms").find().first().getBoolean("locked"));
    }

    /** On several nodes. */
    private AtomicBoolean withoutALease() {
        AtomicBoolean lease = new AtomicBoolean();
        ledger.liveRooms.shareWith(new LiveRooms.Sharing() {
            @Override
            public boolean mayStore() {
                return lease.get();
            }
        });
        startWriting();
        return lease;
    }

    @Test
    void whatANodeDecidedWaitsForItsLease() {
        AtomicBoolean lease = withoutALease();
        CompletableFuture<Void> stored = ledger.keep(List.of(new Fact.Locked(ROOM, true)));
        Until.holds("it was tried", SOON, () -> !ledger.pending(ROOM).isEmpty());
        assertFalse(locked());
        lease.set(true);
        Until.succeeds("it is stored", SOON, () -> {
            ledger.settle(stored);
            return true;
        });
        assertTrue(locked());
    }

    @Test
    void whatANodeDecidedIsRefusedWhenOthersHaveGoneOnWithItsRooms() {
        AtomicBoolean lease = withoutALease();
        CompletableFuture<Void> stored = ledger.keep(List.of(new Fact.Locked(ROOM, true)));
        ledger.liveRooms.rememberIn(ledger);
        ledger.liveRooms.dropAll();
        assertEquals("unavailable", assertThrows(Problem.class, () -> ledger.settle(stored)).code());
        lease.set(true);
        ledger.store(List.of(said(ROOM, 1)));
        assertFalse(locked());
    }

    @Test
    void decisionsAreStoredInOrderBeforeTheyAreAnswered() {
        startWriting();
        ledger.store(List.of(new Fact.Locked(ROOM, false), said(ROOM, 1), new Fact.Locked(ROOM, true)));
        assertTrue(locked());
        assertEquals(List.of("Nº 1"), ledger.messages.by(ADA).stream().map(Messages.Stored::text).toList());
        assertEquals(List.of(), ledger.pending(ROOM));
    }

    @Test
    void decisionsWhileTheDatabaseIsAwayCountAtOnceAndAreStoredWhenItIsBack() throws Exception {
        startWriting();
        ledger.settle();
        way.cut();
        List<Fact> decided = List.of(new Fact.Locked(ROOM, true), said(ROOM, 1), said(ROOM, 2), new Fact.Locked(ROOM, false), said(ROOM, 3));
        ledger.keep(decided);
        assertEquals("database_unavailable", assertThrows(Problem.class, ledger::settle).code());
        assertEquals(decided, ledger.pending(ROOM));
        way.mend();
        Until.holds("all is stored", SOON, () -> ledger.pending(ROOM).isEmpty());
        assertEquals(List.of("Nº 1", "Nº 2", "Nº 3"), ledger.messages.by(ADA).stream().map(Messages.Stored::text).toList());
        assertTrue(!locked());
    }

    @Test
    void aFactIsStoredOnceEvenIfTheAnswerToTheFirstTryGotLost() {
        startWriting();
        ledger.store(List.of(said(ROOM, 1)));
        ledger.store(List.of(said(ROOM, 1), said(ROOM, 2)));
        assertEquals(2, ledger.messages.by(ADA).size());
    }

    @Test
    void nothingIsStoredAboutADeletedRoom() {
        ledger.keep(List.of(said(ROOM, 1), said(GONE, 2), new Fact.Locked(GONE, true)));
        ledger.forget(fact -> fact.roomId().equals(ROOM));
        startWriting();
        ledger.settle();
        assertEquals(0, database.getCollection("messages").countDocuments());
        assertEquals(1, database.getCollection("rooms").countDocuments());
    }

    @Test
    void noStandingStaysOfADeletedRoomOrPerson() {
        database.getCollection("accounts").insertOne(new Document("_id", "ada"));
        startWriting();
        ledger.store(List.of(new Fact.Banned(ROOM, ADA, HOST, NOON), new Fact.Banned(ROOM, new UserId("nobody"), HOST, NOON),
                new Fact.RoleGiven(GONE, ADA, Role.SPEAKER, NOON)));
        ledger.settle();
        assertEquals(List.of("room ada"), database.getCollection("standings").find().map(each -> each.getString("_id")).into(new ArrayList<>()));
    }

    @Test
    void whenTooMuchWaitsChatIsRefusedFirstAndThenDecisions() {
        var _ = ledger.keep(IntStream.range(0, 9_000).<Fact>mapToObj(number -> said(ROOM, number)).toList());
        assertEquals("database_unavailable", assertThrows(Problem.class, () -> ledger.requireRoom(true)).code());
        ledger.requireRoom(false);
        var _ = ledger.keep(IntStream.range(0, 500).<Fact>mapToObj(_ -> new Fact.Locked(ROOM, true)).toList());
        assertEquals("database_unavailable", assertThrows(Problem.class, () -> ledger.requireRoom(false)).code());
    }

    @Test
    void aFactThatCannotBeStoredIsReportedAndDroppedAndTheRestIsStored() {
        startWriting();
        ledger.settle();
        ledger.standings = null; // Everything that uses it throws an unexpected exception.
        var poisoned = ledger.keep(List.of(new Fact.RoleGiven(ROOM, ADA, Role.SPEAKER, NOON)));
        ledger.store(List.of(said(ROOM, 1)));
        assertEquals("internal_error", assertThrows(Problem.class, () -> ledger.settle(poisoned)).code());
        assertEquals(List.of("Nº 1"), ledger.messages.by(ADA).stream().map(Messages.Stored::text).toList());
    }

    @Test
    void decisionsAreCountedAtOnceAndChatIsNot() {
        long before = ledger.decisions.of(ROOM);
        var _ = ledger.keep(List.of(said(ROOM, 1)));
        assertEquals(before, ledger.decisions.of(ROOM));
        var _ = ledger.keep(List.of(deleted(ROOM, 1)));
        assertEquals(before, ledger.decisions.of(ROOM));
        var _ = ledger.keep(List.of(new Fact.Left(ROOM, ADA)));
        assertEquals(before + 1, ledger.decisions.of(ROOM));
    }

    @Test
    void aDeletedMessageIsGoneBeforeThisIsWrittenAndAfterwards() throws Exception {
        startWriting();
        ledger.store(List.of(said(ROOM, 1), said(ROOM, 2), said(ROOM, 3)));
        way.cut();
        var _ = ledger.keep(List.of(said(ROOM, 4), deleted(ROOM, 4), said(ROOM, 5), deleted(ROOM, 1)));
        List<Fact> pending = ledger.pending(ROOM);
        assertEquals(Optional.empty(), ledger.messages.author(ROOM, id(4), pending));
        assertEquals(Optional.empty(), ledger.messages.author(ROOM, id(1), pending));
        assertEquals(Optional.of(ADA), ledger.messages.author(ROOM, id(5), pending));
        way.mend();
        Until.holds("all is stored", SOON, () -> ledger.pending(ROOM).isEmpty());
        assertEquals(List.of("Nº 2", "Nº 3", "Nº 5"), ledger.messages.by(ADA).stream().map(Messages.Stored::text).toList());
        assertEquals(Optional.of(ADA), ledger.messages.author(ROOM, id(2), List.of()));
        assertEquals(Optional.empty(), ledger.messages.author(ROOM, id(1), List.of()));
    }

    @Test
    void noMessageOfAnotherRoomIsFoundOrDeleted() {
        startWriting();
        ledger.store(List.of(said(ROOM, 1), deleted(GONE, 1)));
        assertEquals(1, ledger.messages.by(ADA).size());
        assertEquals(Optional.empty(), ledger.messages.author(GONE, id(1), List.of()));
    }

    /** The embedded database is never away, only slow at times, and is given longer than one on another machine. */
    @Test
    void waitingEndsWhenTheDatabaseItselfWouldGiveUp() {
        ledger.database = database.withTimeout(1, TimeUnit.MILLISECONDS);
        Until.isQuick("Giving up what nobody writes", Duration.ofSeconds(1),
                () -> Until.time(() -> assertEquals("database_unavailable", assertThrows(Problem.class, ledger::settle).code())));
    }

    @Test
    void chatIsAcknowledgedOnlyWhenItIsStored() throws Exception {
        startWriting();
        ledger.settle();
        way.cut();
        var stored = ledger.keep(List.of(said(ROOM, 1)));
        assertEquals("database_unavailable", assertThrows(Problem.class, () -> ledger.settle(stored)).code());
        assertFalse(stored.isDone());
        way.mend();
        Until.holds("it is stored", SOON, stored::isDone);
        assertEquals(1, ledger.messages.by(ADA).size());
    }

    private void accounts(String... ids) {
        for (String id : ids) {
            database.getCollection("accounts").insertOne(new Document("_id", id));
        }
    }

    private String host() {
        return database.getCollection("rooms").find().first().getString("creator");
    }

    private List<String> standings() {
        ledger.settle();
        return database.getCollection("standings").find().map(each -> each.getString("_id") + " " + each.getString("role")).into(new ArrayList<>());
    }

    private static Fact.HostChanged handed(UserId to, boolean here) {
        return new Fact.HostChanged(ROOM, HOST, to, here, NOON);
    }

    @Test
    void ofTwoHandoversTheFirstIsStoredAndTheOtherIsRefused() {
        accounts("ada", "host", "bob");
        startWriting();
        var first = ledger.keep(List.of(handed(ADA, true)));
        var second = ledger.keep(List.of(handed(new UserId("bob"), true)));
        ledger.settle(first);
        assertEquals("forbidden", assertThrows(Problem.class, () -> ledger.settle(second)).code());
        assertEquals("ada", host());
        assertEquals(List.of("room host moderator"), standings());
    }

    @Test
    void aHandoverThatIsStoredAgainGivesNoRoleBack() {
        accounts("ada", "host");
        startWriting();
        ledger.store(List.of(handed(ADA, true), new Fact.RoleGiven(ROOM, HOST, Role.LISTENER, NOON), handed(ADA, true)));
        assertEquals("ada", host());
        assertEquals(List.of("room host listener"), standings());
    }

    @Test
    void nothingIsHandedToSomebodyBannedRemovedOrErasedInTheMeantime() {
        accounts("ada", "host");
        startWriting();
        ledger.store(List.of(new Fact.RoleGiven(ROOM, ADA, Role.SPEAKER, NOON)));
        var left = ledger.keep(List.of(new Fact.Left(ROOM, ADA), handed(ADA, false)));
        assertEquals("not_a_member", assertThrows(Problem.class, () -> ledger.settle(left)).code());
        var banned = ledger.keep(List.of(new Fact.Banned(ROOM, ADA, HOST, NOON), handed(ADA, true)));
        assertEquals("person_banned", assertThrows(Problem.class, () -> ledger.settle(banned)).code());
        var erased = ledger.keep(List.of(handed(new UserId("nobody"), true)));
        assertEquals("not_found", assertThrows(Problem.class, () -> ledger.settle(erased)).code());
        assertEquals("host", host());
        assertEquals(List.of("room ada null"), standings(), "the old host has gained no role");
    }

    @Test
    void aHostIsNotBannedByWhatWasDecidedJustBefore() {
        accounts("ada", "host");
        startWriting();
        ledger.store(List.of(handed(ADA, true), new Fact.Banned(ROOM, ADA, HOST, NOON)));
        assertEquals(List.of("room host moderator"), standings());
    }

    @Test
    void aHandoverWaitsForTheDatabaseLikeEverythingElse() throws Exception {
        accounts("ada", "host");
        startWriting();
        ledger.settle();
        way.cut();
        var stored = ledger.keep(List.of(handed(ADA, true)));
        assertEquals("database_unavailable", assertThrows(Problem.class, () -> ledger.settle(stored)).code());
        way.mend();
        Until.holds("it is stored", SOON, stored::isDone);
        assertEquals("ada", host());
        assertEquals(List.of("room host moderator"), standings());
    }
}
