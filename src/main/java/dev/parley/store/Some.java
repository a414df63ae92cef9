package dev.parley.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list, and where the next one begins; null on the last page. */
public record Some<T>(List<T> items, @Nullable String next) {

    /** Makes a page of this size. If the list goes on, one more entry has to be found than the page holds. */
    public static <T> Some<T> of(List<T> found, int limit, Function<T, String> cursor) {
        return found.size() <= limit ? new Some<>(found, null) : new Some<>(found.subList(0, limit), cursor.apply(found.get(limit - 1)));
    }
}
