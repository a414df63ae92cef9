package dev.parley.sfu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Browser;
import dev.parley.harness.Janus;
import dev.parley.harness.Needs;
import dev.parley.harness.Network;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Opened;
import dev.parley.harness.Until;
import dev.parley.harness.Way;
import dev.parley.protocol.Ids;
import dev.parley.protocol.Leg;
import dev.parley.protocol.RoomId;
import dev.parley.sfu.MediaServers.State;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real Janus and real browsers, in a network of their own. Each peer sends one tone and finds the tones that it hears. */
@OwnServer
@Needs({"chromium", "janus", "ip"})
class MediaServersIT {
    private static final int NO_PERMISSION = 433;
    private static final Opened SHARED = new Opened();
    private static Janus janus;
    private static Browser browser;

    private final Opened opened = new Opened();
    private final RoomId room = new RoomId(Ids.fresh());
    private Sfu sfu;

    @BeforeAll
    static void open() {
        Network network = Network.number(3).withDefaultRoute();
        janus = SHARED.add(new Janus(network));
        browser = SHARED.add(new Browser(network.within(Browser.executable()), "--autoplay-policy=no-user-gesture-required"));
    }

    @AfterAll
    static void close() throws Exception {
        SHARED.close();
    }

    @AfterEach
    void closePages() throws Exception {
        opened.close();
    }

    private Peer peer(String name, int tone) {
        return opened.add(new Peer(browser, name, tone));
    }

    private Sfu node(URI url, long epoch) {
        return opened.add(new Sfu(url, room, epoch));
    }

    /** One speaker and one listener, who hears the other. */
    private void heard(URI url, Peer speaker, Peer listener) {
        sfu = node(url, 1);
        sfu.knows(speaker, listener);
        sfu.wants(speaker.speaks(), listener.listens());
        sfu.isUp();
        Duration took = Until.time(() -> {
            speaker.publishes(sfu);
            sfu.until("the listener hears the speaker", () -> listener.hears(speaker));
        });
        System.out.println("Heard " + took.toMillis() + " ms after publishing");
    }

    private void wholeSound(String what, Peer speaker, Peer listener, Sfu owner) {
        int before = listener.packetsOf(speaker);
        owner.until(what, () -> listener.packetsOf(speaker) > before + 50 && listener.hears(speaker));
    }

    @Test
    void everybodyHearsTheSpeakersAndNobodyHearsThemselves() {
        Peer ada = peer("ada", 440);
        Peer grace = peer("grace", 880);
        Peer mei = peer("mei", 0);
        sfu = node(janus.url(), 1);
        sfu.knows(ada, grace, mei);
        sfu.wants(ada.speaks(), grace.speaks(), mei.listens());
        sfu.isUp();
        ada.publishes(sfu);
        grace.publishes(sfu);
        sfu.until("all hear the others", () -> mei.hears(ada, grace) && ada.hears(grace) && grace.hears(ada));
        sfu.until("the counts are right", () -> sfu.servers.states().equals(List.of(new State(janus.url().toString(), "up", 1, 2, 3))));

        sfu.wants(grace.speaks(), mei.listens());
        sfu.until("who has left is not heard any more", () -> mei.hears(grace));
        sfu.until("who has left is gone", () -> sfu.participants().equals(List.of(grace.id + " " + grace.user)));
    }

    @Test
    void nobodyEntersOrControlsARoomWithTheAddressAlone() {
        sfu = node(janus.url(), 1);
        sfu.wants();
        sfu.isUp();
        Place here = Place.read(sfu.place()).orElseThrow();
        assertEquals(Words.UNAUTHORISED, code(opened.add(new Stranger(janus.url(), false)).ask(Words.message("create"))));
        Stranger insider = opened.add(new Stranger(janus.url(), true));
        for (String role : List.of("publisher", "subscriber")) {
            assertEquals(NO_PERMISSION, code(insider.askPlugin(Words.request("join").add("ptype", role).add("room", here.room()).add("pin", "guessed").add("feed", 1))));
        }
        assertEquals(NO_PERMISSION, code(insider.askPlugin(Words.request("destroy").add("room", here.room()).add("secret", "guessed"))));
        assertEquals(List.of(), sfu.participants());
    }

    private static int code(JsonObject answer) {
        return Words.refusal(answer).code;
    }

    @Test
    void nothingOfASilencedSpeakerIsForwarded() {
        Peer ada = peer("ada", 440);
        Peer mei = peer("mei", 0);
        heard(janus.url(), ada, mei);
        sfu.wants(ada.isSilenced(), mei.listens());
        sfu.until("the packets stop", () -> stoppedFor(ada, mei));
        sfu.wants(ada.speaks(), mei.listens());
        sfu.until("the packets go on", () -> mei.hears(ada));
    }

