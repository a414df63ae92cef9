package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import dev.parley.harness.Api;
import dev.parley.harness.Browser;
import dev.parley.harness.Needs;
import dev.parley.harness.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who hears whom, how soon, and who must not be heard. With {@code -Dfigures=true} it measures more and prints it; docs/operations.md has the
 * figures of one run.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Isolated("up to eight browsers take both processors")
@Needs("chromium")
class VoiceIT {
    private static final boolean FIGURES = Boolean.getBoolean("figures");
    private static final int JOINS = FIGURES ? 20 : 3;
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final List<String> NAMES = List.of("Ada", "Grace", "Mei", "Noor", "Omar", "Pia", "Quentin", "Ruth");

    private static final Browser BROWSER = Browser.shared();

    private final List<Talker> talkers = new ArrayList<>();

    @AfterEach
    void closeWindows() {
        talkers.forEach(Talker::close);
    }

    private Talker talker(int number, String... scripts) {
        Talker talker = new Talker(BROWSER, NAMES.get(number), 440 + number * 220, scripts);
        talkers.add(talker);
        return talker;
    }

    private String roomOf(int people) {
        IntStream.range(0, people).forEach(this::talker);
        String room = talkers.getFirst().person.makesRoom();
        talkers.forEach(talker -> {
            talker.enters(room);
            talker.unmutes();
        });
        return room;
    }

    private void everybodyHearsEverybody(Duration ceiling) {
        talkers.forEach(talker -> talker.page.evaluate("ears.forget()"));
        Until.holds("everybody hears everybody", ceiling, () -> deaf().isEmpty());
    }

    /** Who does not hear whom. */
    private List<String> deaf() {
        return talkers.stream().flatMap(one -> talkers.stream().filter(other -> other != one && one.never(other)).map(other -> one.name + " " + other.name)).toList();
    }

    @Test
    void fourPeopleHearEachOther() {
        roomOf(4);
        everybodyHearsEverybody(LONG);
        for (Talker one : talkers) {
            for (Talker other : talkers) {
                one.sees(other, "speaking");
            }
        }
    }

    /** The largest room that a mesh is for, on phones. People speak in turn. Each person listens to seven others, so checks less often. */
    @Test
    void eightPeopleHearEachOther() {
        IntStream.range(0, 8).forEach(number -> talkers.add(
                new Talker(BROWSER, Api.shared(), NAMES.get(number), 440 + number * 220, 360, ColorScheme.LIGHT, "ears.every = 100")));
        String room = talkers.getFirst().person.makesRoom();
        talkers.forEach(talker -> talker.enters(room));
        measure("all silent");
        for (Talker talker : talkers) {
            talker.unmutes();
            talkers.stream().filter(other -> other != talker).forEach(other -> Until.holds(other.name + " hears " + talker.name, LONG, () -> !other.never(talker)));
            if (talker == talkers.getFirst()) {
                measure("one speaking");
                if (FIGURES) {
                    talkers.forEach(each -> hearsFromSeats(each, true));
                    measure("one speaking, heard from their seat");
                    talkers.forEach(each -> hearsFromSeats(each, false));
                }
            }
            talker.mutes();
        }
        assertEquals(List.of(), deaf());
    }

