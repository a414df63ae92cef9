package dev.parley.profile;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.parley.account.AccountErased;
import dev.parley.account.Accounts;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/**
 * Who follows whom. A pair is there once or not at all, by its id; the counts on both accounts change only with it, so that they
 * stay right however many click at once.
 */
@ApplicationScoped
public class Follows implements Indexed {
    private static final String COLLECTION = "follows";
    private static final String FOLLOWER = "follower";
    private static final String FOLLOWED = "followed";

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Inject
    Accounts accounts;

    /** Some of a list, and where the rest begins. */
    record Some(List<String> ids, String next) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(FOLLOWER, FOLLOWED)), new Index(COLLECTION, Indexes.ascending(FOLLOWED, FOLLOWER)));
    }

    void follow(String follower, String followed) {
        try {
            follows().insertOne(new Document("_id", follower + " " + followed).append(FOLLOWER, follower).append(FOLLOWED, followed)
                    .append("since", clock.instant().toString()));
        } catch (MongoWriteException already) {
            if (already.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return;
            }
            throw already;
        }
        accounts.count(follower, "following", 1);
        accounts.count(followed, "followers", 1);
    }

    void unfollow(String follower, String followed) {
        if (follows().deleteOne(eq("_id", follower + " " + followed)).getDeletedCount() == 1) {
            accounts.count(follower, "following", -1);
            accounts.count(followed, "followers", -1);
        }
    }

    boolean isFollowing(String follower, String followed) {
        return follows().countDocuments(eq("_id", follower + " " + followed)) == 1;
    }

    /** Those of these people whom somebody follows. */
    Set<String> followedAmong(String follower, List<String> people) {
        return follows().find(and(eq(FOLLOWER, follower), Filters.in(FOLLOWED, people))).map(document -> document.getString(FOLLOWED)).into(new HashSet<>());
    }

    /** Everybody whom somebody follows. */
    public List<String> followedBy(String follower) {
        return follows().find(eq(FOLLOWER, follower)).map(document -> document.getString(FOLLOWED)).into(new ArrayList<>());
    }

    Some followers(String of, String after, int limit) {
        return list(FOLLOWED, of, FOLLOWER, after, limit);
    }

    Some following(String of, String after, int limit) {
        return list(FOLLOWER, of, FOLLOWED, after, limit);
    }

    void erase(@Observes AccountErased erased) {
        for (Document pair : follows().find(or(eq(FOLLOWER, erased.id()), eq(FOLLOWED, erased.id())))) {
            unfollow(pair.getString(FOLLOWER), pair.getString(FOLLOWED));
        }
    }

    private Some list(String side, String of, String other, String after, int limit) {
        List<String> ids = follows().find(and(eq(side, of), gt(other, after))).sort(Sorts.ascending(other)).limit(limit + 1)
                .map(document -> document.getString(other)).into(new ArrayList<>());
        boolean more = ids.size() > limit;
        List<String> some = more ? ids.subList(0, limit) : ids;
        return new Some(List.copyOf(some), more ? some.getLast() : "");
    }

    private MongoCollection<Document> follows() {
        return database.getCollection(COLLECTION);
    }
}
