package dev.parley.room;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import dev.parley.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Where a list goes on: after the entry with this number, time and id, even if that entry no longer exists. */
public record Cursor(int number, Instant time, String id) {
    public static final int LONGEST = 400;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6}) ([0-9TZ:.+-]{1,40}) (.{1,128})");

    /** Null for an empty text: the list starts at its beginning. */
    public static @Nullable Cursor of(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            Matcher parts = TEXT.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            if (parts.matches()) {
                return new Cursor(Integer.parseInt(parts.group(1)), Instant.parse(parts.group(2)), parts.group(3));
            }
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            // Refused below, like any other text that is not one of our cursors.
        }
        throw Problem.invalid(List.of(new Problem.FieldError("cursor", "Please use the nextCursor of the previous page.")));
    }

    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((number + " " + time + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** For lists with the newest first. */
    public Bson olderThan(String timeField) {
        return or(lt(timeField, time), and(eq(timeField, time), lt("_id", id)));
    }
}
