package dev.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodesTest {
    static final ClusterSettings SETTINGS = new ClusterSettings(Optional.empty(), Optional.empty(), Duration.ofSeconds(3), Duration.ofSeconds(60));
    /** For the database as well: time stands still in these tests, and the machine may too. */
    static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Mongo mongo;
    private long now;
    private final List<String> news = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        mongo = new Mongo(folder);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    private Nodes entered() {
        Nodes nodes = new Nodes(mongo.database(), SETTINGS, "1", () -> now, SOON);
        nodes.enter();
        nodes.listen(new Nodes.Listener() {
            @Override
            public void joined(String node) {
                news.add("joined " + node);
            }

            @Override
            public void died(String node) {
                news.add("died " + node);
            }

            @Override
            public void fenced() {
                news.add("fenced " + nodes.id());
            }
        });
        return nodes;
    }

    private void pass(int millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void onlyGoesOn(Nodes other, int seconds) {
        for (int second = 0; second < seconds; second++) {
            other.round();
            pass(1_000);
        }
    }

    @Test
    void aNodeThatStandsStillIsDeadAfterItsLeaseAndCannotComeBack() {
        Nodes paused = entered();
        Nodes other = entered();
        onlyGoesOn(other, 5);
        other.round();
        assertEquals(List.of("joined " + paused.id(), "died " + paused.id()), news);
        assertTrue(other.isGone(paused.id()));
        paused.round();
        assertFalse(paused.mayAct());
        assertEquals("fenced " + paused.id(), news.get(2));
        paused.round();
        assertEquals(3, news.stream().filter(each -> each.contains(paused.id())).count());
    }

    @Test
    void aNodeStopsActingBeforeOthersMayJudgeIt() {
        Nodes node = entered();
        pass(2_000);
        assertTrue(node.mayAct());
        pass(1);
        assertFalse(node.mayAct());
        node.round();
        assertTrue(node.mayAct());
    }

    @Test
    void aNodeThatStopsTakesItsLeaseAlong() {
        Nodes leaving = entered();
        Nodes other = entered();
        other.round();
        leaving.close();
        assertFalse(leaving.mayAct());
        other.round();
        assertEquals(List.of("joined " + leaving.id(), "died " + leaving.id()), news);
    }

    @Test
    void theMarkOfADeadNodeIsSweptAndItStaysDead() {
        Nodes dead = entered();
        Nodes other = entered();
        onlyGoesOn(other, 200);
        assertEquals(1, mongo.database().getCollection("nodes").countDocuments());
        dead.round();
        assertFalse(dead.mayAct());
        assertTrue(other.isGone(dead.id()));
    }

    @Test
    void nodesFindEachOtherByThemselves() {
        try (Nodes one = new Nodes(mongo.database(), SETTINGS, "1", System::nanoTime, SOON); Nodes two = new Nodes(mongo.database(), SETTINGS, "1", System::nanoTime, SOON)) {
            one.start();
            two.start();
            Until.holds("they know each other", SOON, () -> one.others().equals(Set.of(two.id())) && two.others().equals(Set.of(one.id())));
        }
    }
}
