package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.parley.harness.Needs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk of its own, which is filled by something else and emptied again. */
@Needs("mount")
class FullDiskTest {
    @TempDir
    Path folder;

    @BeforeEach
    void mount() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=32m", "parley-test", folder.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", folder.toString());
    }

    @Test
    void withTheDiskFullNothingIsAcknowledgedAndWhenThereIsRoomItGoesOn() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            MongoCollection<Document> documents = client.getDatabase("parley").getCollection("kept");
            documents.insertOne(new Document("_id", "before"));
            Path other = folder.resolve("other");
            Files.write(other, new byte[30_000_000]);
            MongoException full = assertThrows(MongoException.class, () -> documents.insertOne(new Document("_id", "while")));
            assertEquals(14_031, full.getCode());
            assertEquals(1, documents.countDocuments(), "reading goes on");
            Files.delete(other);
            documents.insertOne(new Document("_id", "after"));
            assertEquals(2, documents.countDocuments());
        }
    }

    /** The space goes between the look at it and the write. */
    @Test
    void aWriteThatEndsHalfwayIsUndoneAndTheFileOpenedAgain() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            MongoCollection<Document> documents = client.getDatabase("parley").getCollection("kept");
            documents.insertOne(new Document("_id", "before"));
            byte[] noise = new byte[12_000_000];
            new Random(7).nextBytes(noise);
            Path other = folder.resolve("other");
            Files.write(other, new byte[22_000_000]);
            MongoException full = assertThrows(MongoException.class, () -> documents.insertOne(new Document("_id", "while").append("noise", noise)));
            assertEquals(14_031, full.getCode());
            Files.delete(other);
            documents.insertOne(new Document("_id", "after"));
            assertEquals(Set.of("before", "after"), documents.find().map(each -> each.getString("_id")).into(new HashSet<>()));
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
