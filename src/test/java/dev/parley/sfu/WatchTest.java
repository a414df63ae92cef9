package dev.parley.sfu;

import static dev.parley.protocol.Source.CAMERA;
import static dev.parley.protocol.Source.MICROPHONE;
import static dev.parley.protocol.Source.SCREEN;
import static dev.parley.protocol.Source.SCREEN_AUDIO;
import static dev.parley.sfu.ScriptedJanus.listens;
import static dev.parley.sfu.ScriptedJanus.shows;
import static dev.parley.sfu.ScriptedJanus.speaks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.problem.Problem;
import dev.parley.protocol.Leg;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Picture;
import dev.parley.protocol.Picture.Size;
import dev.parley.protocol.Source;
import dev.parley.protocol.UserId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Everybody is sent the pictures that they are shown, as large as they are shown. */
class WatchTest {
    private static final PeerId ADA = new PeerId("ada");
    private static final PeerId MEI = new PeerId("mei");

    private final ScriptedJanus janus = new ScriptedJanus();

    private void publishes(Source... sources) {
        var answer = janus.servers().publish(ScriptedJanus.ROOM, 1, ADA, ScriptedJanus.sdp(sources), ScriptedJanus.tracks(sources));
        janus.passes(Duration.ZERO);
        answer.join();
    }

    private void isForwarded(Source... sources) {
        publishes(sources);
        janus.happens("webrtcup");
    }

    private void answers() {
        var taken = janus.servers().subscribed(ScriptedJanus.ROOM, 1, MEI, "an answer");
        janus.passes(Duration.ZERO);
        taken.join();
    }

    private CompletableFuture<Void> watches(long epoch, Picture... pictures) {
        var taken = janus.servers().watch(ScriptedJanus.ROOM, epoch, MEI, List.of(pictures));
        janus.passes(Duration.ZERO);
        return taken;
    }

    private void watches(Picture... pictures) {
        watches(1, pictures).join();
    }

    private static Picture ofAda(Source source, Size size) {
        return new Picture(new UserId("user-ada"), source, size);
    }

    private String configured() {
        return janus.last("configure").getJsonArray("streams").toString();
    }

    private long configures() {
        return janus.texts.stream().filter(text -> text.contains("\"configure\"") && text.contains("\"streams\"")).count();
    }

    /** Mei hears Ada, and sees her camera and her screen. */
    private void seen() {
        janus.wants(shows(ADA, CAMERA, SCREEN), listens(MEI));
        isForwarded(MICROPHONE, CAMERA, SCREEN);
        answers();
    }

    @Test
    void untilSomebodyAsksTheyAreSentEverythingInMedium() {
        seen();
        String joined = janus.last("join as subscriber").getJsonArray("streams").toString();
        assertEquals(2, joined.split("\"send\":true,\"substream\":1", -1).length - 1, joined);
        assertEquals(0, configures());
    }

    @Test
    void whatIsNotNamedIsPausedAndWhatIsNamedHasItsSize() {
        seen();
        watches(ofAda(SCREEN, Size.LARGE));
        assertEquals("[{\"mid\":\"1\",\"send\":false},{\"mid\":\"2\",\"send\":true,\"substream\":2}]", configured());
        watches(ofAda(CAMERA, Size.SMALL), ofAda(SCREEN, Size.LARGE));
        assertEquals("[{\"mid\":\"1\",\"send\":true,\"substream\":0}]", configured(), "only what changes is said");
        assertEquals(0, janus.count("update"));
    }

    @Test
    void whatIsAskedForBeforeThereIsAConnectionHoldsWhenItHasBeenAnswered() {
        janus.wants(shows(ADA, CAMERA), listens(MEI));
        watches();
        isForwarded(MICROPHONE, CAMERA);
        assertEquals(0, configures());
        answers();
        assertEquals("[{\"mid\":\"1\",\"send\":false}]", configured());
    }

    @Test
    void aCameraThatComesLaterIsSentAsItWasAskedFor() {
        janus.wants(speaks(ADA), listens(MEI));
        isForwarded(MICROPHONE);
        answers();
        watches(ofAda(CAMERA, Size.LARGE));
        janus.wants(shows(ADA, CAMERA), listens(MEI));
        publishes(MICROPHONE, CAMERA);
        assertEquals("[{\"feed\":" + janus.participants.keySet().iterator().next() + ",\"mid\":\"1\",\"send\":false}]", janus.last("update").getJsonArray("subscribe").toString());
        assertEquals(0, configures(), "a whole picture is of use when the listener can take it");
        answers();
        assertEquals("[{\"mid\":\"1\",\"send\":true,\"substream\":2}]", configured());
    }

    @Test
    void theSoundOfAScreenIsAlwaysSent() {
        janus.wants(shows(ADA, SCREEN), listens(MEI));
        isForwarded(MICROPHONE, SCREEN);
        answers();
        watches();
        janus.wants(shows(ADA, SCREEN, SCREEN_AUDIO), listens(MEI));
        publishes(MICROPHONE, SCREEN, SCREEN_AUDIO);
        answers();
        assertEquals("[{\"mid\":\"2\",\"send\":true}]", configured());
    }

