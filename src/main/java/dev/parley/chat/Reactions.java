package dev.parley.chat;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import dev.parley.live.Fact;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What people say to a message with one emoji, as stored. Each has one for each message, and the newest counts. */
@ApplicationScoped
public class Reactions implements Indexed {
    private static final String COLLECTION = "reactions";
    private static final String ROOM = "room";
    private static final String MESSAGE = "message";
    private static final String PERSON = "person";
    /** As many of one message are shown. */
    private static final int SHOWN = 100;

    @Inject
    MongoDatabase database;

    @Entity(COLLECTION)
    public record Reaction(@Id String id, @Column(ROOM) RoomId roomId, @Column(MESSAGE) MessageId messageId, @Column(PERSON) UserId userId, @Column String emoji, @Column Instant at) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(MESSAGE, "at")), new Index(COLLECTION, Indexes.ascending(ROOM)), new Index(COLLECTION, Indexes.ascending(PERSON)));
    }

    /** Taking one back that has been replaced changes nothing. */
    public void keep(Fact.ChatReacted now) {
        String id = now.id() + " " + now.userId();
        if (now.on()) {
            reactions().replaceOne(eq("_id", id), new Reaction(id, now.roomId(), now.id(), now.userId(), now.emoji(), now.at()), new ReplaceOptions().upsert(true));
        } else {
            reactions().deleteOne(and(eq("_id", id), eq("emoji", now.emoji())));
        }
    }

    /** The first ones to each of these messages. */
    public Map<MessageId, List<Reaction>> to(Collection<MessageId> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        Map<MessageId, List<Reaction>> all = reactions().find(in(MESSAGE, messages)).sort(Sorts.ascending("at")).limit(messages.size() * SHOWN).into(new ArrayList<>()).stream()
                .collect(Collectors.groupingBy(Reaction::messageId));
        all.replaceAll((_, some) -> some.size() <= SHOWN ? some : some.subList(0, SHOWN));
        return all;
    }

    public List<Reaction> by(UserId userId) {
        return reactions().find(eq(PERSON, userId)).into(new ArrayList<>());
    }

    void forget(Collection<MessageId> messages) {
        reactions().deleteMany(in(MESSAGE, messages));
    }

    void forgetRoom(RoomId roomId) {
        reactions().deleteMany(eq(ROOM, roomId));
    }

    void forgetPerson(UserId userId) {
        reactions().deleteMany(eq(PERSON, userId));
    }

    private MongoCollection<Reaction> reactions() {
        return database.getCollection(COLLECTION, Reaction.class);
    }
}
