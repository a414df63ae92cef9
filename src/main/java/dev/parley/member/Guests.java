package dev.parley.member;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.parley.problem.Enduring;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.session.SigningKeys;
import dev.parley.store.Duplicate;
import dev.parley.store.Indexed;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What guests are known by when they come again: their browser and their network, both as keyed hashes only. A browser has one guest in each
 * room, so that roles and bans hold whatever name it gives.
 */
@ApplicationScoped
public class Guests implements Indexed {
    private static final String COLLECTION = "guests";
    private static final String ROOM = "room";
    private static final String BROWSER = "browser";
    private static final String NETWORK = "network";
    private static final String EXPIRES = "expires";
    /** After the last visit. */
    private static final Duration REMEMBERED = Duration.ofDays(180);
    private static final int NEIGHBOURS = 1_000;

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Inject
    SigningKeys keys;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    /** A browser in one room. The id is that of the account. */
    @Entity(COLLECTION)
    public record Guest(@Id UserId id, @Column(ROOM) RoomId roomId, @Column String browser, @Column String network, @Column Instant expires) {}

    @Override
    public List<Index> indexes() {
        return List.of(Index.unique(COLLECTION, Indexes.ascending(ROOM, BROWSER)), new Index(COLLECTION, Indexes.ascending(ROOM, NETWORK)),
                new Index(COLLECTION, Indexes.ascending(EXPIRES), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)));
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("sweeping guests", this::sweep), 10, 10, TimeUnit.MINUTES);
    }

    /** The guest that this browser is in this room, from now on if it was none before. */
    public Guest of(RoomId roomId, String browser, String network) {
        while (true) {
            try {
                Guest guest = guests().findOneAndUpdate(and(eq(ROOM, roomId), eq(BROWSER, hashed(browser))),
                        Updates.combine(Updates.setOnInsert("_id", UUID.randomUUID().toString()), Updates.setOnInsert(NETWORK, hashed(network)),
                                Updates.set(EXPIRES, clock.instant().plus(REMEMBERED))),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
                if (guest != null) {
                    return guest;
                }
            } catch (MongoCommandException | MongoWriteException raced) {
                Duplicate.require(raced);
            }
        }
    }

    /** They were let in from this network. Not noted before that, because somebody who is banned must not move their ban to another network. */
    public void cameFrom(UserId guest, String network) {
        guests().updateOne(eq("_id", guest), Updates.set(NETWORK, hashed(network)));
    }

    /** The guests who came into this room from this network. */
    public List<UserId> from(RoomId roomId, String network) {
        return guests().find(and(eq(ROOM, roomId), eq(NETWORK, hashed(network)))).limit(NEIGHBOURS).map(Guest::id).into(new ArrayList<>());
    }

    public void forget(UserId guest) {
        guests().deleteOne(eq("_id", guest));
    }

    public void forgetRoom(RoomId roomId) {
        guests().deleteMany(eq(ROOM, roomId));
    }

    /** For the embedded database, which deletes nothing by itself when it expires. */
    private void sweep() {
        guests().deleteMany(lt(EXPIRES, clock.instant()));
    }

    private String hashed(String text) {
        return keys.hash("guests", text);
    }

    private MongoCollection<Guest> guests() {
        return database.getCollection(COLLECTION, Guest.class);
    }
}
