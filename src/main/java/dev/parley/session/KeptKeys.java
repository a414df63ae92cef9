package dev.parley.session;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** The one set of keys that several nodes sign with, in the database that they share. */
@ApplicationScoped
class KeptKeys {
    private static final String COLLECTION = "signingKeys";
    private static final String KEYS = "keys";
    private static final String ONLY = "all";

    @Inject
    MongoDatabase database;

    /** As stored: a JSON Web Key Set with the private keys. */
    @Entity(COLLECTION)
    public record Kept(@Id String id, @Column String keys) {}

    /** What the keys become. */
    interface Change {
        /** {@code before} is null as long as no node has stored any. */
        String of(@Nullable String before) throws JOSEException, ParseException;
    }

    /** Changes the keys and returns them. If another node changes them at the same moment, theirs are changed instead, so that all have the same. */
    JWKSet change(Change change) throws JOSEException, ParseException {
        while (true) {
            Kept present = keys().find(eq(ONLY)).first();
            String before = present == null ? null : present.keys();
            String after = change.of(before);
            if (after.equals(before) || stored(before, after)) {
                return JWKSet.parse(after);
            }
        }
    }

    private boolean stored(@Nullable String before, String after) {
        if (before != null) {
            return keys().updateOne(and(eq(ONLY), eq(KEYS, before)), set(KEYS, after)).getMatchedCount() == 1;
        }
        try {
            keys().insertOne(new Kept(ONLY, after));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private MongoCollection<Kept> keys() {
        return database.getCollection(COLLECTION, Kept.class);
    }
}
