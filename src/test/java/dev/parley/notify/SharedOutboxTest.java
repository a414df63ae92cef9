package dev.parley.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.cluster.ClusterSettings;
import dev.parley.cluster.Mongo;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedOutboxTest {
    @TempDir
    Path folder;

    private Mongo mongo;
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");

    @BeforeEach
    void open() {
        mongo = new Mongo(folder);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    private Outbox node(boolean several) {
        SharedOutbox shared = new SharedOutbox();
        shared.database = mongo.database();
        return new Outbox(new OutboxSettings(true, false), () -> now, new ClusterSettings(several ? Optional.of(RedisURI.create("redis://localhost")) : Optional.empty(),
                Optional.empty(), Duration.ofSeconds(3), Duration.ofSeconds(60)), shared);
    }

    private void keep(Outbox outbox, int number) {
        now = now.plusMillis(1);
        outbox.keep(new Message.Sms("+4915112345678", "Text " + number, Optional.of("" + number), Optional.empty()));
    }

    private static List<String> codes(Outbox outbox) {
        return outbox.newestFirst().stream().map(Outbox.Kept::code).toList();
    }

    @Test
    void eachNodeShowsTheMessagesOfAll() {
        Outbox one = node(true);
        Outbox two = node(true);
        keep(one, 1);
        keep(two, 2);
        assertEquals(List.of("2", "1"), codes(one));
        assertEquals(one.newestFirst(), two.newestFirst());
    }

    @Test
    void onlyTheNewestTwoHundredAreKept() {
        Outbox outbox = node(true);
        for (int number = 0; number < 203; number++) {
            keep(outbox, number);
        }
        assertEquals(200, outbox.newestFirst().size());
        assertEquals("202", codes(outbox).getFirst());
        assertEquals(200, mongo.database().getCollection("outbox").countDocuments());
    }

    @Test
    void aSingleNodeKeepsThemInMemory() {
        Outbox outbox = node(false);
        keep(outbox, 1);
        assertEquals(List.of("1"), codes(outbox));
        assertEquals(0, mongo.database().getCollection("outbox").countDocuments());
    }
}
