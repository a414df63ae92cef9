package dev.parley.account;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.parley.code.Address;
import dev.parley.code.Codes.Purpose;
import dev.parley.protocol.UserId;
import dev.parley.session.Asker;
import dev.parley.session.SigningKeys;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Those who want an account and have not proven the e-mail address yet. Several people may have signed up with one address: their
 * registrations stand beside each other, each with a password and a code of its own. Neither the address nor the network that it came
 * from is stored, but a keyed hash of them.
 */
@ApplicationScoped
public class Registrations implements Indexed {
    private static final String COLLECTION = "registrations";
    private static final int NEWEST = 20;

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Inject
    SigningKeys keys;

    /** The id becomes that of the account; where it came from, and which address it is for, is known by a hash. */
    @Entity(COLLECTION)
    public record Registration(@Id UserId id, @Column String email, @Column String from, @Column String password, @Column @Nullable String username,
            @Column String language, @Column Instant expires) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending("email")),
                new Index(COLLECTION, Indexes.ascending("expires"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)));
    }

    public UserId open(Address email, String password, @Nullable String username, String language, Asker asker) {
        UserId id = new UserId(UUID.randomUUID().toString());
        registrations().insertOne(new Registration(id, hashed(email.value()), hashed(asker.network()), password, username, language,
                clock.instant().plus(Purpose.VERIFY.life())));
        return id;
    }

    /** The one that this browser opened, by the cookie that it got for it. */
    public Optional<Registration> own(Address email, Asker asker) {
        return asker.registration().map(id -> registrations().find(eq("_id", id)).first()).filter(found -> found.email().equals(hashed(email.value())))
                .filter(this::isPending);
    }

    /** Those of whoever signed up with this address: from the same network first, then newest first. */
    public List<Registration> of(Address email, Asker asker) {
        return registrations().find(eq("email", hashed(email.value()))).sort(Sorts.descending("expires")).limit(NEWEST)
                .into(new ArrayList<>()).stream().filter(this::isPending)
                .sorted(Comparator.comparing((Registration each) -> isFrom(each, asker)).reversed()).toList();
    }

    /** Whether somebody in the same network signed up. */
    public boolean isFrom(Registration registration, Asker asker) {
        return registration.from().equals(hashed(asker.network()));
    }

    private boolean isPending(Registration registration) {
        return registration.expires().isAfter(clock.instant());
    }

    /** The address is proven: nobody else can do it any more. */
    public void close(Address email) {
        registrations().deleteMany(eq("email", hashed(email.value())));
    }

    /** For the embedded database, which expires nothing by itself. */
    public void sweep() {
        registrations().deleteMany(lte("expires", clock.instant()));
    }

    private String hashed(String text) {
        return keys.hash("registration", text);
    }

    private MongoCollection<Registration> registrations() {
        return database.getCollection(COLLECTION, Registration.class);
    }
}
