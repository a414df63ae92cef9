package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Api;
import dev.parley.harness.Browser;
import dev.parley.harness.LoadBalancer;
import dev.parley.harness.Needs;
import dev.parley.harness.OwnServer;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.Until;
import dev.parley.spread.Cluster;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Four people in browsers, on two nodes behind a load balancer, hear each other on while nodes die, stop and come back. */
@OwnServer
@Tag("alone")
@Needs({"chromium", "redis-server", "haproxy"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VoicesOnTwoNodesIT {
    private static final Duration CEILING = Duration.ofMinutes(2);
    /** Nothing interrupts the voices, and 60 ms were the most in the last runs. While a node starts on a small machine, browsers may drop sound for longer. */
    private static final long OF_A_BUSY_MACHINE = 600;
    /** Four pages that listen all the time are too much for a small machine. */
    private static final String LISTEN_LESS = "ears.every = 50";
    private static final List<String> NAMES = List.of("Ada Lovelace", "Grace Hopper", "Linus Pauling", "Mary Shelley");

    @TempDir
    private static Path folder;

    private static final List<Talker> TALKERS = new ArrayList<>();
    private static Cluster cluster;
    private static LoadBalancer balancer;
    private static Browser browser;
    private static String room;

    @BeforeAll
    static void fourPeopleTalk() {
        int port = ServerProcess.freePort();
        cluster = new Cluster(folder, 2, Map.of("APP_ORIGIN", "http://localhost:" + port, "STUN_URLS", "none", "DRAIN_DEADLINE", "15s"));
        balancer = new LoadBalancer(folder.resolve("balancer"), port, cluster.ports());
        browser = new Browser();
        Api all = balancer.api();
        for (int i = 0; i < NAMES.size(); i++) {
            TALKERS.add(new Talker(browser, all, NAMES.get(i), List.of(440, 660, 880, 1100).get(i), 1280, ColorScheme.LIGHT, LISTEN_LESS));
        }
        room = TALKERS.getFirst().person.makesRoom();
        for (Talker each : TALKERS) {
            each.listensSteadily();
            each.enters(room);
            each.unmutes();
        }
        allHear();
    }

    @AfterAll
    static void stopAll() {
        TALKERS.forEach(Talker::close);
        browser.close();
        balancer.close();
        cluster.close();
    }

    private static List<Talker> others(Talker one) {
        return TALKERS.stream().filter(each -> each != one).toList();
    }

    private static void allHear() {
        TALKERS.forEach(each -> each.hears(others(each).toArray(Talker[]::new)));
    }

    private static double figure(int node, String name) {
        return cluster.api(node).get("/metrics").body().lines().filter(line -> line.startsWith(name + "{")).mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst().orElseThrow();
    }

    /** Everybody is back in a seat, and sees so. */
    private static boolean allAreThere(int node) {
        var answer = cluster.at(node, TALKERS.getFirst().person).api().get("/api/rooms/" + room);
        if (answer.status() != 200) {
            return false;
        }
        List<JsonObject> people = answer.json().getJsonObject("room").getJsonArray("participants").getValuesAs(JsonObject.class);
        return people.size() == NAMES.size() && people.stream().noneMatch(one -> one.getBoolean("away") || one.getBoolean("isMuted"))
                && TALKERS.stream().allMatch(each -> others(each).stream().allMatch(other -> each.shows(other, "speaking")));
    }

    /** In the sound itself, however late a page looks at it. */
    private static long longestSilence() {
        return TALKERS.stream().flatMap(each -> others(each).stream().map(each::steadyPause)).mapToLong(Long::longValue).max().orElseThrow();
    }

    private static void goesOn(String what, int node, Runnable fault) {
        allHear();
        Duration took = Until.time(() -> {
            fault.run();
            Until.holds("everybody is there after " + what, CEILING, () -> allAreThere(node));
        });
        long silence = longestSilence();
        System.out.println(what + ": all agree after " + took.toMillis() + " ms, the longest silence in the sound is " + silence + " ms");
        assertTrue(silence < OF_A_BUSY_MACHINE, what + ": " + silence + " ms");
    }

    @Test
    @Order(1)
    void voicesGoOnWhileAllNodesAreStartedAgainInTurn() {
        assertTrue(IntStream.of(0, 1).allMatch(node -> figure(node, "parley_sockets") >= 1), "people are on both nodes");
        for (int node : List.of(0, 1)) {
            goesOn("node " + node + " stopped", 1 - node, () -> {
                cluster.node(node).stop();
                assertEquals(0, cluster.node(node).ended());
            });
            // For comparison: a node that starts makes the machine busy and has nothing to do with anybody's voice.
            allHear();
            cluster.starts(node);
            Until.holds("both serve", CEILING, () -> balancer.serves(0) && balancer.serves(1));
            System.out.println("node " + node + " started: the longest silence in the sound is " + longestSilence() + " ms");
        }
    }

    @Test
    @Order(2)
    void voicesGoOnWhenTheOwnerOfTheRoomIsKilled() {
        int owner = figure(0, "parley_rooms_owned") >= 1 ? 0 : 1;
        goesOn("the owner killed", 1 - owner, cluster.node(owner)::kill);
    }
}
