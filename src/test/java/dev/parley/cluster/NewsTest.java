package dev.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewsTest {
    @TempDir
    Path folder;

    private Mongo mongo;
    private long now;

    @BeforeEach
    void open() {
        mongo = new Mongo(folder);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    private News node(Collection<String> heard) {
        return node(news -> heard.add(news.kind() + " " + news.subject()), true);
    }

    private News node(Consumer<News.Heard> heard, boolean several) {
        return new News(mongo.database(), InstantSource.system(), heard, several, () -> now, NodesTest.SOON);
    }

    private static List<String> numbers(int many) {
        return IntStream.range(0, many).mapToObj(String::valueOf).toList();
    }

    @Test
    void everyOtherNodeHearsItOnce() {
        List<String> one = new ArrayList<>();
        List<String> two = new ArrayList<>();
        News teller = node(one);
        News hearer = node(two);
        teller.tell("ended", List.of("a", "b"));
        teller.tell("erased", List.of("c"));
        teller.round();
        hearer.round();
        hearer.round();
        assertEquals(List.of("ended a", "ended b", "erased c"), two);
        assertEquals(List.of(), one);
    }

    @Test
    void nothingIsMissedWhenAllTellAtTheSameTime() {
        int many = 4;
        List<Set<String>> heard = Stream.generate(HashSet<String>::new).limit(many).<Set<String>>map(each -> each).toList();
        List<News> nodes = heard.stream().map(this::node).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            CompletableFuture.allOf(IntStream.range(0, many).mapToObj(i -> CompletableFuture.runAsync(() -> {
                for (int each = 0; each < 25; each++) {
                    nodes.get(i).tell("ended", List.of(i + "." + each));
                    nodes.get(i).round();
                }
            }, threads)).toArray(CompletableFuture[]::new)).join();
        }
        nodes.forEach(News::round);
        heard.forEach(each -> assertEquals(25 * (many - 1), each.size()));
        assertEquals(25 * many, newest(), "numbered without gaps");
    }

    private long newest() {
        return mongo.database().getCollection("news").find().sort(new Document("_id", -1)).first().getLong("_id");
    }

    @Test
    void aThousandAtOnceArriveInSeveralParts() {
        Set<String> heard = new HashSet<>();
        News hearer = node(heard);
        node(_ -> {}, true).tell("ended", numbers(1_200));
        hearer.round();
        assertEquals(1_200, heard.size());
    }

    @Test
    void whatCannotBeHandledHoldsNothingElseUp() {
        List<String> heard = new CopyOnWriteArrayList<>();
        News hearer = node(news -> {
            if (news.subject().equals("1")) {
                throw new IllegalStateException("a test");
            }
            if (news.subject().equals("2")) {
                throw new AssertionError("a test");
            }
            heard.add(news.subject());
        }, true);
        node(_ -> {}, true).tell("ended", numbers(4));
        hearer.round();
        assertEquals(List.of("0", "3"), heard);
    }

    @Test
    void anItemThatNobodyUnderstandsHoldsNothingElseUp() {
        List<String> heard = new ArrayList<>();
        News hearer = node(heard);
        News teller = node(_ -> {}, true);
        teller.tell("ended", List.of("a"));
        mongo.database().getCollection("news").insertOne(new Document("_id", 2L));
        teller.tell("ended", List.of("b"));
        for (int round = 0; round < 2; round++) {
            try {
                hearer.round();
            } catch (NullPointerException strange) {
                // The scheduler's next round goes on after it.
            }
        }
        assertEquals(List.of("ended a", "ended b"), heard);
    }

    @Test
    void aNodeThatStartsLaterHearsWhatIsKept() {
        List<String> heard = new ArrayList<>();
        node(_ -> {}, true).tell("ended", List.of("a"));
        node(heard).round();
        assertEquals(List.of("ended a"), heard);
    }

    @Test
    void whatIsOldIsDeletedButNeverTheNewest() {
        List<String> heard = new ArrayList<>();
        News hearer = node(heard);
        News teller = node(_ -> {}, true);
        teller.tell("ended", List.of("a"));
        teller.tell("ended", List.of("b"));
        for (int minutes = 0; minutes < 30; minutes++) {
            hearer.round();
            assertTrue(minutes > 9 || count() == 2, "kept for ten minutes");
            now += Duration.ofMinutes(1).toNanos();
        }
        hearer.round();
        assertEquals(1, count());
        teller.tell("ended", List.of("c"));
        hearer.round();
        assertEquals(List.of("ended a", "ended b", "ended c"), heard);
    }

    private long count() {
        return mongo.database().getCollection("news").countDocuments();
    }

    @Test
    void afterAnOlderDatabaseWasRestoredNewsIsHeardAgain() {
        List<String> heard = new ArrayList<>();
        News hearer = node(heard);
        News teller = node(_ -> {}, true);
        teller.tell("ended", numbers(3));
        teller.tell("ended", List.of("3"));
        hearer.round();
        mongo.database().getCollection("news").deleteMany(Filters.empty());
        hearer.round();
        teller.tell("ended", List.of("a"));
        hearer.round();
        assertEquals("ended a", heard.getLast());
    }

    @Test
    void aSingleNodeStoresNothing() {
        News alone = node(_ -> {}, false);
        alone.tell("ended", List.of("a"));
        assertEquals(0, count());
    }
}
