package dev.parley.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** How much work a hash takes, and the text that it is stored as. Every implementation of Argon2 can read that text. */
public record Argon2(int kilobytes, int passes, int lanes) {
    private static final Pattern KEPT = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([\\w+/]+)\\$([\\w+/]+)");
    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    public String hash(String password) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + kilobytes + ",t=" + passes + ",p=" + lanes + "$" + text.encodeToString(salt) + "$" + text.encodeToString(work(password, salt, HASH));
    }

    static boolean matches(String password, String kept) {
        Matcher parts = parts(kept);
        byte[] hash = Base64.getDecoder().decode(parts.group(5));
        return MessageDigest.isEqual(hash, from(parts).work(password, Base64.getDecoder().decode(parts.group(4)), hash.length));
    }

    /** The settings that a stored hash was made with. */
    static Argon2 of(String kept) {
        return from(parts(kept));
    }

    private static Argon2 from(Matcher parts) {
        return new Argon2(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    private static Matcher parts(String kept) {
        Matcher parts = KEPT.matcher(kept);
        if (!parts.matches()) {
            throw new IllegalStateException("This is not an Argon2id hash.");
        }
        return parts;
    }

    private byte[] work(String password, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kilobytes).withIterations(passes).withParallelism(lanes).withSalt(salt).build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
