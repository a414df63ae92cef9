package dev.parley.profile;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import dev.parley.account.AccountErased;
import dev.parley.protocol.UserId;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.types.Binary;

/** Pictures as stored: one for an account, under a new name each time, so that browsers may keep what they have. */
@ApplicationScoped
class Avatars implements Indexed {
    private static final String COLLECTION = "avatars";
    private static final String DRAWN = "drawn-";

    @Inject
    MongoDatabase database;

    @Inject
    ProfileSettings settings;

    /** A picture that somebody set. */
    @Entity(COLLECTION)
    public record Avatar(@Id String id, @Column UserId account, @Column Binary png) {}

    @Override
    public List<Index> indexes() {
        return List.of(Index.unique(COLLECTION, Indexes.ascending("account")));
    }

    /** Keeps a cleaned picture instead of the one before; its name. */
    String keep(UserId account, byte[] png) {
        String id = UUID.randomUUID().toString();
        forget(account);
        avatars().insertOne(new Avatar(id, account, new Binary(png)));
        return id;
    }

    void forget(UserId account) {
        avatars().deleteMany(eq("account", account));
    }

    Optional<byte[]> read(String id) {
        if (id.startsWith(DRAWN)) {
            return Optional.of(settings.defaultAvatar().orElseGet(() -> DrawnAvatar.of(id.substring(DRAWN.length()))));
        }
        return Optional.ofNullable(avatars().find(eq("_id", id)).first()).map(avatar -> avatar.png().getData());
    }

    void erase(@Observes AccountErased erased) {
        forget(erased.id());
    }

    private MongoCollection<Avatar> avatars() {
        return database.getCollection(COLLECTION, Avatar.class);
    }
}
