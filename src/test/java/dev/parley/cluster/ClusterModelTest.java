package dev.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.problem.Problem;
import dev.parley.protocol.RoomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple3;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is delayed or paused: no two owners act, and no write of an earlier owner is accepted. */
class ClusterModelTest {
    private static final int NODES = 3;
    private static Mongo mongo;

    private long now;

    enum Step { ROUND, SLEEP, CLAIM, TAKE, HAND, RELEASE, WRITE, SWEEP }

    @BeforeContainer
    static void open() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "cluster");
        mongo = new Mongo(folder);
    }

    @AfterContainer
    static void close() {
        mongo.close();
    }

    @Provide
    Arbitrary<List<Tuple3<Step, Integer, Integer>>> steps() {
        Arbitrary<Step> step = Arbitraries.frequencyOf(Tuple.of(8, Arbitraries.just(Step.ROUND)), Tuple.of(8, Arbitraries.just(Step.SLEEP)),
                Tuple.of(10, Arbitraries.of(Step.class)));
        return net.jqwik.api.Combinators.combine(step, Arbitraries.integers().between(0, NODES - 1), Arbitraries.integers().between(0, 2_500)).as(Tuple::of)
                .list().ofMinSize(40).ofMaxSize(120);
    }

    /** Each node acts on what it believes, however old that is. */
    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void neverTwoOwners(@ForAll("steps") List<Tuple3<Step, Integer, Integer>> steps) {
        mongo.clear();
        now = 0;
        RoomId room = new RoomId("room");
        List<Nodes> nodes = new ArrayList<>();
        List<Owners> owners = new ArrayList<>();
        Map<Integer, Owner> held = new HashMap<>();
        Map<Integer, Owner> once = new HashMap<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Nodes(mongo.database(), NodesTest.SETTINGS, "1", () -> now, NodesTest.SOON));
            nodes.get(i).enter();
            owners.add(new Owners(mongo.database(), nodes.get(i)));
        }
        long highest = 0;
        Map<Long, String> byEpoch = new HashMap<>();
        for (Tuple3<Step, Integer, Integer> each : steps) {
            int i = each.get2();
            Owners mine = owners.get(i);
            try {
                switch (each.get1()) {
                    case ROUND -> nodes.get(i).round();
                    case SLEEP -> {
                        // One node is paused, and the others go on.
                        for (int left = each.get3(); left > 0; left -= 500) {
                            now += TimeUnit.MILLISECONDS.toNanos(Math.min(left, 500));
                            for (int other = 0; other < NODES; other++) {
                                if (other != i) {
                                    nodes.get(other).round();
                                }
                            }
                        }
                    }
                    case CLAIM -> hold(held, i, mine.claim(room), nodes);
                    case TAKE -> {
                        Optional<Owner> seen = mine.known(room).or(() -> mine.current(room));
                        if (seen.isPresent()) {
                            hold(held, i, mine.takeOver(room, seen.get()), nodes);
                        }
                    }
                    case HAND -> {
                        Owner own = held.remove(i);
                        int to = (i + 1) % NODES;
                        if (own != null) {
                            mine.handOver(room, own, nodes.get(to).id()).ifPresent(next -> hold(held, to, next, nodes));
                        }
                    }
                    case RELEASE -> {
                        Owner own = held.remove(i);
                        if (own != null) {
                            mine.release(room, own);
                        }
                    }
                    case SWEEP -> mine.sweep(room, highest);
                    case WRITE -> {
                        Owner own = each.get3() % 2 == 0 ? held.get(i) : once.get(i);
                        if (own != null && mine.isCurrent(room, own)) {
                            assertTrue(own.epoch() >= highest, "a write of an earlier owner was accepted");
                            highest = own.epoch();
                            assertEquals(own.node(), byEpoch.computeIfAbsent(own.epoch(), _ -> own.node()), "two owners of one epoch");
                        }
                    }
                }
            } catch (Problem fenced) {
                assertEquals("unavailable", fenced.code());
                held.remove(i);
            }
            once.putAll(held);
            assertTrue(held.keySet().stream().filter(node -> nodes.get(node).mayAct()).count() <= 1, "two nodes act as the owner");
        }
    }

    private static void hold(Map<Integer, Owner> held, int node, Owner owner, List<Nodes> nodes) {
        if (owner.node().equals(nodes.get(node).id())) {
            held.put(node, owner);
        } else {
            held.remove(node);
        }
    }
}
