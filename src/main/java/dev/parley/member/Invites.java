package dev.parley.member;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Invitations into rooms, as stored. The database counts down how often one may still be used, so that the limit holds even when many accept at
 * once.
 */
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

    /** An invitation. It has been used at most as often as it allows. */
    @Entity(COLLECTION)
    public record Invite(@Id String code, @Column(ROOM) RoomId roomId, @Column UserId by, @Column @Convert(RoleWord.class) @Nullable Role role,
            @Column @Nullable Integer maxUses, @Column Integer uses, @Column Integer left, @Column(EXPIRES) @Nullable Instant expiresAt,
            @Column Instant createdAt, @Column Boolean guests) {

        public Invite {
            guests = Boolean.TRUE.equals(guests);
        }

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

    /**
     * Makes an invitation.
     *
     * @param guests whether people may come in without an account
     */
    public Invite create(RoomId roomId, UserId by, @Nullable Role role, @Nullable Integer maxUses, @Nullable Duration life, boolean guests) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Invite invite = new Invite(Ids.fresh(), roomId, by, role, maxUses, 0, maxUses == null ? WITHOUT_LIMIT : maxUses, life == null ? null : now.plus(life), now, guests);
        invites().insertOne(invite);
        return invite;
    }

    /** Finds an invitation that has not expired. It may be used up. */
    public Optional<Invite> find(String code) {
        return Optional.ofNullable(invites().find(and(eq("_id", code), valid())).first());
    }

    /** The rooms of those of these invitations that can still be accepted. */
    public Map<String, RoomId> open(Collection<String> codes) {
        return codes.isEmpty() ? Map.of()
                : invites().find(and(in("_id", codes), valid(), gt(LEFT, 0))).into(new ArrayList<>()).stream().collect(Collectors.toMap(Invite::code, Invite::roomId));
    }

    /** Counts one use for each person, however often they ask. Returns whether the invitation lets this person in. */
    public boolean use(Invite invite, UserId userId) {
        Bson open = and(eq("_id", invite.code()), valid(), gt(LEFT, 0));
        if (invite.maxUses() == null) {
            return invites().updateOne(open, Updates.inc("uses", 1)).getMatchedCount() == 1;
        }
        boolean first = invites().updateOne(and(open, ne(USED_BY, userId)),
                Updates.combine(Updates.inc(LEFT, -1), Updates.inc("uses", 1), Updates.addToSet(USED_BY, userId))).getMatchedCount() == 1;
        return first || isUsedBy(invite, userId);
    }

    /** Whether it lets in a person who has used it already. */
    public boolean isUsedBy(Invite invite, UserId userId) {
        return invite.maxUses() == null || invites().countDocuments(and(eq("_id", invite.code()), valid(), eq(USED_BY, userId))) == 1;
    }

    /** Newest first. Invitations that make moderators are shown to the host only, because anybody who accepts one becomes a moderator. */
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

    /** For a person who may no longer invite: revokes the invitations that they made. */
    public void revokeAllBy(RoomId roomId, UserId userId) {
        invites().bulkWrite(List.of(revokedBy(roomId, userId)));
    }

    /** For a person who is no longer a member: revokes the invitations that they made, and those that they used no longer let them in. */
    public void partWith(RoomId roomId, UserId userId) {
        invites().bulkWrite(List.of(revokedBy(roomId, userId),
                new UpdateManyModel<>(and(eq(ROOM, roomId), eq(USED_BY, userId)), Updates.pull(USED_BY, userId))));
    }

    /** The host alone appoints moderators, so the invitations that do this belong to the new one. */
    public void handOver(RoomId roomId, UserId from, UserId to) {
        invites().updateMany(and(eq(ROOM, roomId), eq(BY, from), eq(ROLE, Role.MODERATOR.word())), Updates.set(BY, to));
    }

    /** They are made to expire and not deleted: several changes fit into one request to the database, but a change and a deletion need two. */
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
        return new Problem("invite_not_found", 404, "This invitation is not valid, or is no longer valid. Please ask for a new one.");
    }

    /** For the embedded database, which deletes nothing by itself when it expires. */
    private void sweep() {
        try {
            invites().deleteMany(lt(EXPIRES, clock.instant()));
        } catch (MongoException away) {
            LOG.log(Level.FINE, away, () -> "Expired invitations could not be deleted this time");
        }
    }

    private Bson valid() {
        return or(gt(EXPIRES, clock.instant()), exists(EXPIRES, false));
    }

    private MongoCollection<Invite> invites() {
        return database.getCollection(COLLECTION, Invite.class);
    }
}
