package dev.parley.store;

import com.mongodb.client.model.IndexOptions;
import java.util.List;
import org.bson.conversions.Bson;

/** The indexes that a feature needs. Code may rely only on those that the embedded database has too: unique, compound and sparse ones. */
public interface Indexed {
    List<Index> indexes();

    record Index(String collection, Bson keys, IndexOptions options) {
        public Index(String collection, Bson keys) {
            this(collection, keys, new IndexOptions());
        }

        public static Index unique(String collection, Bson keys) {
            return new Index(collection, keys, new IndexOptions().unique(true).sparse(true));
        }
    }
}