    @Test
    void onlyTheNewestWishCountsAndOneRequestIsOnItsWay() {
        seen();
        janus.withheld.add("configure");
        watches();
        for (int i = 0; i < 50; i++) {
            watches(ofAda(CAMERA, Size.SMALL));
            watches(ofAda(SCREEN, Size.SMALL));
        }
        assertEquals(1, configures());
        janus.answers();
        assertEquals(2, configures());
        assertEquals("[{\"mid\":\"2\",\"send\":true,\"substream\":0}]", configured());
    }

    @Test
    void aWishDoesNotWaitForAnAnswerToAnOffer() {
        seen();
        janus.wants(shows(ADA, CAMERA, SCREEN, SCREEN_AUDIO), listens(MEI));
        publishes(MICROPHONE, CAMERA, SCREEN, SCREEN_AUDIO);
        assertEquals("offer to mei of 4", janus.news.getLast());
        watches(ofAda(CAMERA, Size.LARGE));
        assertEquals("[{\"mid\":\"1\",\"send\":true,\"substream\":2},{\"mid\":\"2\",\"send\":false}]", configured());
    }

    @Test
    void itHoldsForANewConnectionToo() {
        seen();
        watches(ofAda(SCREEN, Size.SMALL));
        janus.servers().restart(ScriptedJanus.ROOM, 1, MEI, Leg.SUBSCRIBE);
        janus.passes(Duration.ZERO);
        assertEquals(2, janus.count("join as subscriber"));
        answers();
        assertEquals("[{\"mid\":\"1\",\"send\":false},{\"mid\":\"2\",\"send\":true,\"substream\":0}]", configured());
    }

    @Test
    void itIsForgottenWhenSomebodyLeaves() {
        seen();
        watches();
        janus.wants(shows(ADA, CAMERA, SCREEN));
        janus.wants(shows(ADA, CAMERA, SCREEN), listens(MEI));
        long before = configures();
        answers();
        assertEquals(before, configures());
    }

    @Test
    void aRefusedRequestIsMadeAgain() {
        seen();
        janus.refused.put("configure", 499);
        watches();
        janus.refused.clear();
        janus.passes(Duration.ofSeconds(2));
        assertEquals(2, configures());
    }

    @Test
    void aSizeThatDoesNotComeIsAskedForAgainAndAgainForAWhile() {
        janus.sized = true;
        seen();
        watches(ofAda(CAMERA, Size.LARGE), ofAda(SCREEN, Size.LARGE));
        janus.sends("1", 1);
        assertEquals(1, configures());
        janus.passes(Duration.ofSeconds(2));
        assertEquals("[{\"mid\":\"1\",\"send\":true,\"substream\":2}]", configured(), "a screen comes in one size");
        janus.passes(Duration.ofMinutes(5));
        assertEquals(7, configures());
    }

    @Test
    void aSizeThatHasComeIsAskedForAgainOnlyWhenItIsLost() {
        janus.sized = true;
        seen();
        watches(ofAda(CAMERA, Size.LARGE), ofAda(SCREEN, Size.LARGE));
        janus.sends("1", 2);
        janus.passes(Duration.ofSeconds(30));
        assertEquals(1, configures());
        janus.sends("1", 1);
        janus.passes(Duration.ofMillis(2_500));
        long asked = configures();
        assertTrue(asked > 1);
        janus.sends("1", 2);
        janus.passes(Duration.ofSeconds(30));
        assertEquals(asked, configures());
    }

    @Test
    void whatIsOfAnotherEpochIsRefused() {
        seen();
        var failed = watches(2);
        assertEquals("stale_epoch", ((Problem) assertThrows(CompletionException.class, failed::join).getCause()).code());
    }

    @Test
    void anotherNodeLeavesThePicturesAsTheyAreUntilItIsAskedAndThenFindsOutWhatIsWhere() {
        seen();
        watches(ofAda(SCREEN, Size.SMALL));
        janus.passes(Duration.ofSeconds(1));
        janus.anotherNode();
        janus.texts.clear();
        janus.wants(2, janus.place, shows(ADA, CAMERA, SCREEN), listens(MEI));
        janus.passes(Duration.ofSeconds(1));
        assertEquals(0, configures());
        watches(2, ofAda(CAMERA, Size.LARGE)).join();
        assertEquals("offer to mei of 3", janus.news.getLast());
        assertEquals(1, janus.last("update").getJsonArray("unsubscribe").size(), "one picture stops for a moment, and no sound");
        var taken = janus.servers().subscribed(ScriptedJanus.ROOM, 2, MEI, "an answer");
        janus.passes(Duration.ZERO);
        taken.join();
        assertEquals("[{\"mid\":\"1\",\"send\":true,\"substream\":2},{\"mid\":\"2\",\"send\":false}]", configured());
        assertEquals(1, janus.count("update"));
    }
}