    private void measure(String what) {
        if (FIGURES) {
            Cost.print(what, 2, BROWSER, talkers);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    @Tag("alone")
    void whatCamerasCostFromBrowserToBrowser(int people) {
        IntStream.range(0, people).forEach(number -> talker(number, Talker.read("eyes.js").replace("OWN", String.valueOf(number)), "eyes.width = 1280; eyes.lively = true; eyes.every = 1000; ears.every = 100"));
        String room = talkers.getFirst().person.makesRoom();
        talkers.forEach(talker -> talker.enters(room));
        talkers.getFirst().unmutes();
        Cost.print("one speaking, no camera", 10, BROWSER, talkers);
        talkers.forEach(talker -> talker.press("Turn your camera on"));
        talkers.forEach(talker -> Until.holds(talker.name + " sees everybody", LONG, () -> talker.number("eyes.seen().length") == people));
        // Browsers begin with small pictures and look for the line's width.
        Cost.print("settling", 20, BROWSER, talkers);
        Cost.print("one speaking, all cameras on", 10, BROWSER, talkers);
    }

    @Test
    void aNewcomerHearsTheOthersSoon() {
        String room = roomOf(1);
        Talker grace = talker(1);
        Talker ada = talkers.getFirst();
        grace.goes("/rooms/" + room);
        List<Long> waits = new ArrayList<>();
        while (waits.size() < JOINS) {
            grace.page.evaluate("ears.forget()");
            grace.press("Join");
            Until.holds("grace hears ada", LONG, () -> grace.firstHeard(ada) > 0);
            waits.add(grace.firstHeard(ada) - grace.pressedAt());
            grace.press("Leave");
            grace.press("Join again");
        }
        waits.sort(null);
        System.out.println("From joining to first audio over " + JOINS + " joins: median " + waits.get(JOINS / 2) + " ms, p95 " + waits.get(JOINS * 95 / 100 - 1) + " ms");
        assertTrue(waits.get(JOINS / 2) < 2_000, waits.toString());
    }

    @Test
    void somebodyWhoUnmutesIsHeardWithinHalfASecond() {
        roomOf(2);
        Talker ada = talkers.getFirst();
        Talker grace = talkers.getLast();
        grace.hears(ada);
        Until.isQuick("from unmuting to being heard", Duration.ofMillis(500), () -> {
            ada.mutes();
            grace.heardUntil(ada);
            grace.page.evaluate("ears.forget()");
            ada.unmutes();
            Until.holds("grace hears ada", LONG, () -> grace.firstHeard(ada) > 0);
            return Duration.ofMillis(grace.firstHeard(ada) - ada.pressedAt());
        });
    }

    private static void hearsFromSeats(Talker talker, boolean wanted) {
        talker.press("More");
        talker.press("Microphone, speaker and camera");
        talker.page.getByLabel("Sound from where people sit").setChecked(wanted);
        talker.press("Done");
    }

    /** How much louder the other's tone is on the right, in decibels. */
    private static double louderRight(Talker at, Talker other) {
        Object louder = at.page.waitForFunction("tone => louderRight(tone) === undefined ? undefined : [louderRight(tone)]", other.tone).evaluate("one => one[0]");
        return ((Number) louder).doubleValue();
    }

    @Test
    void eachVoiceComesFromItsSeatForAnybodyWhoWantsThat() {
        Talker ada = talker(0, Talker.read("sides.js"));
        String room = ada.person.makesRoom();
        ada.enters(room);
        for (int number = 1; number < 3; number++) {
            talker(number).enters(room);
            talkers.getLast().unmutes();
        }
        Talker left = talkers.get(1);
        Talker right = talkers.get(2);
        ada.hears(left, right);
        assertNull(ada.page.evaluate("tone => louderRight(tone)", left.tone), "each voice is played by its element unless somebody wants it otherwise");
        hearsFromSeats(ada, true);
        // The browser plays voices from the middle until it has loaded how ears hear directions.
        Until.holds("Grace is heard from the left", LONG, () -> louderRight(ada, left) < -1.5);
        Until.holds("Mei is heard from the right", LONG, () -> louderRight(ada, right) > 1.5);
        System.out.printf("On the right, the voice from the left is louder by %.1f dB, and the one from the right by %.1f dB%n", louderRight(ada, left), louderRight(ada, right));
        assertEquals(0, ada.number("ears.playing()"), "no element plays what comes from a seat");
        hearsFromSeats(ada, false);
        assertEquals(2, ada.number("ears.playing()"));
        ada.hears(left, right);
    }

    /** One script makes a listener send all the same, and one changes the descriptions to say that it does not. */
    @Test
    void aListenerIsNotHeardEvenWithATamperedClient() {
        String sends = """
                const direction = Object.getOwnPropertyDescriptor(RTCRtpTransceiver.prototype, "direction");
                Object.defineProperty(RTCRtpTransceiver.prototype, "direction", {...direction, set() { direction.set.call(this, "sendrecv"); }});
                const add = RTCPeerConnection.prototype.addTransceiver;
                const replace = RTCRtpSender.prototype.replaceTrack;
                const mine = navigator.mediaDevices.getUserMedia({audio: {}}).then(stream => stream.getAudioTracks()[0]);
                RTCPeerConnection.prototype.addTransceiver = function (kind) {
                  const made = add.call(this, kind, {direction: "sendrecv"});
                  mine.then(track => replace.call(made.sender, track));
                  return made;
                };
                RTCRtpSender.prototype.replaceTrack = function () { return mine.then(track => replace.call(this, track)); };
                """;
        String hides = """
                const send = WebSocket.prototype.send;
                WebSocket.prototype.send = function (text) { send.call(this, text.replaceAll("a=sendrecv", "a=recvonly")); };
                const take = RTCPeerConnection.prototype.setRemoteDescription;
                RTCPeerConnection.prototype.setRemoteDescription = function ({type, sdp}) {
                  return take.call(this, {type, sdp: sdp.replaceAll("a=sendonly", "a=sendrecv")});
                };
                """;
        Talker ada = talker(0);
        Talker grace = talker(1, sends);
        Talker mei = talker(2, sends, hides);
        Talker noor = talker(3);
        String room = ada.person.makesRoom("stage", true);
        talkers.forEach(talker -> talker.enters(room));
        ada.unmutes();
        noor.hears(ada);
        mei.hears(ada);
        Until.holds("mei's client sends", LONG, () -> mei.number("connections.bytesSent()") > 20_000);
        assertEquals(List.of(true, true), List.of(ada.never(grace), ada.never(mei)));
        assertEquals(List.of(true, true), List.of(noor.never(grace), noor.never(mei)));
    }
}
