package dev.parley.sfu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Browser;
import dev.parley.harness.Janus;
import dev.parley.harness.Needs;
import dev.parley.harness.Network;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Opened;
import dev.parley.harness.Until;
import dev.parley.protocol.Ids;
import dev.parley.protocol.RoomId;
import dev.parley.sfu.MediaServers.State;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real Janus that take one listener each, and real browsers: Ada speaks at home, where Mei listens, and Noor listens on the branch. */
@OwnServer
@Needs({"chromium", "janus", "ip"})
class CascadeIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Opened SHARED = new Opened();
    private static Janus home;
    private static Janus branch;
    private static Browser browser;

    private final Opened opened = new Opened();
    private final RoomId room = new RoomId(Ids.fresh());
    private Peer ada;
    private Peer mei;
    private Peer noor;
    private Sfu sfu;

    @BeforeAll
    static void open() {
        Network network = Network.number(6).withDefaultRoute();
        home = SHARED.add(new Janus(network));
        branch = SHARED.add(new Janus(network));
        browser = SHARED.add(new Browser(network.within(Browser.executable()), "--autoplay-policy=no-user-gesture-required"));
    }

    @AfterAll
    static void close() throws Exception {
        SHARED.close();
    }

    @BeforeEach
    void speakToABranch() {
        home.start();
        branch.start();
        ada = opened.add(new Peer(browser, "ada", 440));
        mei = opened.add(new Peer(browser, "mei", 0));
        noor = opened.add(new Peer(browser, "noor", 0));
        sfu = node(1);
        Until.holds("both are up", SOON, () -> sfu.servers.states().stream().allMatch(each -> each.state().equals("up")));
        sfu.wants(ada.speaks(), mei.listens());
        sfu.isUp();
        ada.publishes(sfu);
        sfu.until("the first listener hears the speaker at home", () -> mei.hears(ada));
        Duration took = Until.time(() -> {
            sfu.wants(ada.speaks(), mei.listens(), noor.listens());
            sfu.until("the next one hears the speaker on the branch", () -> noor.hears(ada));
        });
        System.out.println("Heard on a new branch after " + took.toMillis() + " ms");
        assertEquals(List.of(new State(home.url() + "", "up", 1, 1, 1), new State(branch.url() + "", "up", 0, 0, 1)), sfu.servers.states());
    }

    @AfterEach
    void closePages() throws Exception {
        opened.close();
    }

    private Sfu node(long epoch) {
        Sfu node = opened.add(new Sfu(new JanusSettings(List.of(home.url(), branch.url()), Optional.of(Janus.SECRET), 1), room, epoch));
        node.knows(ada, mei, noor);
        return node;
    }

    private void wholeSound(Peer listener, Sfu owner) {
        int before = listener.packetsOf(ada);
        owner.until(listener.user + " goes on hearing the speaker", () -> listener.packetsOf(ada) > before + 50 && listener.hears(ada));
    }

    /** The speaker goes on sending, and nothing arrives. */
    private boolean isSilentFor(Peer listener) {
        int before = listener.packetsOf(ada);
        int sent = ada.sent();
        Until.holds("the speaker sends", SOON, () -> ada.sent() > sent + 50);
        return listener.packetsOf(ada) == before;
    }

    /** What is heard after that does not come from the connection before. */
    private void isOfferedAnew(Peer listener) {
        Until.holds("a new connection is offered", SOON, () -> sfu.news.contains("first offer to " + listener.id));
    }

    private Place placeOfBranch() {
        sfu.until("the branch is written down", () -> Place.read(sfu.place()).orElseThrow().branches().stream()
                .anyMatch(each -> each.speakers().containsKey(ada.id) && each.listeners().getOrDefault(noor.id, new Place.Listener(0, false)).settled()));
        return Place.read(sfu.place()).orElseThrow().branches().getFirst();
    }

    private int refusalOf(Place place) {
        try (Stranger other = new Stranger(URI.create(place.server()), true)) {
            Words.Refused refused = Words.refusal(other.askPlugin(Words.request("listparticipants").add("room", place.room())));
            return refused == null ? 0 : refused.code;
        }
    }

    @Test
    void nothingOfASilencedSpeakerIsForwardedOnTheBranch() {
        sfu.wants(ada.isSilenced(), mei.listens(), noor.listens());
        sfu.until("the packets stop on the branch and at home", () -> isSilentFor(noor) && isSilentFor(mei));
        sfu.wants(ada.speaks(), mei.listens(), noor.listens());
        sfu.until("the packets go on", () -> noor.hears(ada) && mei.hears(ada));
    }

    @Test
    void theHomeAloneSilencesWhatTheBranchGets() {
        Place there = Place.read(sfu.place()).orElseThrow();
        try (Stranger other = new Stranger(home.url(), true)) {
            assertEquals(null, Words.refusal(other.askPlugin(Words.request("moderate").add("room", there.room()).add("secret", there.secret())
                    .add("id", there.speakers().get(ada.id).feed()).add("mid", "0").add("mute", true))));
        }
        sfu.until("the packets stop on the branch", () -> isSilentFor(noor));
    }

    @Test
    void aKilledBranchCostsItsListenersAMomentAndNobodyElseAnything() {
        sfu.news.clear();
        int before = mei.packetsOf(ada);
        Duration took = Until.time(() -> {
            branch.kill();
            isOfferedAnew(noor);
            sfu.until("it hears the speaker at home", () -> noor.hears(ada));
        });
        System.out.println("Heard again " + took.toMillis() + " ms after a branch was killed");
        sfu.until("the listener at home goes on hearing her", () -> mei.packetsOf(ada) > before && mei.hears(ada));
        assertEquals(List.of("lost SUBSCRIBE of " + noor.id, "first offer to " + noor.id), sfu.news);
        assertEquals(2, sfu.servers.states().getFirst().subscribers());
    }

    @Test
    void aBranchThatHangsIsLeftWithinSeconds() {
        sfu.news.clear();
        Duration took = Until.time(() -> {
            branch.pause();
            isOfferedAnew(noor);
            sfu.until("its listener hears the speaker at home", () -> noor.hears(ada));
        });
        branch.wake();
        System.out.println("Heard again " + took.toMillis() + " ms after a branch was stopped");
        assertEquals(List.of("lost SUBSCRIBE of " + noor.id, "first offer to " + noor.id), sfu.news);
        sfu.until("the branch is up again", () -> sfu.servers.states().getLast().state().equals("up"));
    }

    @Test
    void anotherNodeGoesOnWithTheBranch() {
        placeOfBranch();
        String place = sfu.place();
        // Others have judged it dead, and it is still there.
        sfu.servers.actWhile(() -> false);
        Sfu next = node(2);
        Until.holds("both are up", SOON, () -> next.servers.states().stream().allMatch(each -> each.state().equals("up")));
        next.wants(place, ada.speaks(), mei.listens(), noor.listens());
        next.isUp();
        wholeSound(noor, next);
        wholeSound(mei, next);
        assertEquals(List.of("up"), next.news);
        next.wants(ada.isSilenced(), mei.listens(), noor.listens());
        next.until("it can silence somebody on the branch", () -> isSilentFor(noor));
    }

    @Test
    void theEndOfTheHomeFreesTheBranchAndAllAreHeardAgain() {
        Place before = placeOfBranch();
        sfu.news.clear();
        home.kill();
        sfu.until("the room is told", () -> sfu.news.contains("down"));
        sfu.until("the branch is freed", () -> refusalOf(before) == Words.NO_SUCH_ROOM);
        sfu.until("the room is on the other server", () -> sfu.news.contains("up"));
        ada.publishes(sfu);
        sfu.until("all hear the speaker again", () -> mei.hears(ada) && noor.hears(ada));
    }

    @Test
    void theEndOfTheRoomLeavesNothingOnTheBranch() {
        Place before = placeOfBranch();
        sfu.servers.end(room, 1);
        Until.holds("the branch is freed", SOON, () -> refusalOf(before) == Words.NO_SUCH_ROOM);
        try (Stranger other = new Stranger(branch.url(), true)) {
            assertEquals("success", other.ask(Words.message("create")).getString("janus"), "it has survived that");
        }
    }
}
