package dev.parley.room;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import dev.parley.protocol.Ids;
import dev.parley.protocol.RoomId;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.util.List;
import java.util.Optional;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** The pictures of rooms, as stored. Each has a name that nobody can guess, and another picture gets another name, so that browsers may keep it for ever. */
@ApplicationScoped
public class Covers implements Indexed {
    private static final String COLLECTION = "covers";
    private static final String ROOM = "roomId";

    @Inject
    MongoDatabase database;

    @Inject
    Rooms rooms;

    /** The picture of a room. */
    @Entity(COLLECTION)
    public record Cover(@Id String id, @Column RoomId roomId, @Column Binary jpeg) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(ROOM)));
    }

    /** Gives the room this picture, or none, in place of the one before. Returns whether the room exists. */
    public boolean put(RoomId roomId, byte @Nullable [] jpeg) {
        String id = jpeg == null ? null : keep(roomId, jpeg);
        Optional<Room> before = rooms.changeCover(roomId, id);
        // Of two that come at once, the later one replaces the earlier one and deletes it.
        String unused = before.isPresent() ? before.get().cover() : id;
        if (unused != null) {
            covers().deleteOne(eq("_id", unused));
        }
        return before.isPresent();
    }

    /** Gives the picture of a room another name. People who know the one before do not see it any more. */
    public void rename(Room room) {
        if (room.cover() != null) {
            read(room.cover()).ifPresent(jpeg -> put(room.id(), jpeg));
        }
    }

    private String keep(RoomId roomId, byte[] jpeg) {
        String id = Ids.fresh();
        covers().insertOne(new Cover(id, roomId, new Binary(jpeg)));
        return id;
    }

    public Optional<byte[]> read(String id) {
        return Optional.ofNullable(covers().find(eq("_id", id)).first()).map(cover -> cover.jpeg().getData());
    }

    public void forgetRoom(RoomId roomId) {
        covers().deleteMany(eq(ROOM, roomId));
    }

    private MongoCollection<Cover> covers() {
        return database.getCollection(COLLECTION, Cover.class);
    }
}
