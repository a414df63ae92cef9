package dev.parley.session;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;

/** Somebody signed in on some device: a family of refresh tokens, each the successor of the one before. */
public record Session(String id, String account, String device, String address, Instant createdAt, Instant lastUsedAt) {

    static Session of(Document document) {
        return new Session(document.getString("_id"), document.getString("account"), document.getString("device"),
                document.getString("address"), instant(document, "createdAt"), instant(document, "lastUsedAt"));
    }

    private static Instant instant(Document document, String field) {
        return document.get(field, Date.class).toInstant();
    }

    /** A session came to its end; open sockets that belong to it have to close. */
    public record Ended(String id) {}
}
