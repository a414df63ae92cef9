package dev.parley.sfu;

import static dev.parley.protocol.Source.CAMERA;
import static dev.parley.protocol.Source.MICROPHONE;
import static dev.parley.protocol.Source.SCREEN;
import static dev.parley.protocol.Source.SCREEN_AUDIO;
import static dev.parley.sfu.ScriptedJanus.listens;
import static dev.parley.sfu.ScriptedJanus.shows;
import static dev.parley.sfu.ScriptedJanus.speaks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.live.Forwarding.Voice;
import dev.parley.problem.Problem;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Source;
import dev.parley.protocol.Track;
import dev.parley.protocol.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Cameras, screens and the sound of screens: nothing of them is forwarded while they are off. {@link MediaServersIT} shows it with a real media server. */
class PicturesTest {
    private static final PeerId ADA = new PeerId("ada");
    private static final PeerId MEI = new PeerId("mei");
    private static final Source[] ALL = {MICROPHONE, CAMERA, SCREEN, SCREEN_AUDIO};

    private final ScriptedJanus janus = new ScriptedJanus();

    private CompletableFuture<String> offers(String sdp, List<Track> tracks) {
        var answer = janus.servers().publish(ScriptedJanus.ROOM, 1, ADA, sdp, tracks);
        janus.passes(Duration.ZERO);
        return answer;
    }

    private CompletableFuture<String> publishes(Source... sources) {
        return offers(ScriptedJanus.sdp(sources), ScriptedJanus.tracks(sources));
    }

    private void isForwarded(Source... sources) {
        publishes(sources).join();
        janus.happens("webrtcup");
    }

    private void answers(PeerId... peers) {
        for (PeerId peer : peers) {
            var taken = janus.servers().subscribed(ScriptedJanus.ROOM, 1, peer, "an answer");
            janus.passes(Duration.ZERO);
            taken.join();
        }
    }

    private static Voice silenced(Source... shown) {
        return new Voice(ADA, new UserId("user-ada"), true, true, Set.of(shown));
    }

    private static String code(CompletableFuture<?> failed) {
        assertTrue(failed.isDone(), "still waiting");
        return ((Problem) assertThrows(CompletionException.class, failed::join).getCause()).code();
    }

    private List<String> muted(String how) {
        return janus.texts.stream().filter(text -> text.contains("\"moderate\"") && text.contains("\"mute\":" + how.equals("mute")))
                .map(text -> Words.read(text).orElseThrow().getJsonObject("body").getString("mid")).toList();
    }

    @Test
    void allFourSourcesTravelOverOneConnection() {
        janus.wants(shows(ADA, CAMERA, SCREEN, SCREEN_AUDIO), listens(MEI));
        isForwarded(ALL);
        assertTrue(janus.news.contains("first offer to mei of 4"), janus.news.toString());
        assertEquals(1, janus.servers().states().getFirst().publishers(), "people are counted, and not what they send");
    }

    @Test
    void whatIsOffCannotBePublished() {
        janus.wants(shows(ADA, SCREEN));
        assertEquals("forbidden", code(publishes(MICROPHONE, CAMERA)));
        assertEquals("forbidden", code(publishes(SCREEN, SCREEN_AUDIO)));
        assertEquals(0, janus.count("join as publisher"));
    }

    @Test
    void whatHasBeenPublishedIsOfferedAgainWhileItIsOffToo() {
        janus.wants(shows(ADA, CAMERA));
        isForwarded(MICROPHONE, CAMERA);
        janus.wants(speaks(ADA));
        publishes(MICROPHONE, CAMERA).join();
        assertEquals("forbidden", code(publishes(MICROPHONE, CAMERA, SCREEN)));
        assertEquals(List.of("1"), muted("mute"));
    }

    @Test
    void everySectionIsNamedOnceAndAsWhatItIs() {
        janus.wants(shows(ADA, CAMERA, SCREEN, SCREEN_AUDIO));
        assertEquals("bad_payload", code(offers(ScriptedJanus.sdp(MICROPHONE, CAMERA), ScriptedJanus.tracks(MICROPHONE))));
        assertEquals("bad_payload", code(offers(ScriptedJanus.sdp(MICROPHONE), ScriptedJanus.tracks(MICROPHONE, CAMERA))));
        assertEquals("bad_payload", code(offers(ScriptedJanus.sdp(MICROPHONE, CAMERA), ScriptedJanus.tracks(MICROPHONE, SCREEN_AUDIO))));
        assertEquals("bad_payload", code(publishes(MICROPHONE, MICROPHONE)));
        isForwarded(MICROPHONE, CAMERA);
        assertEquals("bad_payload", code(publishes(MICROPHONE, SCREEN)), "what was a camera stays one");
        assertEquals("bad_payload", code(publishes(MICROPHONE)), "what was there stays there");
        assertEquals(0, janus.count("detach"));
    }

    @Test
    void whoeverHidesSomethingFromUsInADescriptionIsCutOff() {
        janus.wants(speaks(ADA));
        janus.findsMore = true;
        assertEquals("bad_payload", code(publishes(MICROPHONE)));
        janus.passes(Duration.ofSeconds(1));
        assertEquals(1, janus.count("detach"));
    }

    @Test
    void whatGoesOffIsMutedAndUnmutedWhenItComesOnWithoutANegotiation() {
        janus.wants(shows(ADA, CAMERA));
        isForwarded(MICROPHONE, CAMERA);
        janus.wants(speaks(ADA));
        assertEquals(List.of("1"), muted("mute"));
        janus.wants(shows(ADA, CAMERA));
        assertEquals(List.of("1"), muted("unmute"));
        assertEquals(1, janus.count("publish") + janus.count("configure"));
    }

