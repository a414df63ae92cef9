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
 * Registrations whose e-mail address has not been proven yet. Several people may sign up with the same address: each has a registration with a
 * password and a code of its own. The address and the network that it came from are stored as keyed hashes only.
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

    /** The account will get the same id. The network and the address are stored as hashes. */
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

    /** The registration that this browser made, found by the cookie that it got. */
    public Optional<Registration> own(Address email, Asker asker) {
        return asker.registration().map(id -> registrations().find(eq("_id", id)).first()).filter(found -> found.email().equals(hashed(email.value())))
                .filter(this::isPending);
    }

    /** All registrations for this address: those from the same network first, then the newest first. */
    public List<Registration> of(Address email, Asker asker) {
        return registrations().find(eq("email", hashed(email.value()))).sort(Sorts.descending("expires")).limit(NEWEST)
                .into(new ArrayList<>()).stream().filter(this::isPending)
                .sorted(Comparator.comparing((Registration each) -> isFrom(each, asker)).reversed()).toList();
    }

    /** Whether the registration was made in the same network. */
    public boolean isFrom(Registration registration, Asker asker) {
        return registration.from().equals(hashed(asker.network()));
    }

    private boolean isPending(Registration registration) {
        return registration.expires().isAfter(clock.instant());
    }

    /** The address is proven: the other registrations for it are worthless now. */
    public void close(Address email) {
        registrations().deleteMany(eq("email", hashed(email.value())));
    }

    /** For the embedded database, which deletes nothing by itself when it expires. */
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
