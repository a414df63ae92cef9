package dev.parley.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Some of a list, and where the rest begins; nothing at its end. */
public record Some<T>(List<T> items, @Nullable String next) {

    /** So many of those found, of which there is one more if the list goes on. */
    public static <T> Some<T> of(List<T> found, int limit, Function<T, String> cursor) {
        return found.size() <= limit ? new Some<>(found, null) : new Some<>(found.subList(0, limit), cursor.apply(found.get(limit - 1)));
    }
}
