package dev.parley.chat;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import dev.parley.live.Fact;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Cursor;
import dev.parley.store.Indexed;
import dev.parley.store.Some;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    @Entity(COLLECTION)
    public record Stored(@Id String id, @Column(ROOM) RoomId roomId, @Column(PERSON) UserId userId, @Column String text, @Column Instant at) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.compoundIndex(Indexes.ascending(ROOM), Indexes.descending(AT, "_id"))),
                new Index(COLLECTION, Indexes.ascending(PERSON)));
    }

    /** What is there already was written by a try whose answer got lost. */
    public void keep(List<Fact.Chatted> said) {
        try {
            messages().insertMany(said.stream().map(one -> new Stored(one.id(), one.roomId(), one.userId(), one.text(), one.at())).toList(),
                    new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException refused) {
            if (!refused.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
                throw refused;
            }
        }
    }

    /** The newest first. */
    public Some<Stored> of(RoomId roomId, @Nullable Cursor after, int limit) {
        Bson from = after == null ? eq(ROOM, roomId) : and(eq(ROOM, roomId), after.olderThan(AT));
        return Some.of(messages().find(from).sort(Sorts.descending(AT, "_id")).limit(limit + 1).into(new ArrayList<>()), limit,
                last -> new Cursor(0, last.at(), last.id()).text());
    }

    public List<Stored> by(UserId userId) {
        return messages().find(eq(PERSON, userId)).sort(Sorts.ascending(AT)).into(new ArrayList<>());
    }

    public void forget(List<String> ids) {
        if (!ids.isEmpty()) {
            messages().deleteMany(Filters.in("_id", ids));
        }
    }

    public void forgetRoom(RoomId roomId) {
        messages().deleteMany(eq(ROOM, roomId));
    }

    public void forgetPerson(UserId userId) {
        messages().deleteMany(eq(PERSON, userId));
    }

    private MongoCollection<Stored> messages() {
        return database.getCollection(COLLECTION, Stored.class);
    }
}
