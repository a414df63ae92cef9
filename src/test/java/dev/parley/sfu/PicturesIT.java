package dev.parley.sfu;

import static dev.parley.protocol.Source.CAMERA;
import static dev.parley.protocol.Source.SCREEN;
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
import dev.parley.protocol.Picture;
import dev.parley.protocol.Picture.Size;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.Source;
import dev.parley.sfu.Peer.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real Janus and real browsers: Ada shows a camera in three sizes, 135, 270 and 540 pixels high, and others see it. */
@OwnServer
@Needs({"chromium", "janus", "ip"})
class PicturesIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Opened SHARED = new Opened();
    private static Janus home;
    private static Janus branch;
    private static Browser browser;

    private final Opened opened = new Opened();
    private final RoomId room = new RoomId(Ids.fresh());
    private Peer ada;
    private Peer mei;
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
    void meet() {
        ada = peer("ada", 440);
        mei = peer("mei", 0);
    }

    private Peer peer(String name, int tone) {
        return opened.add(new Peer(browser, name, tone));
    }

    /** Ada is heard by Mei, who goes on hearing her whatever becomes of the pictures. */
    private void heard(int listeners, Janus... servers) {
        sfu = opened.add(new Sfu(new JanusSettings(List.of(servers).stream().map(Janus::url).toList(), Optional.of(Janus.SECRET), listeners), room, 1));
        Until.holds("all are up", SOON, () -> sfu.servers.states().stream().allMatch(each -> each.state().equals("up")));
        sfu.knows(ada, mei);
        sfu.wants(ada.speaks(), mei.listens());
        sfu.isUp();
        ada.publishes(sfu);
        sfu.until("she is heard", () -> mei.hears(ada));
    }

    private void seen() {
        heard(300, home);
        sfu.wants(ada.shows(CAMERA), mei.listens());
        ada.publishesToo(sfu, CAMERA);
        isSeen(mei, CAMERA);
    }

    private void isSeen(Peer by, Source source) {
        int before = by.sees(ada, source).frames();
        System.out.println("Seen after " + Until.time(() -> sfu.until(by.user + " sees the " + source, () -> by.sees(ada, source).frames() > before)).toMillis() + " ms");
    }

    private void watches(Peer who, Picture... pictures) {
        sfu.servers.watch(room, 1, who.id, List.of(pictures)).join();
    }

    private void isSeenAs(Peer by, Size size, int height) {
        watches(by, new Picture(ada.user, CAMERA, size));
        try {
            System.out.println(size + " after " + Until.time(() -> sfu.until("the picture is " + height + " high", () -> by.sees(ada, CAMERA).height() == height)).toMillis() + " ms");
        } catch (AssertionError late) {
            throw new AssertionError(by.sees(ada, CAMERA) + " of " + ada.reasons(), late);
        }
        isSeen(by, CAMERA);
    }

    @AfterEach
    void closePages() throws Exception {
        opened.close();
    }

    /** Nothing comes while the sender goes on. What was on its way may still arrive. */
    private void nothingComesTo(Peer viewer) {
        Until.holds("no more of the picture comes", SOON, () -> {
            Seen before = viewer.sees(ada, CAMERA);
            long sent = ada.shown();
            Until.holds("the sender goes on", SOON, () -> ada.shown() > sent + 10_000);
            return viewer.sees(ada, CAMERA).bytes() == before.bytes();
        });
    }

    @Test
    void aCameraIsSeenAsLargeAsItIsAskedForAndNotAtAllIfItIsNot() {
        seen();
        isSeenAs(mei, Size.LARGE, 540);
        isSeenAs(mei, Size.SMALL, 135);
        isSeenAs(mei, Size.MEDIUM, 270);
        watches(mei);
        nothingComesTo(mei);
        isSeenAs(mei, Size.SMALL, 135);
        sfu.until("she is heard", () -> mei.hears(ada));
    }

    @Test
    void nothingOfACameraThatIsOffIsForwardedWhateverItsOwnerSends() {
        seen();
        int packets = mei.packetsOf(ada);
        sfu.news.clear();
        // The viewer does not even answer the offer that follows.
        sfu.wants(ada.speaks(), mei.listens());
        Until.holds("the camera is taken out of the connection", SOON, () -> sfu.news.equals(List.of("offer to " + mei.id)));
        nothingComesTo(mei);
        sfu.wants(ada.shows(CAMERA), mei.listens());
        isSeen(mei, CAMERA);
        sfu.until("the sound goes on", () -> mei.hears(ada) && mei.packetsOf(ada) > packets);
    }

    @Test
    void whoComesInTheMiddleSeesSomethingAtOnce() {
        seen();
        Until.isQuick("A newcomer sees a camera", Duration.ofMillis(2_500), () -> {
            Peer noor = peer("noor", 0);
            sfu.knows(noor);
            return Until.time(() -> {
                sfu.wants(ada.shows(CAMERA), mei.listens(), noor.listens());
                isSeen(noor, CAMERA);
            });
        });
    }

    @Test
    void aScreenIsSeenBesideACamera() {
        seen();
        sfu.wants(ada.shows(CAMERA, SCREEN), mei.listens());
        ada.publishesToo(sfu, SCREEN);
        isSeen(mei, SCREEN);
        isSeen(mei, CAMERA);
        ada.goesAnotherWay(sfu);
        isSeen(mei, SCREEN);
        assertEquals(1, sfu.servers.states().getFirst().publishers());
    }

    @Test
    void aCameraIsSeenOnABranchToo() {
        heard(1, home, branch);
        Peer noor = peer("noor", 0);
        sfu.knows(noor);
        sfu.wants(ada.speaks(), mei.listens(), noor.listens());
        sfu.until("she is heard on the branch", () -> noor.hears(ada));
        sfu.news.clear();
        int packets = noor.packetsOf(ada);
        sfu.wants(ada.shows(CAMERA), mei.listens(), noor.listens());
        ada.publishesToo(sfu, CAMERA);
        isSeen(mei, CAMERA);
        isSeen(noor, CAMERA);
        isSeenAs(noor, Size.LARGE, 540);
        isSeenAs(noor, Size.SMALL, 135);
        sfu.until("the sound goes on", () -> noor.hears(ada) && noor.packetsOf(ada) > packets);
        assertEquals(List.of(), sfu.news.stream().filter(each -> each.startsWith("lost") || each.startsWith("first")).toList(), "without a break");
        sfu.wants(ada.speaks(), mei.listens(), noor.listens());
        nothingComesTo(noor);
        sfu.wants(ada.shows(CAMERA), mei.listens(), noor.listens());
        isSeen(noor, CAMERA);
    }
}
