package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database accepts everything and answers nothing, while several hundred requests come at once. */
@OwnServer
class SilentDatabaseIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    /** On each of two paths: together several times the threads in server.xml. */
    private static final int ASKING = 200;
    /** What nobody may have to wait for the database; without a limit each request would wait in turn. */
    private static final Duration REFUSED = Duration.ofSeconds(3);
    /** For the machine. Without a limit, those who talk would wait two seconds, as long as the database is waited for; others take much less. */
    private static final Duration SOMETHING = Duration.ofMillis(1_500);
    private static final Set<Integer> WELL = Set.of(200);
    private static final Set<Integer> REFUSALS = Set.of(503);
    /** On a busy machine the database itself may take too long. */
    private static final Set<Integer> ANSWERS = Set.of(200, 503);

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
                Duration aWord = patience(slowestWord(ada, grace));
                Duration aPage = patience(slowestPage(server.api()));
                Duration aCrowd = answers(asked(ANSWERS, List.of("/api/user", "/api/rooms"), ada.person.api(), crowd));
                Until.holds("ada is followed", SOON, () -> grace.person.api().put("/api/users/" + ada.person.username() + "/follow", "").status() == 200);
                // Before anybody could be told of it.
                way.isSilent();
                Until.holds("the silence is noticed", SOON, () -> server.api().get("/health/ready").status() == 503);
                Until.isQuick("what is later than it may be while the database is silent", Duration.ZERO, () -> {
                    List<CompletableFuture<Duration>> asked = asked(REFUSALS, List.of("/api/user", "/socket.io/?EIO=4&transport=polling"), ada.person.api(), crowd);
                    Duration word = slowestWord(ada, grace).minus(aWord);
                    Duration page = slowestPage(server.api()).minus(aPage);
                    Duration refusal = answers(asked).minus(REFUSED).minus(SOMETHING).minus(aCrowd);
                    System.out.println("Too late: a word " + word + ", a page " + page + ", 503 " + refusal);
                    return Stream.of(word, page, refusal).max(Comparator.naturalOrder()).orElseThrow();
                });
                way.speaks();
                long stacks = server.output().lines().filter(line -> line.startsWith("\tat ")).count();
                assertEquals(0, stacks, "lines of stacks in the log");
                Until.holds("it is well again", SOON, () -> ada.person.api().get("/api/user").status() == 200);
                Until.holds("the notice that had to wait is there", SOON, () -> ada.person.api().get("/api/notifications").body().contains(grace.person.id()));
            }
        }
    }

    /** How late something may be that took this long while the database answered. */
    private static Duration patience(Duration quiet) {
        return quiet.multipliedBy(10).compareTo(SOMETHING) > 0 ? quiet.multipliedBy(10) : SOMETHING;
    }

    private static List<CompletableFuture<Duration>> asked(Set<Integer> statuses, List<String> paths, Api api, ExecutorService crowd) {
        return paths.stream().flatMap(path -> Stream.generate(() -> CompletableFuture.supplyAsync(() -> answer(statuses, api, path), crowd)).limit(ASKING)).toList();
    }

    /** The longest that one of them took. */
    private static Duration answers(List<CompletableFuture<Duration>> asked) {
        return asked.stream().map(CompletableFuture::join).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static Duration slowestPage(Api api) {
        return Stream.of("/health/live", "/").map(path -> answer(WELL, api, path)).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static Duration answer(Set<Integer> statuses, Api api, String path) {
        return Until.time(() -> assertTrue(statuses.contains(api.get(path).status()), path));
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
