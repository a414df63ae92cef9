package dev.parley.session;

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
import java.util.logging.Logger;
import java.util.stream.IntStream;
import javax.crypto.Mac;

/**
 * The keys that tokens are signed with. They are made on the first start and kept in one file that only Parley can read. When a key reaches its
 * age limit, a new one replaces it; the old one stays valid until the last token that it signed has expired.
 */
@ApplicationScoped
@SuppressWarnings("JavaUtilDate") // the library requires it
public class SigningKeys {
    private static final Logger LOG = Logger.getLogger(SigningKeys.class.getName());

    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofHours(1);
    /** Some extra time, for a token that is being signed while the key changes. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    @Inject
    InstantSource clock;

    @Inject
    SessionSettings settings;

    @Inject
    StoreSettings store;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    private volatile JWKSet keys = new JWKSet();

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        settings.unused().forEach(name -> LOG.log(Notice.NOTICE, () -> name + " is not used: the keys are made on the first start and kept in " + file()));
        try {
            load();
        } catch (IOException | ParseException | JOSEException bad) {
            throw StartCheck.stop(new BadSetting("JWT_KEY_FILE", "cannot be read or written: " + bad.getClass().getSimpleName()));
        }
        keepOn();
    }

    /** Runs again when the next key is due to be made or forgotten. */
    private void keepOn() {
        Duration wait = Duration.between(clock.instant(), nextChange());
        var _ = background.schedule(() -> {
            try {
                keep(clock.instant());
            } finally {
                keepOn();
            }
        }, Math.clamp(wait.toMillis(), SOONEST.toMillis(), LATEST.toMillis()), TimeUnit.MILLISECONDS);
    }

    private Instant nextChange() {
        List<ECKey> signing = signing();
        Instant due = made(signing.getFirst()).plus(settings.keyLife());
        return IntStream.range(1, signing.size()).mapToObj(i -> overlapEnds(signing.get(i - 1))).min(Comparator.naturalOrder())
                .filter(end -> end.isBefore(due)).orElse(due);
    }

    /** When every token that was signed with the previous key has expired. */
    private Instant overlapEnds(ECKey successor) {
        return made(successor).plus(settings.accessLife()).plus(MARGIN);
    }

    void load() throws IOException, ParseException, JOSEException {
        Path file = file();
        keys = Files.exists(file) ? JWKSet.load(file.toFile()) : new JWKSet(secret());
        keep(clock.instant());
    }

    /** Makes a new key when it is time, and forgets old keys when every token they signed has expired. */
    synchronized void keep(Instant now) {
        try {
            List<ECKey> signing = new ArrayList<>(signing());
            if (signing.isEmpty() || made(signing.getFirst()).plus(settings.keyLife()).isBefore(now)) {
                signing.addFirst(new ECKeyGenerator(Curve.P_256).algorithm(JWSAlgorithm.ES256).keyUse(KeyUse.SIGNATURE)
                        .keyID(UUID.randomUUID().toString()).issueTime(Date.from(now)).generate());
            }
            List<JWK> all = new ArrayList<>(IntStream.range(0, signing.size()).filter(i -> i == 0 || !now.isAfter(overlapEnds(signing.get(i - 1))))
                    .mapToObj(signing::get).toList());
            all.add(codes());
            JWKSet next = new JWKSet(all);
            if (!next.toString(false).equals(keys.toString(false))) {
                write(next);
            }
            keys = next;
            VerificationSettings.publish(publicKeys());
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException("The signing keys cannot be stored", e);
        }
    }

    ECKey current() {
        return signing().getFirst();
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

    /** Newest first. */
    private List<ECKey> signing() {
        return keys.getKeys().stream().filter(ECKey.class::isInstance).map(ECKey.class::cast)
                .sorted(Comparator.comparing(SigningKeys::made).reversed()).toList();
    }

    private OctetSequenceKey codes() {
        return keys.getKeys().stream().filter(OctetSequenceKey.class::isInstance).map(OctetSequenceKey.class::cast).findFirst().orElseThrow();
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
