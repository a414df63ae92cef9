package dev.parley.store;

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
import com.mongodb.client.model.Indexes;
import com.mongodb.event.ServerHeartbeatSucceededEvent;
import com.mongodb.event.ServerMonitorListener;
import dev.parley.settings.BadSetting;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertTrue(victim.waitFor(30, TimeUnit.SECONDS));
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

    /** Drivers look whether the server is there without a password; what they ask then must not be refused, or each start shows a stack. */
    @Test
    void whoLooksWhetherItIsThereLeavesNothingInTheLog() throws InterruptedException {
        Logger log = Logger.getLogger("de.bwaldvogel.mongo");
        List<String> said = new CopyOnWriteArrayList<>();
        Handler listener = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord each) {
                if (each.getLevel().intValue() >= Level.WARNING.intValue()) {
                    said.add(each.getMessage());
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
            assertEquals(List.of(), said);
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
