package dev.parley.protocol;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids that nobody can guess: 128 bits, 22 letters. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static String fresh() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
