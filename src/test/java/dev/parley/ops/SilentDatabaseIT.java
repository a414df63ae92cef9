package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.harness.Api;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import dev.parley.harness.Way;
import jakarta.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database accepts everything and answers nothing, while a hundred people send requests. */
@OwnServer
class SilentDatabaseIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int ASKING = 100;
    /** Three seconds, and two more; without a limit each would wait in turn. */
    private static final Duration REFUSED = Duration.ofSeconds(5);
    /** Requests that wait for the database take longer; others take much less. */
    private static final Duration WAITS = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void peopleWhoTalkDoNotNoticeThatTheDatabaseIsSilent() throws Exception {
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
                Duration quiet = slowestWord(ada, grace);
                Duration aWord = quiet.multipliedBy(10).compareTo(WAITS) > 0 ? quiet.multipliedBy(10) : WAITS;
                assertEquals(200, grace.person.api().put("/api/users/" + ada.person.username() + "/follow", "").status());
                // Before anybody could be told of it.
                way.isSilent();
                Until.holds("the silence is noticed", SOON, () -> server.api().get("/health/ready").status() == 503);
                Until.isQuick("what is later than it may be while the database is silent", Duration.ZERO, () -> {
                    List<CompletableFuture<Duration>> asked = Stream.of("/api/user", "/socket.io/?EIO=4&transport=polling").flatMap(path ->
                            Stream.generate(() -> CompletableFuture.supplyAsync(() -> answer(503, ada.person.api(), path), crowd)).limit(ASKING)).toList();
                    Duration word = slowestWord(ada, grace).minus(aWord);
                    Duration live = answer(200, server.api(), "/health/live").minus(WAITS);
                    Duration page = answer(200, server.api(), "/").minus(WAITS);
                    Duration refusal = asked.stream().map(CompletableFuture::join).max(Comparator.naturalOrder()).orElseThrow().minus(REFUSED);
                    System.out.println("Too late: a word " + word + ", liveness " + live + ", a page " + page + ", 503 " + refusal);
                    return Stream.of(word, live, page, refusal).max(Comparator.naturalOrder()).orElseThrow();
                });
                way.speaks();
                long stacks = server.output().lines().filter(line -> line.startsWith("\tat ")).count();
                assertEquals(0, stacks, "lines of stacks in the log");
                Until.holds("it is well again", SOON, () -> ada.person.api().get("/api/user").status() == 200);
                Until.holds("the notice that had to wait is there", SOON, () -> ada.person.api().get("/api/notifications").body().contains(grace.person.id()));
            }
        }
    }

    private static Duration answer(int status, Api api, String path) {
        return Until.time(() -> assertEquals(status, api.get(path).status()));
    }

    /** The longest time that one of twenty messages took to arrive. */
    private static Duration slowestWord(TestPeer from, TestPeer to) {
        return IntStream.range(0, 20).mapToObj(i -> Until.time(() -> {
            String word = "word " + i;
            from.does("relay-ice", "peerId", to.peerId(), "icecandidate", Json.createObjectBuilder().add("candidate", word).build());
            to.hears("ice-candidate", heard -> heard.getJsonObject("icecandidate").getString("candidate").equals(word));
        })).max(Comparator.naturalOrder()).orElseThrow();
    }
}
