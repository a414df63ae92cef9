package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import dev.parley.settings.BadSetting;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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

    private static String firstLine(BufferedReader out) throws java.io.IOException {
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
            assertTrue(database.address().startsWith("mongodb://127.0.0.1:"), database.address());
        }
    }
}
