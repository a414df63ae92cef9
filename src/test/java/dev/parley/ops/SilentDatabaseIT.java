package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import dev.parley.harness.Way;
import jakarta.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database takes everything and answers nothing, while a hundred people ask for something. */
class SilentDatabaseIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ASKING = 100;
    /** What waits for the database takes longer; what does not takes much less, even on a busy machine. */
    private static final long WAITS = 2_000;

    @TempDir
    Path folder;

    @Test
    void thoseWhoTalkDoNotNoticeThatTheDatabaseIsSilent() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder);
                Way way = new Way(URI.create(database.address()).getPort())) {
            way.mend();
            try (ServerProcess server = ServerProcess.ready("silent-database", Map.of("DB_URI", database.address().replaceAll(":[0-9]+/", ":" + way.port() + "/talk")));
                    TestPeer ada = TestPeer.of(Person.called("ada", server.api()));
                    TestPeer grace = TestPeer.of(Person.called("grace", server.api()));
                    ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
                String room = ada.person.makesRoom();
                ada.joins(room);
                grace.joins(room);
                long quiet = slowestWord(ada, grace);
                way.isSilent();
                Until.holds("the silence is noticed", SOON, () -> server.api().get("/health/ready").status() == 503);
                List<Future<long[]>> asked = new ArrayList<>();
                for (String path : List.of("/api/user", "/socket.io/?EIO=4&transport=polling")) {
                    IntStream.range(0, ASKING).forEach(_ -> asked.add(crowd.submit(() -> timed(ada.person.api(), path))));
                }
                long now = slowestWord(ada, grace);
                long[] live = timed(server.api(), "/health/live");
                long[] page = timed(server.api(), "/");
                for (Future<long[]> each : asked) {
                    assertEquals(503, each.get()[0]);
                    // Three seconds, and two more for a busy machine; without a limit each would wait in turn.
                    assertTrue(each.get()[1] < 5_000, "503 after " + each.get()[1] + " ms");
                }
                assertTrue(now < Math.max(WAITS, 10 * quiet), "a word took " + now + " ms, and " + quiet + " ms before");
                assertEquals(200, live[0]);
                assertEquals(200, page[0]);
                assertTrue(live[1] < WAITS && page[1] < WAITS, "liveness after " + live[1] + " ms, a page after " + page[1] + " ms");
                way.speaks();
                long stacks = server.output().lines().filter(line -> line.startsWith("\tat ")).count();
                assertEquals(0, stacks, "lines of stacks in the log");
                Until.holds("it is well again", SOON, () -> ada.person.api().get("/api/user").status() == 200);
            }
        }
    }

    private static long[] timed(Api api, String path) {
        long start = System.nanoTime();
        int status = api.get(path).status();
        return new long[] {status, Duration.ofNanos(System.nanoTime() - start).toMillis()};
    }

    /** The longest that one of twenty words took to the other side. */
    private static long slowestWord(TestPeer from, TestPeer to) {
        long slowest = 0;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            String word = "word " + start;
            from.does("relay-ice", "peerId", to.peerId(), "icecandidate", Json.createObjectBuilder().add("candidate", word).build());
            to.hears("ice-candidate", heard -> heard.getJsonObject("icecandidate").getString("candidate").equals(word));
            slowest = Math.max(slowest, Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
        return slowest;
    }
}
