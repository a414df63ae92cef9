package dev.parley.member;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.Updates;
import dev.parley.problem.Enduring;
import dev.parley.problem.Problem;
import dev.parley.protocol.Ids;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Cursor;
import dev.parley.store.Indexed;
import dev.parley.store.Some;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Convert;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Invitations into rooms as stored. How often one may still be used is counted down by the database, whoever comes at once. */
@ApplicationScoped
public class Invites implements Indexed {
    private static final Logger LOG = Logger.getLogger(Invites.class.getName());
    private static final String COLLECTION = "invites";
    private static final String ROOM = "room";
    private static final String BY = "by";
    private static final String ROLE = "role";
    private static final String LEFT = "left";
    private static final String EXPIRES = "expires";
    private static final String USED_BY = "usedBy";
    private static final int WITHOUT_LIMIT = 1_000_000_000;

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    /** An invitation; nobody has used it more often than allowed. */
    @Entity(COLLECTION)
    public record Invite(@Id String code, @Column(ROOM) RoomId roomId, @Column UserId by, @Column @Convert(RoleWord.class) @Nullable Role role,
            @Column @Nullable Integer maxUses, @Column Integer uses, @Column Integer left, @Column(EXPIRES) @Nullable Instant expiresAt,
            @Column Instant createdAt) {

        /** Whether somebody else could still accept it. */
        public boolean isOpen() {
            return left > 0;
        }
    }

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.compoundIndex(Indexes.ascending(ROOM), Indexes.descending("createdAt", "_id"))),
                new Index(COLLECTION, Indexes.ascending(BY)), new Index(COLLECTION, Indexes.ascending(USED_BY)),
                new Index(COLLECTION, Indexes.ascending(EXPIRES), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)));
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("sweeping invitations", this::sweep), 10, 10, TimeUnit.MINUTES);
    }

    public Invite create(RoomId roomId, UserId by, @Nullable Role role, @Nullable Integer maxUses, @Nullable Duration life) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Invite invite = new Invite(Ids.fresh(), roomId, by, role, maxUses, 0, maxUses == null ? WITHOUT_LIMIT : maxUses, life == null ? null : now.plus(life), now);
        invites().insertOne(invite);
        return invite;
    }

    /** An invitation that has not expired; it may be used up. */
    public Optional<Invite> find(String code) {
        return Optional.ofNullable(invites().find(and(eq("_id", code), valid())).first());
    }

    /** Counts one use, one for each person however often they ask. Whether this person may come in by it. */
    public boolean use(Invite invite, UserId userId) {
        Bson open = and(eq("_id", invite.code()), valid(), gt(LEFT, 0));
        if (invite.maxUses() == null) {
            return invites().updateOne(open, Updates.inc("uses", 1)).getMatchedCount() == 1;
        }
        boolean first = invites().updateOne(and(open, ne(USED_BY, userId)),
                Updates.combine(Updates.inc(LEFT, -1), Updates.inc("uses", 1), Updates.addToSet(USED_BY, userId))).getMatchedCount() == 1;
        return first || isUsedBy(invite, userId);
    }

    /** Whether it admits a person who has used it already. */
    public boolean isUsedBy(Invite invite, UserId userId) {
        return invite.maxUses() == null || invites().countDocuments(and(eq("_id", invite.code()), valid(), eq(USED_BY, userId))) == 1;
    }

    /** The newest first. Invitations that appoint moderators are shown to the host only: anybody who accepts one is a moderator. */
    public Some<Invite> of(RoomId roomId, boolean toHost, @Nullable Cursor after, int limit) {
        Bson all = and(known(roomId, toHost), valid());
        Bson which = after == null ? all : and(all, after.olderThan("createdAt"));
        return Some.of(invites().find(which).sort(Sorts.descending("createdAt", "_id")).limit(limit + 1).into(new ArrayList<>()), limit,
                last -> new Cursor(0, last.createdAt(), last.code()).text());
    }

    public List<Invite> by(UserId userId) {
        return invites().find(and(eq(BY, userId), valid())).into(new ArrayList<>());
    }

    public boolean revoke(RoomId roomId, boolean byHost, String code) {
        return invites().deleteOne(and(eq("_id", code), known(roomId, byHost), valid())).getDeletedCount() == 1;
    }

    private static Bson known(RoomId roomId, boolean toHost) {
        return toHost ? eq(ROOM, roomId) : and(eq(ROOM, roomId), ne(ROLE, Role.MODERATOR.word()));
    }

    /** For a person who may no longer invite: the invitations that they made hold no more. */
    public void revokeAllBy(RoomId roomId, UserId userId) {
        invites().bulkWrite(List.of(revokedBy(roomId, userId)));
    }

    /** For a person who is no longer a member: the invitations that they made hold no more, and those that they used admit them no more. */
    public void partWith(RoomId roomId, UserId userId) {
        invites().bulkWrite(List.of(revokedBy(roomId, userId),
                new UpdateManyModel<>(and(eq(ROOM, roomId), eq(USED_BY, userId)), Updates.pull(USED_BY, userId))));
    }

    /** They expire instead of being deleted, because several changes are one question to the database and a change and a deletion are two. */
    private static UpdateManyModel<Invite> revokedBy(RoomId roomId, UserId userId) {
        return new UpdateManyModel<>(and(eq(BY, userId), eq(ROOM, roomId)), Updates.set(EXPIRES, Instant.EPOCH));
    }

    public void forgetRoom(RoomId roomId) {
        invites().deleteMany(eq(ROOM, roomId));
    }

    public void forgetPerson(UserId userId) {
        invites().deleteMany(eq(BY, userId));
        invites().updateMany(eq(USED_BY, userId), Updates.pull(USED_BY, userId));
    }

    public static Problem notFound() {
        return new Problem("invite_not_found", 404, "This invitation is not valid, or no longer. Ask whoever sent it for a new one.");
    }

    /** For the embedded database, which expires nothing by itself. */
    private void sweep() {
        try {
            invites().deleteMany(lt(EXPIRES, clock.instant()));
        } catch (MongoException away) {
            LOG.log(Level.FINE, away, () -> "Nothing swept this time");
        }
    }

    private Bson valid() {
        return or(gt(EXPIRES, clock.instant()), exists(EXPIRES, false));
    }

    private MongoCollection<Invite> invites() {
        return database.getCollection(COLLECTION, Invite.class);
    }
}
