package dev.parley.session;

import com.mongodb.MongoException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import dev.parley.cluster.ClusterSettings;
import dev.parley.problem.Enduring;
import dev.parley.problem.Problem;
import dev.parley.settings.BadSetting;
import dev.parley.settings.Notice;
import dev.parley.settings.StartCheck;
import dev.parley.store.StoreSettings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import javax.crypto.Mac;

/**
 * The keys that tokens are signed with. They are made on the first start and kept in one file that only Parley can read, or in the database that
 * several nodes share. When a key reaches its age limit, a new one replaces it; the old one stays valid until the last token that it signed has
 * expired.
 */
@ApplicationScoped
@SuppressWarnings("JavaUtilDate") // the library requires it
public class SigningKeys {
    private static final Logger LOG = Logger.getLogger(SigningKeys.class.getName());

    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofHours(1);
    /** Some extra time, for a token that is being signed while the key changes. */
    private static final Duration MARGIN = Duration.ofSeconds(5);
    /** How often a node looks whether another has made a new key. */
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** A new key signs only when all nodes know it, even those whose clocks differ by some seconds. */
    private static final Duration LEAD = Duration.ofSeconds(30);

    @Inject
    InstantSource clock;

    @Inject
    SessionSettings settings;

    @Inject
    StoreSettings store;

    @Inject
    ClusterSettings cluster;

    @Inject
    KeptKeys kept;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    private volatile JWKSet keys = new JWKSet();

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        settings.unused().forEach(name -> LOG.log(Notice.NOTICE, () -> name + " is not used: the keys are made on the first start and kept in "
                + (isShared() ? "the database" : file())));
        try {
            load();
        } catch (MongoException away) {
            LOG.log(Level.WARNING, () -> "The signing keys cannot be read from the database; trying again: " + away.getMessage());
        } catch (IOException | ParseException | JOSEException | IllegalStateException bad) {
            throw StartCheck.stop(isShared() ? new BadSetting("DB_URI", "is a database whose signing keys cannot be read or stored")
                    : new BadSetting("JWT_KEY_FILE", "cannot be read or written: " + bad.getClass().getSimpleName()));
        }
        keepOn(new Enduring("keeping the signing keys", () -> keep(clock.instant())));
    }

    /** Several nodes sign with the same keys. Those that were given a file share that. */
    private boolean isShared() {
        return cluster.several() && settings.keyFile().isEmpty();
    }

    /** Runs again when the next key is due to be made or forgotten. */
    private void keepOn(Runnable keep) {
        Duration wait = areThere() ? Duration.between(clock.instant(), nextChange()) : SOONEST;
        var _ = background.schedule(() -> {
            keep.run();
            keepOn(keep);
        }, Math.clamp(wait.toMillis(), SOONEST.toMillis(), (isShared() ? LOOK : LATEST).toMillis()), TimeUnit.MILLISECONDS);
    }

    private Instant nextChange() {
        List<ECKey> signing = signing();
        Instant due = made(signing.getFirst()).plus(settings.keyLife());
        return IntStream.range(1, signing.size()).mapToObj(i -> overlapEnds(signing.get(i - 1))).min(Comparator.naturalOrder())
                .filter(end -> end.isBefore(due)).orElse(due);
    }

    /** When every token that was signed with the previous key has expired. */
    private Instant overlapEnds(ECKey successor) {
        return made(successor).plus(lead()).plus(settings.longest()).plus(MARGIN);
    }

    private Duration lead() {
        return isShared() ? LEAD : Duration.ZERO;
    }

    void load() throws IOException, ParseException, JOSEException {
        if (!isShared()) {
            Path file = file();
            keys = Files.exists(file) ? JWKSet.load(file.toFile()) : new JWKSet(secret());
        }
        keep(clock.instant());
    }

    /** Not as long as the database that keeps them has not answered since the start. */
    public boolean areThere() {
        return !keys.getKeys().isEmpty();
    }

    /** For checks that would otherwise refuse valid tokens. */
    public void requireThere() {
        if (!areThere()) {
            throw Problem.unavailable("database_unavailable", "The database cannot be reached. Please try again in a moment.", null);
        }
    }

    /** Makes a new key when it is time, and forgets old keys when every token they signed has expired. */
    synchronized void keep(Instant now) {
        try {
            if (isShared()) {
                keys = kept.change(before -> next(before == null ? new JWKSet(secret()) : JWKSet.parse(before), now).toString(false));
            } else {
                JWKSet next = next(keys, now);
                if (!next.toString(false).equals(keys.toString(false))) {
                    write(next);
                }
                keys = next;
            }
            VerificationSettings.publish(publicKeys());
        } catch (IOException | ParseException | JOSEException e) {
            throw new IllegalStateException("The signing keys cannot be stored", e);
        }
    }

    private JWKSet next(JWKSet before, Instant now) throws JOSEException {
        List<ECKey> signing = new ArrayList<>(signing(before));
        if (signing.isEmpty() || made(signing.getFirst()).plus(settings.keyLife()).isBefore(now)) {
            signing.addFirst(new ECKeyGenerator(Curve.P_256).algorithm(JWSAlgorithm.ES256).keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString()).issueTime(Date.from(now)).generate());
        }
        List<JWK> all = new ArrayList<>(IntStream.range(0, signing.size()).filter(i -> i == 0 || !now.isAfter(overlapEnds(signing.get(i - 1))))
                .mapToObj(signing::get).toList());
        all.add(codes(before));
        return new JWKSet(all);
    }

    /** The newest that all nodes know. The very first is known to each from its start. */
    ECKey current() {
        requireThere();
        List<ECKey> signing = signing();
        if (!isShared()) {
            return signing.getFirst();
        }
        Instant known = clock.instant().minus(LEAD);
        return signing.stream().filter(key -> !made(key).isAfter(known)).findFirst().orElse(signing.getLast());
    }

    boolean isValid(String id) {
        return signing().stream().anyMatch(key -> key.getKeyID().equals(id));
    }

    /** The public keys, in the form of a JSON Web Key Set. */
    public List<Map<String, Object>> published() {
        return signing().stream().map(key -> key.toPublicJWK().toJSONObject()).toList();
    }

    String publicKeys() {
        return new JWKSet(List.copyOf(signing())).toString(true);
    }

    /** A keyed hash: without the key, nobody can find the original by trying. */
    public String hash(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(codes().toSecretKey("HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<ECKey> signing() {
        return signing(keys);
    }

    /** Newest first. */
    private static List<ECKey> signing(JWKSet set) {
        return set.getKeys().stream().filter(ECKey.class::isInstance).map(ECKey.class::cast)
                .sorted(Comparator.comparing(SigningKeys::made).reversed()).toList();
    }

    private OctetSequenceKey codes() {
        requireThere();
        return codes(keys);
    }

    private static OctetSequenceKey codes(JWKSet set) {
        return set.getKeys().stream().filter(OctetSequenceKey.class::isInstance).map(OctetSequenceKey.class::cast).findFirst().orElseThrow();
    }

    private static Instant made(JWK key) {
        return key.getIssueTime().toInstant();
    }

    private OctetSequenceKey secret() throws JOSEException {
        return new OctetSequenceKeyGenerator(256).keyID("hashes").issueTime(Date.from(clock.instant())).generate();
    }

    private Path file() {
        return settings.keyFile().orElse(store.folder().resolve("keys.json"));
    }

    private void write(JWKSet set) throws IOException {
        Path file = file();
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path fresh = Files.createTempFile(parent, "keys", ".json", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, set.toString(false));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
