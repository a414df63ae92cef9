package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Browser;
import dev.parley.harness.Janus;
import dev.parley.harness.Needs;
import dev.parley.harness.Network;
import dev.parley.harness.Opened;
import dev.parley.harness.Person;
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
import org.junit.jupiter.api.parallel.Isolated;

/** Sound through a real media server neither breaks off nor comes from the wrong person. Rooms of more than three people are too large for the mesh. */
@Isolated("up to nine browsers take both processors, and browsers that are short of them drop sound by themselves")
@Needs({"chromium", "janus", "ip"})
class UnbrokenSoundIT {
    private static final List<String> NAMES = List.of("Ada Lovelace", "Grace Hopper", "Linus Pauling", "Mary Shelley", "Emmy Noether", "Alan Turing", "Rosalind Franklin",
            "Niels Bohr", "Barbara Liskov");
    private static final int SPEAKERS = 3;
    private static final Duration CEILING = Duration.ofMinutes(1);
    /**
     * 300 ms are promised, and 0 to 190 were measured. On a machine that is short of processor time, browsers drop sound by themselves; without
     * make before break it would be seconds.
     */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(1);

    @TempDir
    private static Path data;

    private static final Opened SHARED = new Opened();
    private static ServerProcess server;
    private static Browser browser;

    private final List<Talker> people = new ArrayList<>();

    @BeforeAll
    static void open() {
        Janus janus = SHARED.add(new Janus(Network.number(4)));
        server = SHARED.add(ServerProcess.start("parley-unbroken-sound", ServerProcess.freePort(), Map.of("DATA_DIR", data.toString(), "STUN_URLS", "none",
                "MESH_MAX", "3", "MESH_BACK", "2", "JANUS_URLS", janus.url().toString(), "JANUS_SECRET", Janus.SECRET)));
        server.says("Parley is ready: ");
        browser = SHARED.add(new Browser());
    }

    @AfterAll
    static void close() throws Exception {
        SHARED.close();
    }

    @AfterEach
    void everybodyLeaves() {
        people.forEach(Talker::close);
    }

    private Talker comes(int tone) {
        Talker talker = new Talker(browser, server.api(), NAMES.get(people.size()), tone, 1280, ColorScheme.LIGHT, "ears.every = 50");
        people.add(talker);
        return talker;
    }

    private void speaks(Talker talker, String room) {
        talker.listensSteadily();
        talker.enters(room);
        talker.unmutes();
    }

    private void allHearEachOther() {
        people.forEach(each -> each.hears(people.stream().filter(other -> other != each).toArray(Talker[]::new)));
    }

    /** The longest gap between any two of them since {@code allHearEachOther} was called. */
    private static long longestGap(String when, List<Talker> people) {
        long longest = 0;
        for (Talker each : people) {
            for (Talker other : people) {
                if (each != other) {
                    long gap = each.steadyPause(other);
                    longest = Math.max(longest, gap);
                    System.out.println(when + ": " + each.name + " missed " + other.name + " for " + gap + " ms at the longest");
                    assertEquals(0, each.timesDoubled(other), () -> when + ": " + each.name + " heard two copies of " + other.name);
                }
            }
        }
        return longest;
    }

    @Test
    void aRoomMovesToTheMediaServerAndBackWithoutAGap() {
        Talker host = comes(440);
        String room = host.person.makesRoom();
        speaks(host, room);
        speaks(comes(660), room);
        Until.isQuick("the longest gap while two came and left", LONGEST_GAP, () -> longestGapWhileTwoComeAndLeave(room));
    }

    private Duration longestGapWhileTwoComeAndLeave(String room) {
        allHearEachOther();
        List<Talker> before = List.copyOf(people);
        speaks(comes(880), room);
        // For comparison: a page that loads makes a small machine busy, and nothing moves.
        longestGap("as the third came", before);
        allHearEachOther();
        before = List.copyOf(people);
        speaks(comes(1100), room);
        people.forEach(each -> Until.holds(each.name + " has two connections", CEILING, () -> ForwardedIT.connected(each) == 2));
        long there = longestGap("as the fourth came", before);
        allHearEachOther();
        people.subList(2, 4).forEach(each -> each.press("Leave"));
        people.subList(2, 4).forEach(Talker::close);
        people.subList(2, 4).clear();
        people.forEach(each -> Until.holds(each.name + " is in the mesh", CEILING, () -> ForwardedIT.connected(each) == 1));
        long back = longestGap("as two left", people);
        allHearEachOther();
        return Duration.ofMillis(Math.max(there, back));
    }

    @Test
    void sixListenersTellThreeSpeakersApartAndHearWhoMutesAndUnmutes() {
        while (people.size() < NAMES.size()) {
            // Listeners have no voice, so that it is all the same which tone theirs would be.
            comes(440 + 220 * Math.min(people.size(), SPEAKERS));
        }
        List<Talker> speakers = people.subList(0, SPEAKERS);
        List<Talker> audience = people.subList(SPEAKERS, people.size());
        Person host = people.getFirst().person;
        String stage = host.makesRoom("stage", true);
        for (Talker speaker : speakers) {
            host.api().put("/api/rooms/" + stage + "/roles/" + speaker.person.id(), Person.json("role", "speaker"));
            speaker.enters(stage);
            speaker.unmutes();
        }
        audience.forEach(each -> each.enters(stage));
        audience.forEach(each -> each.hears(speakers.toArray(Talker[]::new)));
        audience.forEach(each -> speakers.forEach(speaker -> assertEquals(0, each.timesDoubled(speaker))));
        for (Talker speaker : speakers) {
            long silent = speaker.mutesFor(audience);
            List<Talker> others = speakers.stream().filter(other -> other != speaker).toList();
            audience.forEach(each -> each.hears(others.toArray(Talker[]::new)));
            audience.forEach(each -> assertTrue(each.never(speaker), () -> each.name + " hears " + speaker.name));
            long heard = speaker.unmutesFor(audience);
            System.out.println(speaker.name + " was silent for all six listeners " + silent + " ms after muting, and heard by all " + heard + " ms after unmuting");
        }
    }
}
