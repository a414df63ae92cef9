package dev.parley.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error that the caller is told: a stable code, an HTTP status and a sentence that says what to do next. */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    /** What is wrong with one field of a request. */
    public record FieldError(String field, String message) {}

    public Problem(String code, int status, String detail) {
        this(code, status, detail, List.of(), null, null);
    }

    private Problem(String code, int status, String detail, List<FieldError> errors, @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.status = status;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public static Problem invalid(List<FieldError> errors) {
        return new Problem("validation_failed", 422, "Please check the fields that are marked.", errors, null, null);
    }

    /** Something that Parley needs is not available. The cause is for the log only. */
    public static Problem unavailable(String code, String detail, @Nullable Throwable cause) {
        return new Problem(code, 503, detail, List.of(), Duration.ofSeconds(5), cause);
    }

    /** A limit is used up for some time, for everybody. */
    public static Problem usedUp(String code, String detail, Duration retryAfter) {
        return new Problem(code, 503, detail, List.of(), retryAfter, null);
    }

    /** The answer to a request from a page that is not one of ours. */
    public static Problem foreignOrigin() {
        return new Problem("foreign_origin", 403, "This request did not come from a page of this server. If it should be allowed, its "
                + "administrator has to add the page's origin to APP_ORIGIN.");
    }

    public static Problem tooMany(String detail, Duration retryAfter) {
        return tooMany("rate_limited", detail, retryAfter);
    }

    public static Problem tooMany(String code, String detail, Duration retryAfter) {
        return new Problem(code, 429, detail, List.of(), retryAfter, null);
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
