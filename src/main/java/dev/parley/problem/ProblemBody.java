package dev.parley.problem;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of every error answer: RFC 9457, with the extra members that Parley's clients read. */
@Schema(description = "The body of every error, as application/problem+json")
@JsonbPropertyOrder({"type", "title", "status", "detail", "success", "message", "code", "errors", "requestId"})
public record ProblemBody(
        @Schema(examples = "about:blank") String type,
        @Schema(examples = "Not Found") String title,
        @Schema(examples = "404") int status,
        @Schema(examples = "There is nothing at this address.") String detail,
        @Schema(examples = "false") boolean success,
        @Schema(description = "The same as detail") String message,
        @Schema(description = "Stable, for programs to check", examples = "not_found") String code,
        @Schema(description = "Only if fields are wrong", nullable = true) @Nullable List<Problem.FieldError> errors,
        @Schema(description = "It is in the log too. Quote it when you ask for help") String requestId) {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final Jsonb JSON = JsonbBuilder.create();

    static ProblemBody of(Problem problem, String requestId) {
        return new ProblemBody("about:blank", title(problem.status()), problem.status(), String.valueOf(problem.getMessage()), false,
                String.valueOf(problem.getMessage()), problem.code(), problem.errors().isEmpty() ? null : problem.errors(), requestId);
    }

    String json() {
        return JSON.toJson(this);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Request Refused" : "Internal Server Error";
        };
    }
}
