package dev.parley.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.event.ServerHeartbeatSucceededEvent;
import com.mongodb.event.ServerMonitorListener;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.parley.harness.OwnServer;
import dev.parley.settings.BadSetting;
import dev.parley.store.Indexed;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OwnServer
class EmbeddedDatabaseTest {
    private static final int WRITES = 3_000;

    @TempDir
    Path folder;

    /** What the killed process runs: the database and nothing else, until it dies. */
    public static final class Victim {
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(new EmbeddedDatabase(Path.of(arguments[0])).address());
            Thread.currentThread().join();
        }
    }

    @Test
    void aKilledProcessLosesNoAcknowledgedWrite() throws Exception {
        Process victim = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                Victim.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader out = victim.inputReader(); MongoClient client = MongoClients.create(firstLine(out))) {
            MongoCollection<Document> documents = client.getDatabase("parley").getCollection("kept");
            for (int i = 0; i < WRITES; i++) {
                documents.insertOne(new Document("_id", i));
            }
            victim.destroyForcibly();
        } finally {
            victim.destroyForcibly();
        }
        assertTrue(victim.waitFor(1, TimeUnit.MINUTES));
        try (EmbeddedDatabase again = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(again.address())) {
            assertEquals(WRITES, client.getDatabase("parley").getCollection("kept").countDocuments());
        }
    }

    private static String firstLine(BufferedReader out) throws IOException {
        String line = out.readLine();
        assertNotNull(line, "the database did not start");
        return line;
    }

    @Test
    void aStartGivesBackTheSpaceOfOutdatedPages() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            for (int i = 0; i < WRITES; i++) {
                client.getDatabase("parley").getCollection("kept").insertOne(new Document("_id", i));
            }
        }
        long before = Files.size(folder.resolve("parley.mv.db"));
        try (EmbeddedDatabase again = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(again.address())) {
            assertEquals(WRITES, client.getDatabase("parley").getCollection("kept").countDocuments());
        }
        long after = Files.size(folder.resolve("parley.mv.db"));
        assertTrue(before > 16_000_000 && after < 1_000_000, "from " + before + " to " + after);
    }

    @Test
    void aUniqueIndexRefusesASecondValueAndLetsManyHaveNone() {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            var index = Indexed.Index.unique("people", Indexes.ascending("email"));
            dev.parley.store.Indexes.make(client.getDatabase("parley"), index);
            dev.parley.store.Indexes.make(client.getDatabase("parley"), index);
            MongoCollection<Document> people = client.getDatabase("parley").getCollection("people");
            people.insertOne(new Document("email", "ada@example.org"));
            people.insertOne(new Document("phone", "1"));
            people.insertOne(new Document("phone", "2"));
            MongoWriteException refused = assertThrows(MongoWriteException.class, () -> people.insertOne(new Document("email", "ada@example.org")));
            assertEquals(11_000, refused.getError().getCode());
        }
    }

    /** Many count at once, as with wrong passwords: each gets its own number and not that of another. */
    @Test
    void anAnswerContainsNothingThatWasWrittenLater() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address());
                ExecutorService many = Executors.newFixedThreadPool(8)) {
            MongoCollection<Document> limits = client.getDatabase("parley").getCollection("limits");
            limits.insertOne(new Document("_id", "login").append("count", 0));
            List<Callable<Integer>> counting = Collections.nCopies(WRITES, () -> Objects.requireNonNull(limits.findOneAndUpdate(Filters.eq("_id", "login"),
                    Updates.inc("count", 1), new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER))).getInteger("count"));
            Set<Integer> told = new HashSet<>();
            for (Future<Integer> each : many.invokeAll(counting)) {
                told.add(each.get());
            }
            assertEquals(WRITES, told.size(), "each number was told once");
        }
    }

    /** At a start on a full disk, the indexes are made late, when others write already. */
    @Test
    void anIndexIsCompleteEvenIfOthersReadAndWriteWhileItIsMade() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address());
                ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < WRITES / 10; round++) {
                MongoCollection<Document> people = client.getDatabase("parley").getCollection("people" + round);
                people.insertOne(new Document("email", "ada@example.org"));
                Future<?> reads = two.submit(() -> people.countDocuments(Filters.eq("phone", "1")));
                Future<?> writes = two.submit(() -> people.insertOne(new Document("email", "bob@example.org")));
                people.createIndex(Indexes.ascending("email"), new IndexOptions().unique(true));
                reads.get();
                writes.get();
                assertThrows(MongoWriteException.class, () -> people.insertOne(new Document("email", "bob@example.org")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.25, 0.5, 0.75, 0.95})
    void aFileWithoutItsEndIsRefused(double kept) throws Exception {
        write(WRITES / 10);
        Path file = folder.resolve("parley.mv.db");
        byte[] whole = Files.readAllBytes(file);
        byte[] noise = new byte[whole.length];
        new Random(7).nextBytes(noise);
        int end = (int) (whole.length * kept);
        Files.write(file, Arrays.copyOf(whole, end));
        assertRefused();
        System.arraycopy(whole, 0, noise, 0, end);
        Files.write(file, noise);
        assertRefused();
        Files.write(file, whole);
        assertEquals(WRITES / 10, written());
    }

    private void assertRefused() {
        String said = assertThrows(BadSetting.class, () -> new EmbeddedDatabase(folder)).getMessage();
        assertTrue(said.startsWith("DATA_DIR holds a database file that cannot be opened: "), said);
    }

    /** What a power failure can leave: more in the file than is known to be on the disk, and an incomplete last write. */
    @Test
    void aFileThatIsAheadOfItsMarkIsOpenedEvenIfItsLastWriteIsTorn() throws Exception {
        write(100);
        Path mark = folder.resolve("parley.mv.db.mark");
        byte[] earlier = Files.readAllBytes(mark);
        write(100);
        Files.write(mark, earlier);
        try (FileChannel file = FileChannel.open(folder.resolve("parley.mv.db"), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 100);
        }
        long left = written();
        assertTrue(left >= 100 && left <= 200, "left: " + left);
    }

    @Test
    void aFileWithoutAMarkIsOpenedAsFarAsItGoes() throws Exception {
        write(100);
        Path file = folder.resolve("parley.mv.db");
        byte[] earlier = Files.readAllBytes(file);
        write(100);
        Files.write(file, earlier);
        assertRefused();
        Files.delete(folder.resolve("parley.mv.db.mark"));
        assertEquals(100, written());
    }

    private void write(int documents) {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            for (int i = 0; i < documents; i++) {
                client.getDatabase("parley").getCollection("kept").insertOne(new Document("number", i));
            }
        }
    }

    private long written() {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            return client.getDatabase("parley").getCollection("kept").countDocuments();
        }
    }

    @Test
    void aFolderInUseIsRefusedByName() {
        try (EmbeddedDatabase _ = new EmbeddedDatabase(folder)) {
            assertEquals("DATA_DIR is in use by another Parley that is still running",
                    assertThrows(BadSetting.class, () -> new EmbeddedDatabase(folder)).getMessage());
        }
    }

    @Test
    void itListensOnThisMachineOnly() {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder)) {
            assertEquals("127.0.0.1", URI.create(database.address()).getHost());
        }
    }

    @Test
    void itAnswersNobodyElseOnThisMachine() {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient own = MongoClients.create(database.address());
                MongoClient stranger = MongoClients.create(database.address().replaceAll("//.*@|[?].*", "//").replaceAll("//$", ""));
                MongoClient guesser = MongoClients.create(database.address().replaceAll("parley:[0-9a-f]*", "parley:guessed"))) {
            own.getDatabase("parley").getCollection("accounts").insertOne(new Document("email", "ada@example.org"));
            for (String command : List.of("ping", "listDatabases", "buildInfo", "serverStatus", "whatsmyuri")) {
                assertThrows(MongoCommandException.class, () -> stranger.getDatabase("admin").runCommand(new Document(command, 1)), command);
            }
            assertThrows(MongoException.class, () -> stranger.getDatabase("parley").getCollection("accounts").find().first());
            assertThrows(MongoException.class, () -> stranger.getDatabase("parley").getCollection("accounts").deleteMany(new Document()));
            assertThrows(MongoSecurityException.class, () -> guesser.getDatabase("parley").getCollection("accounts").find().first());
            assertEquals(1, own.getDatabase("parley").getCollection("accounts").countDocuments());
        }
    }

    /** A driver asks for something before it gives the password, and is refused. A stack trace in the log of each start would look like a fault. */
    @Test
    void aCheckWhetherItIsThereLeavesNothingInTheLog() throws InterruptedException {
        Logger log = Logger.getLogger("de.bwaldvogel.mongo");
        List<String> refused = new CopyOnWriteArrayList<>();
        Handler listener = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord each) {
                // Databases of other tests use the same log.
                if (each.getThrown() instanceof MongoServerError error && error.getCode() == DatabaseDoor.UNAUTHORIZED) {
                    refused.add(each.getMessage());
                }
            }
        };
        log.addHandler(listener);
        CountDownLatch seen = new CountDownLatch(2);
        ServerMonitorListener watch = new ServerMonitorListener() {
            @Override
            public void serverHeartbeatSucceeded(ServerHeartbeatSucceededEvent event) {
                seen.countDown();
            }
        };
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder);
                MongoClient client = MongoClients.create(MongoClientSettings.builder().applyConnectionString(new ConnectionString(database.address()))
                        .applyToServerSettings(server -> server.heartbeatFrequency(500, TimeUnit.MILLISECONDS).addServerMonitorListener(watch)).build())) {
            assertEquals(0, client.getDatabase("parley").getCollection("accounts").countDocuments());
            assertTrue(seen.await(1, TimeUnit.MINUTES));
            assertEquals(List.of(), refused);
        } finally {
            log.removeHandler(listener);
        }
    }

    @Test
    void itDoesNotAnswerTheOldProtocolEither() throws IOException {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient own = MongoClients.create(database.address());
                Socket socket = new Socket("127.0.0.1", URI.create(database.address()).getPort())) {
            own.getDatabase("parley").getCollection("accounts").insertOne(new Document("email", "ada@example.org"));
            byte[] name = "parley.accounts\0".getBytes(StandardCharsets.US_ASCII);
            int length = 16 + 4 + name.length + 8 + 5;
            socket.getOutputStream().write(ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(length).putInt(1).putInt(0).putInt(2004).putInt(0).put(name).putInt(0).putInt(10).putInt(5).put((byte) 0).array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] size = in.readNBytes(4);
            String answer = size.length < 4 ? "" : new String(in.readNBytes(ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getInt() - 4), StandardCharsets.US_ASCII);
            assertFalse(answer.contains("ada@"), answer);
        }
    }
}
