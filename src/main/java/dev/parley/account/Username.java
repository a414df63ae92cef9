package dev.parley.account;

import dev.parley.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name that an account is found by, in the form that it is stored and compared in. */
public record Username(String value) {
    /** What people may type. */
    public static final String RULE = "[a-zA-Z0-9_.]{3,30}";
    public static final String REFUSAL = "Please use 3 to 30 letters, digits, dots and underscores.";
    private static final Pattern WRITTEN = Pattern.compile(RULE);

    public static Optional<Username> of(String text) {
        String bare = text.strip();
        return WRITTEN.matcher(bare).matches() ? Optional.of(new Username(bare.toLowerCase(Locale.ROOT))) : Optional.empty();
    }

    public static Problem.FieldError refused() {
        return new Problem.FieldError("username", REFUSAL);
    }
}
