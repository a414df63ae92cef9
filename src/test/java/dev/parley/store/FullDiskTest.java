package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.harness.Disk;
import dev.parley.harness.Needs;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a separate disk, which something else fills and empties again. */
@Needs("mount")
class FullDiskTest {
    @TempDir
    Path folder;

    private Disk disk;

    @BeforeEach
    void mount() throws Exception {
        disk = new Disk(folder, 32);
    }

    @AfterEach
    void unmount() throws Exception {
        disk.close();
    }

    @Test
    void aFullDiskAcknowledgesNothingAndGoesOnWhenThereIsRoom() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            MongoCollection<Document> documents = client.getDatabase("parley").getCollection("kept");
            documents.insertOne(new Document("_id", "before"));
            disk.fill(2_000_000);
            MongoException full = assertThrows(MongoException.class, () -> documents.insertOne(new Document("_id", "while")));
            assertEquals(14_031, full.getCode());
            assertEquals(1, documents.countDocuments(), "reading goes on");
            disk.makeSpace();
            documents.insertOne(new Document("_id", "after"));
            assertEquals(2, documents.countDocuments());
        }
    }

    /** The space runs out between the check and the write. */
    @Test
    void aHalfFinishedWriteIsUndoneAndTheFileOpenedAgain() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            MongoCollection<Document> documents = client.getDatabase("parley").getCollection("kept");
            documents.insertOne(new Document("_id", "before"));
            byte[] noise = new byte[12_000_000];
            new Random(7).nextBytes(noise);
            disk.fill(11_000_000);
            MongoException full = assertThrows(MongoException.class, () -> documents.insertOne(new Document("_id", "while").append("noise", noise)));
            assertEquals(14_031, full.getCode());
            disk.makeSpace();
            documents.insertOne(new Document("_id", "after"));
            assertEquals(Set.of("before", "after"), documents.find().map(each -> each.getString("_id")).into(new HashSet<>()));
        }
    }
}
