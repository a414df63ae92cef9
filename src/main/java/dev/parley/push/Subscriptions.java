package dev.parley.push;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import dev.parley.account.AccountErased;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import dev.parley.session.SigningKeys;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The browsers that want to be woken up, as stored. Each belongs to the session in which it subscribed, and goes with it. */
@ApplicationScoped
public class Subscriptions implements Indexed {
    private static final String COLLECTION = "pushSubscriptions";
    private static final String USER = "user";
    private static final String SESSION = "session";
    private static final String AT = "at";
    /** More devices than anybody carries. The oldest go first. */
    static final int MOST = 10;

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Inject
    SigningKeys keys;

    @Entity(COLLECTION)
    public record Subscription(@Id String id, @Column(USER) UserId userId, @Column(SESSION) SessionId session, @Column String endpoint, @Column String p256dh, @Column String auth,
            @Column(AT) Instant at) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(USER, AT)), new Index(COLLECTION, Indexes.ascending(SESSION)));
    }

    /** A browser that subscribes again, perhaps for somebody else, takes its own place. */
    public void add(UserId userId, SessionId session, String endpoint, String p256dh, String auth) {
        Subscription now = new Subscription(id(endpoint), userId, session, endpoint, p256dh, auth, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        subscriptions().replaceOne(eq("_id", now.id()), now, new ReplaceOptions().upsert(true));
        List<String> tooMany = subscriptions().find(eq(USER, userId)).sort(Sorts.descending(AT)).skip(MOST).map(Subscription::id).into(new ArrayList<>());
        if (!tooMany.isEmpty()) {
            subscriptions().deleteMany(in("_id", tooMany));
        }
    }

    /** Whether that person had it. */
    public boolean remove(UserId userId, String endpoint) {
        return subscriptions().deleteOne(and(eq("_id", id(endpoint)), eq(USER, userId))).getDeletedCount() > 0;
    }

    /** The push service knows this browser no longer. */
    void forget(Subscription dead) {
        subscriptions().deleteOne(and(eq("_id", dead.id()), eq(AT, dead.at())));
    }

    public List<Subscription> of(Collection<UserId> people) {
        return subscriptions().find(in(USER, people)).into(new ArrayList<>());
    }

    void end(@Observes Session.Ended ended) {
        subscriptions().deleteMany(eq(SESSION, ended.id()));
    }

    void erase(@Observes AccountErased erased) {
        subscriptions().deleteMany(eq(USER, erased.id()));
    }

    /** Not the address itself, because that could be too long to be an index. */
    private String id(String endpoint) {
        return keys.hash("push", endpoint);
    }

    private MongoCollection<Subscription> subscriptions() {
        return database.getCollection(COLLECTION, Subscription.class);
    }
}
