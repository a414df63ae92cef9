package dev.parley.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * A message for browsers.
 *
 * @param text what the service worker of the web client reads
 * @param about messages about the same thing replace each other, on the push service and on the screen
 * @param lives how long it is of use to somebody whose device is off
 */
public record Push(String text, String about, Duration lives, Urgency urgency) {
    private static final int TOPIC_OCTETS = 24;

    /** What a device on low battery has to know. */
    public enum Urgency {
        LOW, NORMAL, HIGH;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** At most 32 characters are allowed, and the push service need not know what the message is about. */
    String topic() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(about.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TOPIC_OCTETS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
