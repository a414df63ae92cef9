package dev.parley.profile;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

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
import dev.parley.store.Some;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bson.conversions.Bson;

/**
 * Who follows whom. A pair is there once or not at all, by its id; the counts on both accounts change only with it, so that they
 * stay right however many click at once.
 */
@ApplicationScoped
public class Follows implements Indexed {
    private static final String COLLECTION = "follows";
    private static final String FOLLOWER = "follower";
    private static final String FOLLOWED = "followed";
    /** Of an account. */
    private static final String FOLLOWERS = "followers";
    private static final String FOLLOWING = "following";

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Inject
    Accounts accounts;

    /** One follows the other. */
    @Entity(COLLECTION)
    public record Follow(@Id String id, @Column String follower, @Column String followed, @Column Instant since) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(FOLLOWER, FOLLOWED)), new Index(COLLECTION, Indexes.ascending(FOLLOWED, FOLLOWER)));
    }

    void follow(String follower, String followed) {
        try {
            follows().insertOne(new Follow(id(follower, followed), follower, followed, clock.instant()));
        } catch (MongoWriteException already) {
            if (already.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return;
            }
            throw already;
        }
        accounts.count(List.of(follower), FOLLOWING, 1);
        accounts.count(List.of(followed), FOLLOWERS, 1);
    }

    void unfollow(String follower, String followed) {
        if (isEnded(follower, followed)) {
            accounts.count(List.of(follower), FOLLOWING, -1);
            accounts.count(List.of(followed), FOLLOWERS, -1);
        }
    }

    private boolean isEnded(String follower, String followed) {
        return follows().deleteOne(eq("_id", id(follower, followed))).getDeletedCount() == 1;
    }

    private static String id(String follower, String followed) {
        return follower + " " + followed;
    }

    boolean isFollowing(String follower, String followed) {
        return follows().countDocuments(eq("_id", id(follower, followed))) == 1;
    }

    /** Those of these people whom somebody follows. */
    Set<String> followedAmong(String follower, List<String> people) {
        return follows().find(and(eq(FOLLOWER, follower), Filters.in(FOLLOWED, people))).map(Follow::followed).into(new HashSet<>());
    }

    /** Everybody whom somebody follows. */
    public List<String> followedBy(String follower) {
        return follows().find(eq(FOLLOWER, follower)).map(Follow::followed).into(new ArrayList<>());
    }

    Some<String> followers(String of, String after, int limit) {
        return list(eq(FOLLOWED, of), FOLLOWER, Follow::follower, after, limit);
    }

    Some<String> following(String of, String after, int limit) {
        return list(eq(FOLLOWER, of), FOLLOWED, Follow::followed, after, limit);
    }

    void erase(@Observes AccountErased erased) {
        List<String> followed = followedBy(erased.id()).stream().filter(other -> isEnded(erased.id(), other)).toList();
        List<String> followers = followers(erased.id(), "", Integer.MAX_VALUE - 1).items().stream().filter(other -> isEnded(other, erased.id())).toList();
        accounts.count(followed, FOLLOWERS, -1);
        accounts.count(followers, FOLLOWING, -1);
    }

    private Some<String> list(Bson those, String other, Function<Follow, String> whom, String after, int limit) {
        return Some.of(follows().find(and(those, gt(other, after))).sort(Sorts.ascending(other)).limit(limit + 1)
                .map(whom::apply).into(new ArrayList<>()), limit, Function.identity());
    }

    private MongoCollection<Follow> follows() {
        return database.getCollection(COLLECTION, Follow.class);
    }
}
