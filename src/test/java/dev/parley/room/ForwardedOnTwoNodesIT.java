package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Browser;
import dev.parley.harness.Janus;
import dev.parley.harness.LoadBalancer;
import dev.parley.harness.Needs;
import dev.parley.harness.Network;
import dev.parley.harness.Opened;
import dev.parley.harness.OwnServer;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.Until;
import dev.parley.spread.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A room on a media server outlives the node that commands it. */
@OwnServer
@Tag("alone")
@Needs({"chromium", "redis-server", "haproxy", "janus", "ip"})
class ForwardedOnTwoNodesIT {
    private static final Duration CEILING = Duration.ofMinutes(2);
    /** While 8 pages and a server begin anew on two cores, browsers drop sound for a moment. */
    private static final long OF_A_BUSY_MACHINE = 1_000;
    private static final List<String> NAMES = List.of("Ada Lovelace", "Grace Hopper", "Linus Pauling", "Mary Shelley");

    @TempDir
    private static Path folder;

    private static final List<Talker> TALKERS = new ArrayList<>();
    private static final Opened SHARED = new Opened();
    private static Cluster cluster;
    private static String room;

    @BeforeAll
    static void fourPeopleTalk() {
        int port = ServerProcess.freePort();
        Janus janus = SHARED.add(new Janus(Network.number(4)));
        cluster = SHARED.add(new Cluster(folder, 2, Map.of("APP_ORIGIN", "http://localhost:" + port, "STUN_URLS", "none", "MESH_MAX", "3", "MESH_BACK", "2",
                "JANUS_URLS", janus.url().toString(), "JANUS_SECRET", Janus.SECRET)));
        LoadBalancer balancer = SHARED.add(new LoadBalancer(folder.resolve("balancer"), port, cluster.ports()));
        Browser browser = SHARED.add(new Browser());
        for (int i = 0; i < NAMES.size(); i++) {
            Talker talker = new Talker(browser, balancer.api(), NAMES.get(i), List.of(440, 660, 880, 1100).get(i), 1280, ColorScheme.LIGHT, "ears.every = 50");
            TALKERS.add(talker);
            talker.listensSteadily();
        }
        room = TALKERS.getFirst().person.makesRoom();
        for (Talker each : TALKERS) {
            each.enters(room);
            each.unmutes();
        }
        allHear();
        TALKERS.forEach(each -> Until.holds(each.name + " has two connections", CEILING, () -> ForwardedIT.connected(each) == 2));
    }

    @AfterAll
    static void stopAll() throws Exception {
        TALKERS.forEach(Talker::close);
        SHARED.close();
    }

    private static List<Talker> others(Talker one) {
        return TALKERS.stream().filter(each -> each != one).toList();
    }

    private static void allHear() {
        TALKERS.forEach(each -> each.hears(others(each).toArray(Talker[]::new)));
    }

    private static double owned(int node) {
        return cluster.api(node).get("/metrics").body().lines().filter(line -> line.startsWith("parley_rooms_owned{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).findFirst().orElseThrow();
    }

    @Test
    void whenTheOwnerIsKilledTheSoundGoesOnAndModeratorsAreObeyedAgain() {
        int owner = owned(0) >= 1 ? 0 : 1;
        Talker ada = TALKERS.getFirst();
        Talker grace = TALKERS.get(1);
        Talker linus = TALKERS.get(2);
        allHear();
        long killed = System.currentTimeMillis();
        cluster.node(owner).kill();
        grace.page.evaluate("connections.sendForEver().then(() => 0)");
        Until.holds("the other node owns the room", CEILING, () -> owned(1 - owner) >= 1);
        System.out.println("another node owns the room after " + (System.currentTimeMillis() - killed) + " ms");
        Until.holds("a moderator is obeyed again", CEILING, () ->
                cluster.at(1 - owner, ada.person).api().post("/api/rooms/" + room + "/participants/" + grace.person.id() + "/mute", "{}").status() < 300);
        System.out.println("a moderator was obeyed after " + (System.currentTimeMillis() - killed) + " ms");
        long heard = linus.heardUntil(grace);
        System.out.println("Grace was heard until " + (heard - killed) + " ms after the owner was killed");
        long silence = others(grace).stream().flatMap(each -> others(each).stream().filter(other -> other != grace).map(each::steadyPause))
                .mapToLong(Long::longValue).max().orElseThrow();
        System.out.println("the longest silence in the sound is " + silence + " ms");
        assertTrue(silence < OF_A_BUSY_MACHINE, silence + " ms");
    }
}
