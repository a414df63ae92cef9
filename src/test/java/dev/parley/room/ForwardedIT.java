package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Browser;
import dev.parley.harness.Janus;
import dev.parley.harness.Needs;
import dev.parley.harness.Network;
import dev.parley.harness.OwnServer;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms that are too large for a mesh: here with more than two people. A real media server carries them. */
@OwnServer
@Needs({"chromium", "janus", "ip"})
class ForwardedIT {
    private static final Duration CEILING = Duration.ofMinutes(1);
    /** In milliseconds. */
    private static final long LONGEST_GAP = 300;
    private static final List<String> NAMES = List.of("Ada Lovelace", "Grace Hopper", "Linus Pauling", "Mary Shelley");
    private static final List<Integer> TONES = List.of(440, 660, 880, 1100);

    @TempDir
    private static Path data;

    private static final List<AutoCloseable> SHARED = new ArrayList<>();
    private static Janus janus;
    private static ServerProcess server;
    private static Browser browser;

    private final List<Talker> talkers = new ArrayList<>();

    @BeforeAll
    static void open() {
        Network network = shared(new Network(4));
        janus = shared(new Janus(network));
        int port = ServerProcess.freePort();
        server = shared(ServerProcess.start("parley-forwarded", port, Map.of("DATA_DIR", data.toString(), "STUN_URLS", "none", "MESH_MAX", "2", "MESH_BACK", "1",
                "JANUS_URLS", janus.url().toString(), "JANUS_SECRET", Janus.SECRET)));
        server.says("Parley is ready: ");
        browser = shared(new Browser("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--allow-loopback-in-peer-connection"));
    }

    private static <T extends AutoCloseable> T shared(T made) {
        SHARED.add(made);
        return made;
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable each : SHARED.reversed()) {
            each.close();
        }
    }

    @AfterEach
    void closeWindows() {
        talkers.forEach(Talker::close);
    }

    private Talker talker(int number) {
        Talker talker = new Talker(browser, server.api(), NAMES.get(number), TONES.get(number), 1280, ColorScheme.LIGHT);
        talkers.add(talker);
        return talker;
    }

    private Talker talkerIn(String room, int number) {
        Talker talker = talker(number);
        talker.enters(room);
        talker.unmutes();
        return talker;
    }

    static long connected(Talker talker) {
        return talker.number("connections.states().filter((state) => state === 'connected').length");
    }

    private void allHearEachOther() {
        talkers.forEach(each -> each.hears(talkers.stream().filter(other -> other != each).toArray(Talker[]::new)));
    }

    /** Without forgetting what was heard before. */
    private void allHearEachOtherAgain() {
        talkers.forEach(each -> talkers.stream().filter(other -> other != each).forEach(other ->
                Until.holds(each.name + " hears " + other.name, CEILING, () -> each.number("Date.now()") - each.lastHeard(other) < 200)));
    }

    /** One connection for what they say, and one for what they hear. */
    private void allAreCarried() {
        talkers.forEach(each -> Until.holds(each.name + " has two connections", CEILING, () -> connected(each) == 2));
    }

    /** How far the voices of these people were interrupted since {@code allHearEachOther} was called. */
    private static void assertWithoutAGap(String when, List<Talker> people) {
        for (Talker each : people) {
            for (Talker other : people) {
                if (each != other) {
                    long pause = each.longestPause(other);
                    System.out.println(when + ": " + each.name + " missed " + other.name + " for " + pause + " ms at the longest");
                    assertTrue(pause <= LONGEST_GAP, () -> when + ": " + each.name + " did not hear " + other.name + " for " + pause + " ms");
                    assertEquals(0, each.timesDoubled(other), () -> when + ": " + each.name + " heard two copies of " + other.name);
                }
            }
        }
    }

    private String roomOf(int people) {
        Talker host = talker(0);
        String room = host.person.makesRoom();
        host.enters(room);
        host.unmutes();
        for (int number = 1; number < people; number++) {
            talkerIn(room, number);
        }
        return room;
    }

    @Test
    void aRoomMovesToTheMediaServerAndBackWithoutAGap() {
        String room = roomOf(2);
        allHearEachOther();
        List<Talker> before = List.copyOf(talkers);
        Talker third = talkerIn(room, 2);
        allAreCarried();
        assertWithoutAGap("as the third came", before);
        allHearEachOther();
        talkerIn(room, 3);
        allAreCarried();
        assertWithoutAGap("as the fourth came", List.copyOf(talkers.subList(0, 3)));
        allHearEachOther();
        third.press("Leave");
        talkers.remove(third);
        third.close();
        talkers.removeLast().close();
        talkers.forEach(each -> Until.holds(each.name + " is in the mesh", CEILING, () -> connected(each) == 1));
        assertWithoutAGap("as the third left", List.copyOf(talkers));
        allHearEachOther();
    }

    @Test
    void whenTheMediaServerDiesASmallRoomGoesOnInTheMeshAndComesBack() {
        roomOf(4);
        allAreCarried();
        allHearEachOther();
        janus.kill();
        talkers.forEach(each -> Until.holds(each.name + " is in the mesh", CEILING, () -> connected(each) == 3));
        allHearEachOtherAgain();
        for (Talker each : talkers) {
            for (Talker other : talkers) {
                if (each != other) {
                    long pause = each.longestPause(other);
                    System.out.println("the media server killed: " + each.name + " missed " + other.name + " for " + pause + " ms");
                    assertTrue(pause < 5_000, () -> pause + " ms");
                }
            }
        }
        janus.start();
        allAreCarried();
        allHearEachOther();
    }
}
