package dev.parley.chat;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import dev.parley.live.Fact;
import dev.parley.room.Cursor;
import dev.parley.room.Room;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** What was written in rooms, as long as the room and its author are there. */
@ApplicationScoped
public class Messages implements Indexed {
    private static final String COLLECTION = "messages";
    private static final String ROOM = "room";
    private static final String PERSON = "person";
    private static final String AT = "at";

    @Inject
    MongoDatabase database;

    /** One message. */
    public record Written(String id, String roomId, String userId, String text, Instant at) {}

    /** Some of a list, and where the rest begins. */
    public record Some(List<Written> messages, @Nullable String next) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.compoundIndex(Indexes.ascending(ROOM), Indexes.descending(AT, "_id"))),
                new Index(COLLECTION, Indexes.ascending(PERSON)));
    }

    /** What is there already was written by a try whose answer got lost. */
    public void keep(List<Fact.Said> said) {
        try {
            messages().insertMany(said.stream().map(one -> new Document("_id", one.id()).append(ROOM, one.roomId().value()).append(PERSON, one.userId().value())
                    .append("text", one.text()).append(AT, Room.stored(one.at()))).toList(), new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException refused) {
            if (!refused.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
                throw refused;
            }
        }
    }

    /** The newest first. */
    public Some of(String roomId, @Nullable Cursor after, int limit) {
        Bson from = after == null ? eq(ROOM, roomId) : and(eq(ROOM, roomId), after.olderThan(AT));
        List<Written> found = messages().find(from).sort(Sorts.descending(AT, "_id")).limit(limit + 1).map(Messages::read).into(new ArrayList<>());
        if (found.size() <= limit) {
            return new Some(found, null);
        }
        Written last = found.get(limit - 1);
        return new Some(found.subList(0, limit), new Cursor(0, Room.stored(last.at()), last.id()).text());
    }

    public List<Written> by(String userId) {
        return messages().find(eq(PERSON, userId)).sort(Sorts.ascending(AT)).map(Messages::read).into(new ArrayList<>());
    }

    public void forgetRoom(String roomId) {
        messages().deleteMany(eq(ROOM, roomId));
    }

    public void forgetPerson(String userId) {
        messages().deleteMany(eq(PERSON, userId));
    }

    private static Written read(Document document) {
        return new Written(document.getString("_id"), document.getString(ROOM), document.getString(PERSON), document.getString("text"),
                Instant.parse(document.getString(AT)));
    }

    private MongoCollection<Document> messages() {
        return database.getCollection(COLLECTION);
    }
}
