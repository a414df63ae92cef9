package dev.parley.problem;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoNodeIsRecoveringException;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns any exception into the problem that the caller is told, and logs the details that are not for the caller. */
public final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class.getName());
    private static final Repeats REPEATS = new Repeats(LOG);
    /** The codes of a MongoDB whose disk is full, which the embedded database uses too. */
    private static final int OUT_OF_DISK_SPACE = 14_031;

    private Problems() {}

    public static Problem of(Throwable thrown, String requestId) {
        Problem problem = recognised(thrown);
        if (problem == null) {
            REPEATS.log(Level.SEVERE, thrown.getClass().getName() + thrown.getMessage(), thrown, () -> "Request " + requestId + " failed");
            return new Problem("internal_error", 500, "Something went wrong on our side. Please try again. If it happens again, "
                    + "tell your administrator the request id.");
        }
        if (problem.status() >= 500) {
            REPEATS.log(Level.WARNING, problem.code(), null,
                    () -> "Request " + requestId + " was answered with " + problem.status() + " " + problem.code() + ": " + cause(thrown));
        }
        return problem;
    }

    /** The problem for a bare HTTP status, which the server answers by itself before our code runs. */
    static Problem of(int status) {
        return switch (status) {
            case 400 -> new Problem("bad_request", 400, "The request could not be understood.");
            case 401 -> new Problem("unauthorized", 401, "Please sign in.");
            case 403 -> new Problem("forbidden", 403, "You may not do this.");
            case 404 -> new Problem("not_found", 404, "There is nothing at this address.");
            case 405 -> new Problem("method_not_allowed", 405, "This address does not take that method.");
            case 406 -> new Problem("not_acceptable", 406, "This address answers in JSON only.");
            case 413 -> new Problem("too_large", 413, "The request is too large.");
            case 415 -> new Problem("unsupported_media_type", 415, "This address does not take that content type. Send JSON.");
            case 503 -> Problem.unavailable("unavailable", "Parley cannot answer right now. Please try again in a moment.", null);
            default -> status < 500
                    ? new Problem("request_refused", status, "The request was refused.")
                    : new Problem("internal_error", status, "Something went wrong on our side. Please try again.");
        };
    }

    private static @Nullable Problem recognised(Throwable thrown) {
        // Our own problem, even if a library has wrapped it in an exception of its own.
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Problem problem) {
                return problem;
            }
        }
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            switch (t) {
                case ConstraintViolationException invalid -> {
                    return invalidFields(invalid);
                }
                case JsonbException _, JsonException _ -> {
                    return new Problem("malformed_json", 400, "The body is not the JSON that this address expects.");
                }
                case MongoException full when full.getCode() == OUT_OF_DISK_SPACE -> {
                    return Problem.unavailable("storage_full", "Nothing can be stored right now, because the disk is full. Please try again later, "
                            + "and tell your administrator.", full);
                }
                case MongoException away when isAway(away) -> {
                    return Problem.unavailable("database_unavailable", "The database cannot be reached. Please try again in a moment.", away);
                }
                default -> {
                    // Its cause may say more.
                }
            }
        }
        return thrown instanceof WebApplicationException web ? of(web.getResponse().getStatus()) : null;
    }

    /** Whether it is worth trying the operation again later. */
    public static boolean isPassing(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof MongoException e && (isAway(e) || e.getCode() == OUT_OF_DISK_SPACE)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(MongoException e) {
        return e instanceof MongoTimeoutException || e instanceof MongoOperationTimeoutException || e instanceof MongoInterruptedException
                || e instanceof MongoSocketException || e instanceof MongoNotPrimaryException || e instanceof MongoNodeIsRecoveringException;
    }

    private static Problem invalidFields(ConstraintViolationException invalid) {
        List<Problem.FieldError> errors = invalid.getConstraintViolations().stream()
                .map(violation -> new Problem.FieldError(field(violation), violation.getMessage()))
                .distinct()
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList();
        return Problem.invalid(errors);
    }

    /** The last name of the path: callers know `email`, not `register.request.email`. */
    private static String field(ConstraintViolation<?> violation) {
        String name = "";
        for (Path.Node node : violation.getPropertyPath()) {
            name = node.getName() == null ? name : node.getName();
        }
        return name;
    }

    private static String cause(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + (root instanceof Problem ? "" : ": " + String.valueOf(root.getMessage()).replaceAll("[\\r\\n]+", " "));
    }
}