    /** The speaker goes on sending, and nothing arrives. */
    private static boolean stoppedFor(Peer speaker, Peer listener) {
        int before = listener.packetsOf(speaker);
        int sent = speaker.sent();
        Until.holds("the speaker sends", Duration.ofSeconds(20), () -> speaker.sent() > sent + 50);
        return listener.packetsOf(speaker) == before;
    }

    @Test
    void aSpeakerFindsAnotherWayWhileSoundGoesOn() {
        Peer ada = peer("ada", 440);
        Peer mei = peer("mei", 0);
        heard(janus.url(), ada, mei);
        ada.goesAnotherWay(sfu);
        wholeSound("sound comes over the speaker's new way", ada, mei, sfu);
        sfu.servers.restart(room, 1, mei.id, Leg.SUBSCRIBE).join();
        sfu.until("the listener is offered a new way", () -> sfu.news.getLast().equals("offer to " + mei.id));
        wholeSound("sound comes over the listener's new way", ada, mei, sfu);
    }

    /** How long it took to tell. */
    private Duration endsAndComesBack(Runnable end, Runnable back) {
        sfu.news.clear();
        Duration took = Until.time(() -> {
            end.run();
            Until.holds("told", Duration.ofSeconds(20), () -> sfu.news.contains("down"));
        });
        sfu.news.clear();
        back.run();
        sfu.isUp();
        return took;
    }

    @Test
    void aKilledMediaServerIsToldAtOnceAndUsedAgainWhenItIsBack() {
        Peer ada = peer("ada", 440);
        Peer mei = peer("mei", 0);
        heard(janus.url(), ada, mei);
        Until.isQuick("the word that a media server was killed", Duration.ofSeconds(2), () -> endsAndComesBack(janus::kill, janus::start));
        ada.publishes(sfu);
        sfu.until("the listener hears the speaker again", () -> mei.hears(ada));
    }

    @Test
    void aMediaServerThatHangsIsToldWithinSeconds() {
        Peer ada = peer("ada", 440);
        Peer mei = peer("mei", 0);
        heard(janus.url(), ada, mei);
        Until.isQuick("the word that a media server hangs", Duration.ofSeconds(5), () -> endsAndComesBack(janus::pause, janus::wake));
    }

    @Test
    void soundGoesOnWhileTheControlIsCut() {
        Way way = opened.add(new Way(janus.address()));
        way.mend();
        Peer ada = peer("ada", 440);
        Peer mei = peer("mei", 0);
        heard(URI.create("ws://127.0.0.1:" + way.port()), ada, mei);
        Until.isQuick("the control was away for longer than the patience with it", Duration.ZERO, () -> {
            if (sfu.news.contains("down")) {
                // It may have come back by itself already.
                sfu.wants(ada.speaks(), mei.listens());
                sfu.until("the room is up again", () -> sfu.news.lastIndexOf("up") > sfu.news.lastIndexOf("down"));
                ada.publishes(sfu);
                sfu.until("the listener hears the speaker again", () -> mei.hears(ada));
            }
            sfu.news.clear();
            int before = mei.packetsOf(ada);
            way.cut();
            way.mend();
            // A room whose media server is given up is silent until its people send again.
            sfu.until("sound goes on", () -> sfu.news.contains("down") || mei.packetsOf(ada) > before + 50 && mei.hears(ada));
            sfu.until("the control is back", sfu.servers::isUp);
            return sfu.news.contains("down") ? Duration.ofSeconds(1) : Duration.ZERO;
        });
        sfu.wants(ada.isSilenced(), mei.listens());
        sfu.until("it can silence somebody", () -> stoppedFor(ada, mei));
        assertEquals(List.of(), sfu.news);
    }

    @Test
    void anotherNodeGoesOnWithTheRoom() {
        Peer ada = peer("ada", 440);
        Peer mei = peer("mei", 0);
        heard(janus.url(), ada, mei);
        sfu.until("it is written down", () -> sfu.place().contains(",true") && sfu.place().contains("\"subscribe\":{\"" + mei.id));
        String place = sfu.place();
        // Others have judged it dead, and it is still there.
        sfu.servers.actWhile(() -> false);

        Sfu next = node(janus.url(), 2);
        next.knows(ada, mei);
        Until.holds("the media server is up", Duration.ofSeconds(20), next.servers::isUp);
        System.out.println("Taken over after " + Until.time(() -> {
            next.wants(place, ada.speaks(), mei.listens());
            next.isUp();
        }).toMillis() + " ms");
        wholeSound("sound goes on", ada, mei, next);
        assertEquals(List.of("up"), next.news);
        Peer grace = peer("grace", 880);
        next.knows(grace);
        next.wants(ada.speaks(), grace.speaks(), mei.listens());
        grace.publishes(next);
        next.until("somebody new is heard too", () -> mei.hears(ada, grace));
        next.wants(ada.isSilenced(), grace.speaks(), mei.listens());
        next.until("it can silence somebody", () -> stoppedFor(ada, mei));
    }
}
