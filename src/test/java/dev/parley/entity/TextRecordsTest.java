package dev.parley.entity;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.parley.embedded.EmbeddedDatabase;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.eclipse.jnosql.communication.Value;
import org.eclipse.jnosql.communication.ValueUtil;
import org.eclipse.jnosql.communication.ValueWriterDecorator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextRecordsTest {
    private static final BookId ONE = new BookId("one");
    private static final BookId TWO = new BookId("$two");
    private static final WriterId ADA = new WriterId("ada");
    private static final WriterId BOB = new WriterId("bob");

    @TempDir
    Path folder;

    private EmbeddedDatabase embedded;
    private MongoClient client;
    private MongoDatabase database;

    public record BookId(String value) {}

    record WriterId(String value) {
        @Override
        public String toString() {
            return "somebody";
        }
    }

    public record Pages(int value) {}

    public record Names(String first, String last) {}

    @Entity("typed")
    public record Book(@Id BookId id, @Column WriterId writer, @Column("lent") @Nullable WriterId reader) {}

    @BeforeEach
    void open() throws Exception {
        embedded = new EmbeddedDatabase(folder);
        client = MongoClients.create(embedded.address());
        database = client.getDatabase("parley").withCodecRegistry(EntityCodecs.REGISTRY);
        books().insertMany(List.of(new Book(ONE, ADA, null), new Book(TWO, BOB, ADA)));
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        embedded.close();
    }

    private MongoCollection<Book> books() {
        return database.getCollection("typed", Book.class);
    }

    private Document stored(String id) {
        return database.getCollection("typed").find(new Document("_id", id)).first();
    }

    @Test
    void anEntityIsStoredWithTheTextAndReadWithTheRecord() {
        assertEquals(new Document("_id", "one").append("writer", "ada"), stored("one"));
        assertEquals(new Document("_id", "$two").append("writer", "bob").append("lent", "ada"), stored("$two"));
        assertEquals(new Book(TWO, BOB, ADA), books().find(eq("_id", "$two")).first());
    }

    @Test
    void queriesUseTheText() {
        assertEquals(new Book(ONE, ADA, null), books().find(eq("_id", ONE)).first());
        assertEquals(List.of(new Book(TWO, BOB, ADA)), books().find(in("lent", List.of(BOB, ADA))).into(new ArrayList<>()));
        assertEquals(Set.of(ONE, TWO), books().distinct("_id", BookId.class).into(new HashSet<>()));
        assertEquals(new Book(TWO, BOB, ADA), Related.find(database, Book.class, TWO, List.of(new Related.With(Book.class, List.of(TWO, ONE), null))).orElseThrow()
                .as(Book.class));
    }

    @Test
    void changesWriteTheText() {
        books().updateOne(eq("_id", ONE), combine(set("lent", BOB), addToSet("before", ADA), set("next", List.of(ADA, BOB))));
        assertEquals(new Document("_id", "one").append("writer", "ada").append("lent", "bob").append("before", List.of("ada")).append("next", List.of("ada", "bob")),
                stored("one"));
        books().updateOne(eq("before", ADA), pull("next", ADA));
        assertEquals(List.of("bob"), stored("one").getList("next", String.class));
    }

    @Test
    void jnosqlReadsAndWritesTheSame() {
        assertEquals(ADA, Value.of("ada").get(WriterId.class));
        assertEquals("ada", ValueUtil.convert(Value.of(ADA), ValueWriterDecorator.getInstance()));
        assertEquals(List.of("ada", "bob"), ValueUtil.convertToList(Value.of(List.of(ADA, BOB)), ValueWriterDecorator.getInstance()));
    }

    @Test
    void otherRecordsAreNoTexts() {
        assertTrue(TextRecords.isOne(BookId.class));
        assertFalse(TextRecords.isOne(Pages.class));
        assertFalse(TextRecords.isOne(Names.class));
        assertFalse(TextRecords.isOne(String.class));
    }
}
