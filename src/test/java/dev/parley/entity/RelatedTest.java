package dev.parley.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.entity.EntityCodecs;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelatedTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path folder;

    private EmbeddedDatabase embedded;
    private MongoClient client;
    private MongoDatabase database;

    @Entity("books")
    public record Book(@Id String id, @Column String writer, @Column @Nullable String title, @Column Instant written, @Column List<String> words) {}

    @Entity("people")
    public record Human(@Id String id, @Column("called") String name) {}

    @BeforeEach
    void open() throws Exception {
        embedded = new EmbeddedDatabase(folder);
        client = MongoClients.create(embedded.address());
        database = client.getDatabase("parley").withCodecRegistry(EntityCodecs.REGISTRY);
        database.getCollection("books", Book.class).insertMany(List.of(new Book("one", "$ada", null, NOON, List.of("a", "b")),
                new Book("two", "bob", "Two", NOON, List.of())));
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        embedded.close();
    }

    private Related find(String id, String... people) {
        return Related.find(database, Book.class, id, List.of(new Related.With(Human.class, List.of(people), "writer"))).orElseThrow();
    }

    @Test
    void relatedEntitiesAreReadTogether() {
        database.getCollection("people", Human.class).insertMany(List.of(new Human("$ada", "Ada"), new Human("bob", "Bob"), new Human("eve", "Eve")));
        assertEquals("Two", find("two").as(Book.class).title());
        assertEquals(List.of(new Human("eve", "Eve"), new Human("$ada", "Ada")), find("one", "eve", "nobody").all(Human.class));
        assertEquals(List.of(new Human("$ada", "Ada"), new Human("bob", "Bob")), find("two", "$ada").all(Human.class));
        assertTrue(Related.find(database, Book.class, "$one", List.of()).isEmpty());
    }

    @Test
    void anEntityThatWasNeverStoredIsAbsent() {
        assertEquals(List.of(), find("one", "eve").all(Human.class));
    }

    @Test
    void anEntityIsStoredWithoutNullsAndWithTimesAsDates() {
        assertEquals(new Document("_id", "one").append("writer", "$ada").append("written", java.util.Date.from(NOON)).append("words", List.of("a", "b")),
                database.getCollection("books").find(new Document("_id", "one")).first());
        assertEquals(new Book("one", "$ada", null, NOON, List.of("a", "b")), database.getCollection("books", Book.class).find(new Document("_id", "one")).first());
    }

    @Test
    void aTimeThatWasStoredAsATextIsRead() {
        database.getCollection("books").insertOne(new Document("_id", "old").append("writer", "bob").append("written", NOON.toString()).append("words", List.of()));
        assertEquals(NOON, find("old").as(Book.class).written());
    }
}
