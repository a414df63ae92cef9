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
import dev.parley.protocol.UserId;
import dev.parley.store.Indexed;
import dev.parley.store.Some;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
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
 * Who follows whom. The id makes sure that each pair exists at most once. The counts on both accounts change only when the pair does, so that
 * they stay right however many people click at once.
 */
@ApplicationScoped
public class Follows implements Indexed {
    private static final String COLLECTION = "follows";
    private static final String FOLLOWER = "follower";
    private static final String FOLLOWED = "followed";
    /** The fields of an account that count them. */
    private static final String FOLLOWERS = "followers";
    private static final String FOLLOWING = "following";

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Inject
    Accounts accounts;

    @Inject
    Event<Followed> events;

    /** One person follows another. */
    @Entity(COLLECTION)
    public record Follow(@Id String id, @Column UserId follower, @Column UserId followed, @Column Instant since) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(FOLLOWER, FOLLOWED)), new Index(COLLECTION, Indexes.ascending(FOLLOWED, FOLLOWER)));
    }

    void follow(UserId follower, UserId followed) {
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
        events.fire(new Followed(follower, followed));
    }

    void unfollow(UserId follower, UserId followed) {
        if (isEnded(follower, followed)) {
            accounts.count(List.of(follower), FOLLOWING, -1);
            accounts.count(List.of(followed), FOLLOWERS, -1);
        }
    }

    private boolean isEnded(UserId follower, UserId followed) {
        return follows().deleteOne(eq("_id", id(follower, followed))).getDeletedCount() == 1;
    }

    private static String id(UserId follower, UserId followed) {
        return follower + " " + followed;
    }

    boolean isFollowing(UserId follower, UserId followed) {
        return follows().countDocuments(eq("_id", id(follower, followed))) == 1;
    }

    /** Which of these people somebody follows. */
    Set<UserId> followedAmong(UserId follower, List<UserId> people) {
        return follows().find(and(eq(FOLLOWER, follower), Filters.in(FOLLOWED, people))).map(Follow::followed).into(new HashSet<>());
    }

    /** Everybody that somebody follows. */
    public List<UserId> followedBy(UserId follower) {
        return follows().find(eq(FOLLOWER, follower)).map(Follow::followed).into(new ArrayList<>());
    }

    /** The first so many of those who follow somebody, for messages to them. */
    public List<UserId> audience(UserId of, int limit) {
        return followers(of, "", limit).items();
    }

    Some<UserId> followers(UserId of, String after, int limit) {
        return list(eq(FOLLOWED, of), FOLLOWER, Follow::follower, after, limit);
    }

    Some<UserId> following(UserId of, String after, int limit) {
        return list(eq(FOLLOWER, of), FOLLOWED, Follow::followed, after, limit);
    }

    void erase(@Observes AccountErased erased) {
        List<UserId> followed = followedBy(erased.id()).stream().filter(other -> isEnded(erased.id(), other)).toList();
        List<UserId> followers = followers(erased.id(), "", Integer.MAX_VALUE - 1).items().stream().filter(other -> isEnded(other, erased.id())).toList();
        accounts.count(followed, FOLLOWERS, -1);
        accounts.count(followers, FOLLOWING, -1);
    }

    private Some<UserId> list(Bson those, String other, Function<Follow, UserId> whom, String after, int limit) {
        return Some.of(follows().find(and(those, gt(other, after))).sort(Sorts.ascending(other)).limit(limit + 1)
                .map(whom::apply).into(new ArrayList<>()), limit, UserId::value);
    }

    private MongoCollection<Follow> follows() {
        return database.getCollection(COLLECTION, Follow.class);
    }
}
