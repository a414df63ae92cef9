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
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Cursor;
import dev.parley.store.Indexed;
import dev.parley.store.Some;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Chat messages. Each is kept for as long as its room and its author exist. */
@ApplicationScoped
public class Messages implements Indexed {
    private static final String COLLECTION = "messages";
    private static final String ROOM = "room";
    private static final String PERSON = "person";
    private static final String AT = "at";
    private static final int AT_ONCE = 1_000;

    @Inject
    MongoDatabase database;

    @Inject
    Reactions reactions;

    @Inject
    Event<Kept> kept;

    /** What has just been written down. It can be told twice, when a write was repeated. */
    public record Kept(List<Fact.Chatted> lines) {}

    /** One message. */
    @Entity(COLLECTION)
    public record Stored(@Id MessageId id, @Column(ROOM) RoomId roomId, @Column(PERSON) UserId userId, @Column String text, @Column Instant at,
            @Column @Nullable MessageId replyTo) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.compoundIndex(Indexes.ascending(ROOM), Indexes.descending(AT, "_id"))),
                new Index(COLLECTION, Indexes.ascending(PERSON)));
    }

    /** A message that is there already was written by an earlier try whose answer got lost. */
    public void keep(List<Fact.Chatted> said) {
        try {
            messages().insertMany(said.stream().map(one -> new Stored(one.id(), one.roomId(), one.userId(), one.text(), one.at(),
                    one.replyTo())).toList(), new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException refused) {
            if (!refused.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
                throw refused;
            }
        }
        kept.fire(new Kept(said));
    }

    /** Newest first. */
    public Some<Stored> of(RoomId roomId, @Nullable Cursor after, int limit) {
        Bson from = after == null ? eq(ROOM, roomId) : and(eq(ROOM, roomId), after.olderThan(AT));
        return Some.of(messages().find(from).sort(Sorts.descending(AT, "_id")).limit(limit + 1).into(new ArrayList<>()), limit,
                last -> new Cursor(0, last.at(), last.id().value()).text());
    }

    /** Those of these messages that are in this room. */
    public List<Stored> of(RoomId roomId, List<MessageId> ids) {
        return ids.isEmpty() ? List.of() : messages().find(and(Filters.in("_id", ids), eq(ROOM, roomId))).into(new ArrayList<>());
    }

    /**
     * Who wrote this message of this room. Empty if there is no such message, or no longer.
     *
     * @param pending what was decided about this room and may not be written yet
     */
    public Optional<UserId> author(RoomId roomId, MessageId id, List<Fact> pending) {
        Optional<UserId> author = Optional.empty();
        for (Fact fact : pending) {
            if (fact instanceof Fact.ChatDeleted deleted && deleted.id().equals(id)) {
                return Optional.empty();
            }
            if (fact instanceof Fact.Chatted said && said.id().equals(id)) {
                author = Optional.of(said.userId());
            }
        }
        return author.or(() -> of(roomId, List.of(id)).stream().map(Stored::userId).findFirst());
    }

    public List<Stored> by(UserId userId) {
        return messages().find(eq(PERSON, userId)).sort(Sorts.ascending(AT)).into(new ArrayList<>());
    }

    /** Does nothing if the message is in another room, or not there. */
    public void delete(RoomId roomId, MessageId id) {
        if (messages().deleteOne(and(eq("_id", id), eq(ROOM, roomId))).getDeletedCount() == 1) {
            reactions.forget(List.of(id));
        }
    }

    public void forget(List<MessageId> ids) {
        if (!ids.isEmpty()) {
            messages().deleteMany(Filters.in("_id", ids));
            reactions.forget(ids);
        }
    }

    public void forgetRoom(RoomId roomId) {
        messages().deleteMany(eq(ROOM, roomId));
        reactions.forgetRoom(roomId);
    }

    public void forgetPerson(UserId userId) {
        reactions.forgetPerson(userId);
        List<MessageId> some = firstBy(userId);
        while (!some.isEmpty()) {
            forget(some);
            some = firstBy(userId);
        }
    }

    private List<MessageId> firstBy(UserId userId) {
        return messages().find(eq(PERSON, userId)).limit(AT_ONCE).map(Stored::id).into(new ArrayList<>());
    }

    private MongoCollection<Stored> messages() {
        return database.getCollection(COLLECTION, Stored.class);
    }
}
