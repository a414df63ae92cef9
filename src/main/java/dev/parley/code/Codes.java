package dev.parley.code;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.parley.problem.Problem;
import dev.parley.session.SigningKeys;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Six digits that prove one thing about one subject, an address as a rule, once. Guesses are counted before they are looked at, so that many at once get no more. */
@ApplicationScoped
public class Codes implements Indexed {
    private static final String COLLECTION = "codes";
    private static final int GUESSES = 5;
    /** A new code does not bring new guesses before this is over. */
    private static final Duration GUESSES_COUNT_FOR = Duration.ofMinutes(15);
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Inject
    SigningKeys keys;

    /** What a code is for, and how long it lives. */
    public enum Purpose {
        VERIFY(Duration.ofHours(24)), SIGN_IN(Duration.ofMinutes(10)), RESET(Duration.ofMinutes(10)), ADD(Duration.ofMinutes(10)), CONFIRM(Duration.ofMinutes(10));

        private final Duration life;

        Purpose(Duration life) {
            this.life = life;
        }

        public Duration life() {
            return life;
        }
    }

    /**
     * A code as stored: its digits are a keyed hash.
     *
     * @param guesses of whoever asked for it
     * @param strangers how often others guessed
     */
    @Entity(COLLECTION)
    public record StoredCode(@Id String id, @Column String subject, @Column Instant made, @Column String code, @Column String handle, @Column Instant expires,
            @Column @Nullable Integer guesses, @Column @Nullable Integer strangers, @Column Instant guessesUntil) {

        private int guessed(boolean byStrangers) {
            return Objects.requireNonNullElse(byStrangers ? strangers : guesses, 0);
        }
    }

    /** A code for its owner's eyes, and the handle that its asker gets. */
    public record Code(String digits, String handle, Instant expiresAt) {
        @Override
        public String toString() {
            return "a code";
        }
    }

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending("subject")), new Index(COLLECTION, Indexes.ascending("expires"), new IndexOptions().expireAfter(GUESSES_COUNT_FOR.toSeconds(), TimeUnit.SECONDS)));
    }

    /** A code for whoever asks: that of somebody else who asked for the same stays as it is. */
    public Code make(Purpose purpose, String subject, String asker) {
        Instant now = clock.instant();
        Code code = new Code(String.format(Locale.ROOT, "%06d", RANDOM.nextInt(1_000_000)), UUID.randomUUID().toString(),
                now.plus(purpose.life()).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        String id = id(purpose, subject, asker);
        StoredCode before = codes().find(eq("_id", id)).first();
        if (before != null && !before.guessesUntil().isAfter(now)) {
            codes().updateOne(and(eq("_id", id), lte("guessesUntil", now)), Updates.combine(Updates.set("guesses", 0), Updates.unset("strangers")));
        }
        codes().updateOne(eq("_id", id), Updates.combine(
                Updates.set("subject", subject(purpose, subject)), Updates.set("made", now),
                Updates.set("code", hashed(purpose, subject, code.digits())), Updates.set("handle", code.handle()),
                Updates.set("expires", code.expiresAt()), Updates.setOnInsert("guesses", 0),
                Updates.setOnInsert("guessesUntil", now.plus(GUESSES_COUNT_FOR))), new UpdateOptions().upsert(true));
        return code;
    }

    /**
     * Takes the code, or says what is wrong with it. Meant is the one of this handle, or else the one that this asker asked for, or else
     * the newest: for those who read the message on another device. Guesses of such strangers have a count of their own, so that they
     * leave the owner's code alone.
     */
    public void use(Purpose purpose, String subject, String digits, @Nullable String handle, String asker) {
        Instant now = clock.instant();
        List<StoredCode> made = codes().find(eq("subject", subject(purpose, subject))).into(new ArrayList<>());
        Optional<StoredCode> own = made.stream().filter(each -> handle == null ? each.id().equals(id(purpose, subject, asker)) : handle.equals(each.handle()))
                .findFirst();
        if (own.isEmpty() && handle != null && !made.isEmpty()) {
            throw new Problem("wrong_code", 401, "This code is not the one we sent. Please check it.");
        }
        String id = own.or(() -> made.stream().max(Comparator.comparing(StoredCode::made))).map(StoredCode::id).orElse("");
        boolean stranger = own.isEmpty();
        // By the id alone: with a further condition the embedded database reads all codes. As it was before: what that one says of
        // afterwards may have later guesses in it.
        StoredCode guessed = codes().findOneAndUpdate(eq("_id", id), Updates.inc(stranger ? "strangers" : "guesses", 1),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.BEFORE));
        String given = hashed(purpose, subject, digits);
        if (guessed == null || !guessed.expires().isAfter(now) || guessed.guessed(stranger) >= GUESSES) {
            throw new Problem("code_expired", 401, "This code is no longer valid. Please ask for a new one.");
        }
        boolean same = MessageDigest.isEqual(given.getBytes(StandardCharsets.US_ASCII), guessed.code().getBytes(StandardCharsets.US_ASCII));
        if (!same) {
            codes().updateOne(eq("_id", id), Updates.max("guessesUntil", now.plus(GUESSES_COUNT_FOR)));
            throw guessed.guessed(stranger) < GUESSES - 1
                    ? new Problem("wrong_code", 401, "This code is not the one we sent. Please check it.")
                    : new Problem("code_expired", 401, "That was wrong too often. Please ask for a new code in a quarter of an hour.");
        }
        if (codes().deleteOne(and(eq("_id", id), eq("code", given))).getDeletedCount() != 1) {
            throw new Problem("code_expired", 401, "This code was used already. Please ask for a new one.");
        }
    }

    public void sweep() {
        codes().deleteMany(lte("expires", clock.instant().minus(GUESSES_COUNT_FOR)));
    }

    private String subject(Purpose purpose, String subject) {
        return purpose + ":" + keys.hash("code subject", subject);
    }

    private String id(Purpose purpose, String subject, String asker) {
        return subject(purpose, subject) + ":" + keys.hash("code asker", asker);
    }

    private String hashed(Purpose purpose, String subject, String digits) {
        return keys.hash("code " + purpose, subject + " " + digits.strip());
    }

    private MongoCollection<StoredCode> codes() {
        return database.getCollection(COLLECTION, StoredCode.class);
    }
}
