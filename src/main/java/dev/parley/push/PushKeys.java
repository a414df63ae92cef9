package dev.parley.push;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The key by which push services know this server again (VAPID, RFC 8292). It is made when it is first needed and kept beside the subscriptions,
 * because they are of no use without it.
 */
@ApplicationScoped
@SuppressWarnings("JavaUtilDate") // the library requires it
public class PushKeys {
    private static final String COLLECTION = "pushKeys";
    private static final String KEY = "key";
    private static final String ONLY = "all";
    /** At most a day is allowed. */
    private static final Duration VALID = Duration.ofHours(12);
    private static final int MOST_PROOFS = 1_000;

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Inject
    PushSettings settings;

    private final Map<String, Proof> proofs = new ConcurrentHashMap<>();
    private volatile @Nullable ECKey key;

    /** As stored: a JSON Web Key with its private part. */
    @Entity(COLLECTION)
    public record Kept(@Id String id, @Column(KEY) String key) {}

    private record Proof(String header, Instant until) {}

    /** The public part, for browsers. */
    public String published() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sealed.point(key()));
    }

    /** The header that proves to one push service that a message is from this server. The same one is used for some hours. */
    String proof(String origin) {
        Instant now = clock.instant();
        Proof known = proofs.get(origin);
        if (known == null || known.until().isBefore(now)) {
            if (proofs.size() >= MOST_PROOFS) {
                proofs.clear();
            }
            known = new Proof("vapid t=" + token(origin, now.plus(VALID)) + ", k=" + published(), now.plus(VALID.dividedBy(2)));
            proofs.put(origin, known);
        }
        return known.header();
    }

    private String token(String origin, Instant until) {
        try {
            JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().audience(origin).expirationTime(Date.from(until));
            settings.contact().ifPresent(contact -> claims.subject(contact.toString()));
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).build(), claims.build());
            token.sign(new ECDSASigner(key()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A proof for a push service cannot be signed", e);
        }
    }

    private ECKey key() {
        ECKey known = key;
        if (known == null) {
            known = stored();
            key = known;
        }
        return known;
    }

    /** Of several nodes that make one at the same moment, the first one's counts. */
    private ECKey stored() {
        try {
            if (keys().find(eq(ONLY)).first() == null) {
                keys().updateOne(eq(ONLY), Updates.setOnInsert(KEY, new ECKeyGenerator(Curve.P_256).generate().toJSONString()), new UpdateOptions().upsert(true));
            }
            return ECKey.parse(Objects.requireNonNull(keys().find(eq(ONLY)).first()).key());
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException("The key for push services cannot be read or made", e);
        }
    }

    private MongoCollection<Kept> keys() {
        return database.getCollection(COLLECTION, Kept.class);
    }
}
