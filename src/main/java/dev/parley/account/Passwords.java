package dev.parley.account;

import dev.parley.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passwords: Argon2id with 19 MB and two passes. At most four are hashed at once, so that many sign-ins at once cost time and not
 * memory.
 */
@ApplicationScoped
public class Passwords {
    static final int SHORTEST = 8;
    static final int LONGEST = 128;
    private static final Argon2 TODAYS = new Argon2(19_456, 2, 1);
    private static final Set<String> COMMON = common();

    private final Semaphore places = new Semaphore(4, true);
    private final String nobodys = TODAYS.hash("a password that nobody has");

    @Inject
    Event<PasswordHashed> hashed;

    /** Refuses what is too short, too long or among the first that anybody would try. */
    public static void check(String field, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw wrong(field, "Please use 8 to 128 characters.");
        }
        if (COMMON.contains(password.toLowerCase(Locale.ROOT))) {
            throw wrong(field, "This password is among the most common ones. Please choose another.");
        }
    }

    private static Problem wrong(String field, String why) {
        return Problem.invalid(List.of(new Problem.FieldError(field, why)));
    }

    public String hash(String password) {
        return taking(TODAYS, () -> TODAYS.hash(normal(password)));
    }

    /** Takes the same time when there is nothing to compare with, so that its length tells nobody whether an account exists. */
    public boolean matches(String password, @Nullable String hash) {
        String kept = hash == null ? nobodys : hash;
        boolean same = taking(Argon2.of(kept), () -> Argon2.matches(normal(password), kept));
        return same && hash != null;
    }

    /** Whether a hash was made with less effort than we make today. */
    public static boolean isWeak(String hash) {
        return !Argon2.of(hash).equals(TODAYS);
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private <T> T taking(Argon2 effort, Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
            hashed.fire(new PasswordHashed(effort));
        }
    }

    private static Set<String> common() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Passwords.class.getResourceAsStream("common-passwords.txt"), StandardCharsets.UTF_8))) {
            Set<String> common = new HashSet<>();
            lines.lines().filter(line -> !line.startsWith("#")).forEach(common::add);
            return common;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
