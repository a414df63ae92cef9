package dev.parley.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;

/** What is to be unique is there already. */
public final class Duplicate {
    private Duplicate() {}

    /** Throws this again unless it says that somebody else was first. */
    public static void require(MongoException refused) {
        if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
            throw refused;
        }
    }
}
