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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Nine people with browsers on a real media server. */
@Isolated("nine browsers take both processors")
@Needs({"chromium", "janus", "ip"})
class SixListenersIT {
    private static final List<String> NAMES = List.of("Ada Lovelace", "Grace Hopper", "Linus Pauling", "Mary Shelley", "Emmy Noether", "Alan Turing", "Rosalind Franklin",
            "Niels Bohr", "Barbara Liskov");
    private static final int SPEAKERS = 3;

    @TempDir
    private static Path data;

    private static final Opened SHARED = new Opened();
    private static ServerProcess server;
    private static Browser browser;

    @BeforeAll
    static void open() {
        Janus janus = SHARED.add(new Janus(Network.number(4)));
        server = SHARED.add(ServerProcess.start("parley-six-listeners", ServerProcess.freePort(), Map.of("DATA_DIR", data.toString(), "STUN_URLS", "none",
                "MESH_MAX", "3", "MESH_BACK", "2", "JANUS_URLS", janus.url().toString(), "JANUS_SECRET", Janus.SECRET)));
        server.says("Parley is ready: ");
        browser = SHARED.add(new Browser());
    }

    @AfterAll
    static void close() throws Exception {
        SHARED.close();
    }

    @Test
    void sixListenersTellThreeSpeakersApartAndHearWhoMutesAndUnmutes() {
        List<Talker> people = new ArrayList<>();
        for (String name : NAMES) {
            // Listeners have no voice, so that it is all the same which tone theirs would be.
            people.add(SHARED.add(new Talker(browser, server.api(), name, 440 + 220 * Math.min(people.size(), SPEAKERS), 1280, ColorScheme.LIGHT, "ears.every = 50")));
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