    @Test
    void whatGoesOffWhileTheMediaServerAnswersIsMutedBeforeTheAnswerIsPassedOn() {
        janus.withheld.addAll(List.of("publish", "mute"));
        janus.wants(shows(ADA, CAMERA), listens(MEI));
        var answer = publishes(MICROPHONE, CAMERA);
        janus.wants(speaks(ADA), listens(MEI));
        janus.withheld.remove("publish");
        janus.answers();
        answer.join();
        assertEquals(List.of("1"), muted("mute"));
        janus.happens("webrtcup");
        assertTrue(janus.news.contains("first offer to mei of 1"), janus.news.toString());
    }

    @Test
    void whoIsSilencedIsNotHeardThroughAScreenEitherAndIsStillSeen() {
        janus.wants(shows(ADA, CAMERA, SCREEN, SCREEN_AUDIO));
        isForwarded(ALL);
        janus.wants(silenced(CAMERA, SCREEN, SCREEN_AUDIO));
        assertEquals(List.of("0", "3"), muted("mute"));
        janus.wants(shows(ADA, CAMERA, SCREEN));
        assertEquals(List.of("0"), muted("unmute"), "the sound of the screen has gone off meanwhile");
    }

    @Test
    void whoseCameraCannotBeMutedIsCutOff() {
        janus.wants(shows(ADA, CAMERA));
        isForwarded(MICROPHONE, CAMERA);
        janus.refused.put("mute", 499);
        janus.wants(speaks(ADA));
        assertEquals("lost PUBLISH of ada", janus.news.getLast());
        assertEquals(1, janus.count("detach"));
    }

    @Test
    void aListenerIsGivenACameraWhileItIsOn() {
        janus.wants(shows(ADA, CAMERA), listens(MEI));
        isForwarded(MICROPHONE, CAMERA);
        answers(MEI);
        janus.wants(speaks(ADA), listens(MEI));
        assertEquals("offer to mei of 1", janus.news.getLast());
        assertEquals("1", janus.last("update").getJsonArray("unsubscribe").getJsonObject(0).getString("mid"));
        answers(MEI);
        janus.wants(shows(ADA, CAMERA), listens(MEI));
        assertEquals("offer to mei of 2", janus.news.getLast());
    }

    @Test
    void aCameraThatJoinsAVoiceChangesNothingElse() {
        janus.wants(speaks(ADA), listens(MEI));
        isForwarded(MICROPHONE);
        answers(MEI);
        janus.wants(shows(ADA, CAMERA), listens(MEI));
        assertEquals(0, janus.count("update"));
        publishes(MICROPHONE, CAMERA).join();
        assertEquals("offer to mei of 2", janus.news.getLast());
        assertFalse(janus.last("update").containsKey("unsubscribe"));
    }

    @Test
    void theSmallestOfTheSizesOfACameraComesFirst() {
        janus.wants(shows(ADA, CAMERA));
        isForwarded(MICROPHONE, CAMERA);
        assertTrue(janus.texts.stream().anyMatch(text -> text.contains("\"publish\"") && text.contains("\"rid_order\":\"lmh\"")));
        assertEquals("vp8", janus.last("create room").getString("videocodec"));
    }

    @Test
    void anotherNodeGoesOnWithPicturesToo() {
        janus.wants(shows(ADA, CAMERA, SCREEN), listens(MEI));
        isForwarded(MICROPHONE, CAMERA, SCREEN);
        answers(MEI);
        janus.wants(shows(ADA, CAMERA), listens(MEI));
        answers(MEI);
        janus.passes(Duration.ofSeconds(1));
        assertTrue(janus.place.contains("true,\"0\",[\"1\",\"camera\",true],[\"2\",\"screen\",false]]"), janus.place);
        janus.anotherNode();
        janus.wants(2, janus.place, shows(ADA, CAMERA), listens(MEI));
        assertEquals(List.of("claim", "listparticipants"), janus.asked.subList(0, 2));
        assertEquals(0, janus.count("join as subscriber") + janus.count("update") + janus.count("detach") + janus.count("configure"));
        janus.texts.clear();
        janus.wants(2, janus.place, speaks(ADA), listens(MEI));
        assertEquals(List.of("1"), muted("mute"));
        assertEquals("offer to mei of 1", janus.news.getLast());
    }

    @Test
    void aListenerBeginsAnewIfACameraHasComeOnSinceThePlaceWasWritten() {
        janus.wants(shows(ADA, CAMERA), listens(MEI));
        isForwarded(MICROPHONE, CAMERA);
        answers(MEI);
        janus.wants(speaks(ADA), listens(MEI));
        answers(MEI);
        janus.passes(Duration.ofSeconds(1));
        janus.anotherNode();
        janus.wants(2, janus.place, shows(ADA, CAMERA), listens(MEI));
        assertTrue(janus.news.contains("first offer to mei of 2"), janus.news.toString());
    }

    @Test
    void aPlaceOfAnEarlierVersionKnowsMicrophonesAndOneWithNothingElseIsWrittenLikeIt() {
        String text = "{\"server\":\"ws://x\",\"session\":1,\"control\":2,\"room\":3,\"secret\":\"s\",\"pin\":\"p\","
                + "\"publish\":{\"ada\":[4,5,true,\"0\"]},\"subscribe\":{\"mei\":[6,true]},\"branches\":[]}";
        Place place = Place.read(text).orElseThrow();
        assertEquals(Set.of(new Flow(5, "0", MICROPHONE)), place.heard(null));
        assertEquals(text, place.text());
    }
}
