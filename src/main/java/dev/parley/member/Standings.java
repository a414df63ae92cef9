package dev.parley.member;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.store.Indexed;
import dev.parley.store.Some;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The standing of each person in each room: membership, role, ban. There is one document for each room and person, so that each change is one
 * atomic step.
 */
@ApplicationScoped
public class Standings implements Indexed {
    private static final String COLLECTION = "standings";
    private static final String ROOM = "room";
    private static final String PERSON = "person";
    private static final String ROLE = "role";
    private static final String MEMBER = "member";
    private static final String BANNED = "banned";
    private static final String BANNED_BY = "bannedBy";
    private static final String BANNED_AT = "bannedAt";
    private static final String SINCE = "since";
    private static final String LISTENS_SINCE = "listensSince";

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(ROOM, PERSON)), new Index(COLLECTION, Indexes.ascending(PERSON, ROOM)),
                new Index(COLLECTION, Indexes.ascending(BANNED_BY)));
    }

    /** The standings of one person in these rooms. Rooms in which they have none are left out. */
    public List<Standing> of(Collection<RoomId> roomIds, UserId userId) {
        return standings().find(Filters.in("_id", roomIds.stream().map(roomId -> Standing.id(roomId, userId)).toList())).into(new ArrayList<>());
    }

    public boolean isAnyBanned(RoomId roomId, Collection<UserId> people) {
        return standings().find(and(Filters.in("_id", people.stream().map(userId -> Standing.id(roomId, userId)).toList()), eq(BANNED, true))).first() != null;
    }

    public void giveRole(RoomId roomId, UserId userId, Role role, Instant at) {
        Bson listens = role == Role.LISTENER ? set(LISTENS_SINCE, at) : unset(LISTENS_SINCE);
        write(List.of(upsert(roomId, userId, combine(set(ROLE, role.word()), set(MEMBER, true), listens))));
    }

    public void ban(RoomId roomId, UserId userId, UserId by, Instant at) {
        write(List.of(upsert(roomId, userId, combine(set(BANNED, true), set(BANNED_BY, by), set(BANNED_AT, at), set(MEMBER, false))),
                takeRole(roomId, userId)));
    }

    public void unban(RoomId roomId, UserId userId) {
        standings().bulkWrite(List.of(new UpdateOneModel<>(eq("_id", Standing.id(roomId, userId)),
                combine(set(BANNED, false), unset(BANNED_BY), unset(BANNED_AT))), forgetIfNothing(roomId, userId)));
    }

    /** Makes people members, except those who are banned. */
    public void join(RoomId roomId, Collection<UserId> people) {
        try {
            standings().bulkWrite(people.stream().map(userId -> member(roomId, userId)).toList(), new BulkWriteOptions().ordered(false));
        } catch (MongoBulkWriteException refused) {
            requireDuplicates(refused);
        }
    }

    /**
     * Makes a person a member unless they are banned. They get the role of the invitation if it is above their own and they were not made a
     * listener after the invitation was made.
     */
    public boolean join(RoomId roomId, UserId userId, @Nullable Role role, Instant invitedAt) {
        List<UpdateOneModel<Standing>> raised = role == null ? List.of() : List.of(raise(roomId, userId, role, invitedAt));
        try {
            standings().bulkWrite(Stream.concat(Stream.of(member(roomId, userId)), raised.stream()).toList());
        } catch (MongoBulkWriteException refused) {
            requireDuplicates(refused);
            // The document exists: this person is banned, or another request of theirs made it at this very moment.
            return standings().bulkWrite(Stream.concat(Stream.of(new UpdateOneModel<Standing>(notBanned(roomId, userId), set(MEMBER, true))),
                    raised.stream()).toList()).getMatchedCount() > 0;
        }
        return true;
    }

    private UpdateOneModel<Standing> member(RoomId roomId, UserId userId) {
        return new UpdateOneModel<>(notBanned(roomId, userId), combine(set(MEMBER, true), whose(roomId, userId)), new UpdateOptions().upsert(true));
    }

    private static UpdateOneModel<Standing> raise(RoomId roomId, UserId userId, Role role, Instant invitedAt) {
        List<String> lower = Arrays.stream(Role.values()).filter(role::isAbove).map(Role::word).toList();
        return new UpdateOneModel<>(and(notBanned(roomId, userId), or(exists(ROLE, false), Filters.in(ROLE, lower)),
                or(exists(LISTENS_SINCE, false), Filters.lt(LISTENS_SINCE, invitedAt))), combine(set(ROLE, role.word()), unset(LISTENS_SINCE)));
    }

    private static Bson notBanned(RoomId roomId, UserId userId) {
        return and(eq("_id", Standing.id(roomId, userId)), ne(BANNED, true));
    }

    /** Removes membership and role. A ban stays. */
    public void leave(RoomId roomId, UserId userId) {
        standings().bulkWrite(List.of(takeRole(roomId, userId), new UpdateOneModel<>(eq("_id", Standing.id(roomId, userId)), set(MEMBER, false)),
                forgetIfNothing(roomId, userId)));
    }

    /** A listener stays a listener: otherwise they would be a speaker again after leaving and coming back. */
    private static UpdateOneModel<Standing> takeRole(RoomId roomId, UserId userId) {
        return new UpdateOneModel<>(and(eq("_id", Standing.id(roomId, userId)), ne(ROLE, Role.LISTENER.word())), unset(ROLE));
    }

    private static DeleteOneModel<Standing> forgetIfNothing(RoomId roomId, UserId userId) {
        return new DeleteOneModel<>(and(eq("_id", Standing.id(roomId, userId)), ne(BANNED, true), ne(MEMBER, true), exists(ROLE, false)));
    }

    public Some<Standing> members(RoomId roomId, String after, int limit) {
        return some(and(eq(ROOM, roomId), ne(BANNED, true), eq(MEMBER, true)), after, limit);
    }

    public Some<Standing> banned(RoomId roomId, String after, int limit) {
        return some(and(eq(ROOM, roomId), eq(BANNED, true)), after, limit);
    }

    /** Everything that is stored about somebody. */
    public List<Standing> of(UserId userId) {
        return standings().find(eq(PERSON, userId)).into(new ArrayList<>());
    }

    public Reach reach(UserId userId) {
        return Reach.of(userId, of(userId));
    }

    public void forget(RoomId roomId, UserId userId) {
        standings().deleteOne(eq("_id", Standing.id(roomId, userId)));
    }

    public void forgetRoom(RoomId roomId) {
        standings().deleteMany(eq(ROOM, roomId));
    }

    /** The people they banned stay banned, but their name is removed. */
    public void forgetPerson(UserId userId) {
        standings().deleteMany(eq(PERSON, userId));
        standings().updateMany(eq(BANNED_BY, userId), unset(BANNED_BY));
    }

    private Some<Standing> some(Bson which, String after, int limit) {
        return Some.of(standings().find(and(which, gt(PERSON, after))).sort(Sorts.ascending(PERSON)).limit(limit + 1).into(new ArrayList<>()), limit,
                last -> last.userId().value());
    }

    private UpdateOneModel<Standing> upsert(RoomId roomId, UserId userId, Bson change) {
        return new UpdateOneModel<>(eq("_id", Standing.id(roomId, userId)), combine(change, whose(roomId, userId)), new UpdateOptions().upsert(true));
    }

    private void write(List<UpdateOneModel<Standing>> steps) {
        try {
            standings().bulkWrite(steps);
        } catch (MongoBulkWriteException refused) {
            requireDuplicates(refused);
            // Another request made the document at this very moment, so now it exists.
            standings().bulkWrite(steps);
        }
    }

    private static void requireDuplicates(MongoBulkWriteException refused) {
        if (!refused.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
            throw refused;
        }
    }

    private Bson whose(RoomId roomId, UserId userId) {
        return combine(setOnInsert(ROOM, roomId), setOnInsert(PERSON, userId), setOnInsert(SINCE, clock.instant()));
    }

    private MongoCollection<Standing> standings() {
        return database.getCollection(COLLECTION, Standing.class);
    }
}
