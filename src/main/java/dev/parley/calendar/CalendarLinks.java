package dev.parley.calendar;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import dev.parley.account.AccountErased;
import dev.parley.protocol.Ids;
import dev.parley.protocol.UserId;
import dev.parley.session.SigningKeys;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.util.List;
import java.util.Optional;

/** The secret addresses of people's own calendars, as stored: one for each person, and only its hash. */
@ApplicationScoped
public class CalendarLinks implements Indexed {
    private static final String COLLECTION = "calendars";
    private static final String SECRET = "secret";

    @Inject
    MongoDatabase database;

    @Inject
    SigningKeys keys;

    /** Whose calendar a secret leads to. */
    @Entity(COLLECTION)
    public record CalendarLink(@Id UserId userId, @Column(SECRET) String secret) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(SECRET), new IndexOptions().unique(true)));
    }

    /** Makes a new secret. The one before leads nowhere any more. */
    public String renew(UserId userId) {
        String secret = Ids.fresh();
        links().replaceOne(eq("_id", userId), new CalendarLink(userId, hashed(secret)), new ReplaceOptions().upsert(true));
        return secret;
    }

    public void revoke(UserId userId) {
        links().deleteOne(eq("_id", userId));
    }

    public Optional<UserId> find(String secret) {
        return Optional.ofNullable(links().find(eq(SECRET, hashed(secret))).first()).map(CalendarLink::userId);
    }

    void erase(@Observes AccountErased erased) {
        revoke(erased.id());
    }

    private String hashed(String secret) {
        return keys.hash("calendar", secret);
    }

    private MongoCollection<CalendarLink> links() {
        return database.getCollection(COLLECTION, CalendarLink.class);
    }
}
