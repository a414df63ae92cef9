package dev.parley.cluster;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import dev.parley.problem.Problem;
import dev.parley.protocol.RoomId;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Which node owns which live room. Every change is one compare-and-set on one document, and none lowers an epoch. Each of them may wait for the
 * database, so callers pass through {@link dev.parley.store.Gate}.
 */
public final class Owners {
    private static final Logger LOG = Logger.getLogger(Owners.class.getName());
    private static final String COLLECTION = "liveRooms";
    private static final String NODE = "node";
    private static final String EPOCH = "epoch";
    /** Not the id of a room: the highest epoch of rooms that were swept, so that a room that comes back does not begin below it. */
    private static final RoomId FLOOR = new RoomId(" floor");
    private static final int MOST_KNOWN = 50_000;
    private static final int TRIES = 5;
    private static final FindOneAndUpdateOptions NEW = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

    private final MongoDatabase database;
    private final Nodes nodes;
    private final LongAdder changes = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    /** What was last heard. It may be wrong: an owner refuses what is not its own, and says who owns it. */
    private final Map<RoomId, Owner> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomId, Owner> eldest) {
            return size() > MOST_KNOWN;
        }
    });

    /** As stored. A room that was released has an epoch and no node. */
    @Entity(COLLECTION)
    public record Claim(@Id RoomId id, @Column @Nullable String node, @Column Long epoch) {}

    public Owners(MongoDatabase database, Nodes nodes) {
        this.database = database;
        this.nodes = nodes;
    }

    /** Makes this node the owner if nobody is. Returns who the owner is. */
    public Owner claim(RoomId room) {
        for (int tries = 0; tries < TRIES; tries++) {
            requireLease();
            Claim mine = claims().findOneAndUpdate(and(eq(room), exists(NODE, false)), combine(set(NODE, nodes.id()), inc(EPOCH, 1L)), NEW);
            if (mine == null) {
                Claim present = claims().find(eq(room)).first();
                if (present != null && present.node() != null) {
                    return learn(room, new Owner(present.node(), present.epoch()));
                }
                mine = present == null ? first(room) : null;
            }
            if (mine != null) {
                return changed(room, mine);
            }
        }
        throw unavailable();
    }

    /**
     * The first claim of a room that is not stored. Its epoch is drawn from the floor. The sweep raises the floor before it deletes a claim, so a number
     * that is drawn afterwards is higher than any that the room has had.
     */
    private @Nullable Claim first(RoomId room) {
        Claim drawn = claims().findOneAndUpdate(eq(FLOOR), inc(EPOCH, 1L), new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        Claim first = new Claim(room, nodes.id(), Objects.requireNonNull(drawn).epoch());
        try {
            claims().insertOne(first);
            return first;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return null;
            }
            throw e;
        }
    }

    /** Takes a room from a node that is dead. Returns who the owner is: this node, somebody who was faster, or the old one if it is alive. */
    public Owner takeOver(RoomId room, Owner seen) {
        requireLease();
        if (!nodes.isGone(seen.node())) {
            return current(room).orElse(seen);
        }
        Claim mine = move(room, seen, nodes.id());
        return mine == null ? claim(room) : changed(room, mine);
    }

    /** Gives a room of this node to another. Empty if it was not this node's any more. */
    public Optional<Owner> handOver(RoomId room, Owner mine, String to) {
        requireLease();
        return Optional.ofNullable(move(room, mine, to)).map(moved -> changed(room, moved));
    }

    private @Nullable Claim move(RoomId room, Owner from, String to) {
        return claims().findOneAndUpdate(is(room, from), combine(set(NODE, to), inc(EPOCH, 1L)), NEW);
    }

    /** Gives a room back. Its epoch stays stored, because a later owner has to have a higher one. */
    public boolean release(RoomId room, Owner mine) {
        known.remove(room, mine);
        return claims().updateOne(is(room, mine), unset(NODE)).getMatchedCount() == 1;
    }

    /** Deletes the claim of a room that was released long ago and will hardly be used again, such as an ad-hoc call. */
    public boolean sweep(RoomId room, long epoch) {
        claims().updateOne(eq(FLOOR), max(EPOCH, epoch), new com.mongodb.client.model.UpdateOptions().upsert(true));
        return claims().deleteOne(and(eq(room), exists(NODE, false), eq(EPOCH, epoch))).getDeletedCount() == 1;
    }

    /** Whether this is the owner now, decided by the database in the order of its writes and not by a reading that may be old. */
    public boolean isCurrent(RoomId room, Owner owner) {
        boolean current = nodes.mayAct() && claims().updateOne(is(room, owner), max(EPOCH, owner.epoch())).getMatchedCount() == 1;
        if (!current) {
            refusals.increment();
        }
        return current;
    }

    /** The part of a filter that refuses a write of an earlier owner to any document that carries the epoch of its last write. */
    public static Bson notAbove(long epoch) {
        return or(exists(EPOCH, false), lte(EPOCH, epoch));
    }

    /** What such a write has to set too. */
    public static Bson by(long epoch) {
        return set(EPOCH, epoch);
    }

    /** Asks the database. */
    public Optional<Owner> current(RoomId room) {
        Claim found = claims().find(eq(room)).first();
        return found == null || found.node() == null ? Optional.empty() : Optional.of(learn(room, new Owner(found.node(), found.epoch())));
    }

    /** Some of the rooms whose owners are none of these nodes. */
    public Map<RoomId, Owner> notOf(Set<String> living, int most) {
        Map<RoomId, Owner> found = new HashMap<>();
        for (Claim claim : claims().find(and(exists(NODE), nin(NODE, living))).limit(most)) {
            found.put(claim.id(), new Owner(Objects.requireNonNull(claim.node()), claim.epoch()));
        }
        return found;
    }

    /** What was last heard, without a trip. */
    public Optional<Owner> known(RoomId room) {
        return Optional.ofNullable(known.get(room));
    }

    /** Corrects what is known, from a refusal or a message. What is older than what is known is ignored. */
    public Owner learn(RoomId room, Owner heard) {
        return Objects.requireNonNull(known.merge(room, heard, (old, fresh) -> fresh.epoch() >= old.epoch() ? fresh : old));
    }

    /** How often a room got another owner by this node's doing, and how often a write was refused because of its epoch. */
    public record Count(long changes, long refusals) {}

    public Count count() {
        return new Count(changes.sum(), refusals.sum());
    }

    /** The lease is asked for again afterwards, because the trip may have taken longer than what was left of it. */
    private Owner changed(RoomId room, Claim claim) {
        Owner owner = new Owner(Objects.requireNonNull(claim.node()), claim.epoch());
        changes.increment();
        LOG.info(() -> "Room " + room + " belongs to node " + owner.node() + " now, epoch " + owner.epoch());
        learn(room, owner);
        requireLease();
        return owner;
    }

    private void requireLease() {
        if (!nodes.mayAct()) {
            throw unavailable();
        }
    }

    private static Problem unavailable() {
        return Problem.unavailable("unavailable", "This server cannot do this right now. Please try again in a moment.", null);
    }

    private static Bson is(RoomId room, Owner owner) {
        return and(eq(room), eq(NODE, owner.node()), eq(EPOCH, owner.epoch()));
    }

    private MongoCollection<Claim> claims() {
        return database.getCollection(COLLECTION, Claim.class);
    }
}
