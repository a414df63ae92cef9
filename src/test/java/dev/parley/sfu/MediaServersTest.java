package dev.parley.sfu;

import static dev.parley.sfu.ScriptedJanus.isSilenced;
import static dev.parley.sfu.ScriptedJanus.listens;
import static dev.parley.sfu.ScriptedJanus.speaks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Janus;
import dev.parley.live.Forwarding.Wish;
import dev.parley.problem.Problem;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Leg;
import dev.parley.live.Forwarding.Voice;
import dev.parley.protocol.Source;
import dev.parley.protocol.Track;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What is said to a media server, and in which order. {@link MediaServersIT} shows that a real one understands it. */
class MediaServersTest {
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final PeerId ADA = new PeerId("ada");
    private static final PeerId GRACE = new PeerId("grace");
    private static final PeerId MEI = new PeerId("mei");

    private final ScriptedJanus janus = new ScriptedJanus();

    private CompletableFuture<String> publishes(PeerId peer) {
        return publishes(1, peer, ScriptedJanus.SDP);
    }

    private CompletableFuture<String> publishes(long epoch, PeerId peer, String sdp) {
        var answer = janus.servers().publish(ScriptedJanus.ROOM, epoch, peer, sdp, List.of(new Track("0", new UserId("x"), Source.MICROPHONE)));
        janus.passes(Duration.ZERO);
        return answer;
    }

    private void isHeard(PeerId peer) {
        publishes(peer).join();
        janus.happens("webrtcup");
    }

    private CompletableFuture<Void> answers(PeerId peer) {
        var taken = janus.servers().subscribed(ScriptedJanus.ROOM, 1, peer, "an answer");
        janus.passes(Duration.ZERO);
        return taken;
    }

    private CompletableFuture<Void> candidate(PeerId peer, String candidate) {
        var taken = janus.servers().candidate(ScriptedJanus.ROOM, 1, peer, Leg.PUBLISH, candidate);
        janus.passes(Duration.ZERO);
        return taken;
    }

    private static String code(CompletableFuture<?> failed) {
        assertTrue(failed.isDone(), "still waiting");
        return ((Problem) assertThrows(CompletionException.class, failed::join).getCause()).code();
    }

    @Test
    void aRoomIsPlacedWithASecretAndAPinAsSoonAsAServerIsUp() {
        janus.wants(speaks(ADA));
        janus.passes(MOMENT);
        assertEquals(List.of("placed", "up"), janus.news);
        Place place = Place.read(janus.place).orElseThrow();
        String created = janus.texts.stream().filter(text -> text.contains("publishers")).findFirst().orElseThrow();
        assertTrue(created.contains(place.pin()) && created.contains(place.secret()) && created.contains(Janus.SECRET), created);
        assertFalse((place + "").contains(place.secret()));
        assertFalse(new Wish(ScriptedJanus.ROOM, 1, janus.place, List.of()).toString().contains(place.secret()));
    }

    @Test
    void onlyASeatThatSpeaksMayPublish() {
        janus.wants(listens(MEI));
        assertEquals("forbidden", code(publishes(MEI)));
        assertEquals("forbidden", code(publishes(ADA)));
        assertEquals(0, janus.count("join as publisher"));
    }

    @Test
    void whatIsOfAnotherEpochIsRefused() {
        janus.wants(2, null, speaks(ADA));
        assertEquals("stale_epoch", code(publishes(1, ADA, ScriptedJanus.SDP)));
        janus.wants(1, null);
        publishes(2, ADA, ScriptedJanus.SDP).join();
    }

    @Test
    void anOwnerThatMayNotActDoesNothing() {
        janus.servers().actWhile(() -> false);
        janus.wants(speaks(ADA));
        assertEquals("stale_epoch", code(publishes(ADA)));
        assertEquals(List.of(), janus.asked);
    }

    @Test
    void aSilencedSpeakerIsMutedBeforeItsAnswerIsPassedOn() {
        janus.withheld.add("mute");
        janus.wants(isSilenced(ADA));
        var answer = publishes(ADA);
        assertEquals("mute", janus.asked.getLast());
        assertFalse(answer.isDone());
        janus.answers();
        assertEquals("the answer", answer.join());
    }

    @Test
    void whoIsSilencedWhileTheMediaServerAnswersIsMutedAllTheSame() {
        janus.withheld.add("publish");
        janus.wants(speaks(ADA));
        var answer = publishes(ADA);
        janus.wants(isSilenced(ADA));
        janus.answers();
        answer.join();
        assertEquals(1, janus.count("mute"));
    }

    @Test
    void whoeverCannotBeMutedIsCutOff() {
        janus.wants(speaks(ADA));
        isHeard(ADA);
        janus.refused.put("mute", 499);
        janus.wants(isSilenced(ADA));
        assertEquals("lost PUBLISH of ada", janus.news.getLast());
        assertEquals(1, janus.count("detach"));
    }

    /** Ada by another connection. */
    private static Voice again(boolean silenced) {
        return new Voice(new PeerId("ada-again"), new UserId("user-" + ADA), true, silenced, Set.of());
    }

    @Test
    void whoComesBackByAnotherConnectionIsHeardByTheOneBeforeForAMoment() {
        janus.wants(speaks(ADA), listens(MEI));
        isHeard(ADA);
        long before = janus.count("detach");
        janus.wants(again(false), listens(MEI));
        janus.passes(Duration.ofSeconds(4));
        assertEquals(before, janus.count("detach"));
        janus.passes(Duration.ofSeconds(2));
        assertTrue(janus.count("detach") > before);
    }

    @Test
    void theConnectionBeforeIsSilencedWithItsOwnerAndEndsAtOnceWhenTheyLeave() {
        janus.wants(speaks(ADA));
        isHeard(ADA);
        janus.wants(again(true));
        assertEquals(1, janus.count("mute"));
        janus.wants(listens(MEI));
        assertEquals(1, janus.count("detach"));
    }

    @Test
    void whoMayNoLongerSpeakIsDetachedAtOnce() {
        janus.wants(speaks(ADA));
        isHeard(ADA);
        janus.withheld.add("detach");
        janus.wants(listens(ADA));
        assertEquals(1, janus.count("detach"));
        janus.withheld.clear();
        janus.passes(Duration.ofSeconds(4));
        assertEquals(2, janus.count("detach"), "until the media server has confirmed it");
        janus.passes(Duration.ofSeconds(3));
        assertEquals(2, janus.count("detach"));
    }

    @Test
    void aListenerGetsTheNextOfferWhenItHasAnsweredTheLast() {
        janus.wants(speaks(ADA), speaks(GRACE), listens(MEI));
        isHeard(ADA);
        assertTrue(janus.news.contains("first offer to mei of 1"));
        isHeard(GRACE);
        assertEquals(0, janus.count("update"));
        janus.withheld.add("start");
        var taken = answers(MEI);
        assertEquals(0, janus.count("update"));
        janus.answers();
        taken.join();
        assertEquals(1, janus.count("update"));
        assertEquals("offer to mei of 2", janus.news.getLast());
    }

    @Test
    void nobodyHearsThemselves() {
        janus.wants(speaks(ADA), speaks(GRACE));
        isHeard(ADA);
        assertEquals(List.of("placed", "up", "first offer to grace of 1"), janus.news.stream().distinct().toList());
    }

    @Test
    void aListenerThatNeverAnswersBeginsAnewAfterTenSecondsAndDelaysNobody() {
        PeerId slow = new PeerId("slow");
        janus.wants(speaks(ADA), speaks(GRACE), listens(MEI), listens(slow));
        isHeard(ADA);
        isHeard(GRACE);
        answers(MEI).join();
        assertEquals(1, janus.count("update"));
        janus.news.clear();
        janus.passes(Duration.ofSeconds(9));
        assertEquals(0, janus.news.stream().filter(each -> each.contains("slow")).count());
        janus.passes(Duration.ofSeconds(2));
        assertTrue(janus.news.contains("first offer to slow of 2"), janus.news.toString());
    }

    @Test
    void anAnswerThatNobodyWaitsForIsRefused() {
        janus.wants(speaks(ADA), listens(MEI));
        assertEquals("out_of_order", code(answers(MEI)));
    }

    @Test
    void candidatesWaitForTheAnswerAndAreLimited() {
        janus.withheld.add("publish");
        janus.wants(speaks(ADA));
        assertEquals("out_of_order", code(candidate(ADA, "{\"candidate\":\"early\"}")));
        publishes(ADA);
        candidate(ADA, "{\"candidate\":\"a way\"}").join();
        candidate(ADA, "null").join();
        assertEquals(0, janus.count("trickle"));
        janus.answers();
        assertEquals(2, janus.count("trickle"));
        assertTrue(janus.texts.getLast().contains("\"completed\":true"));
        for (int i = 0; i < 100; i++) {
            candidate(ADA, "{}").join();
        }
        assertEquals("rate_limited", code(candidate(ADA, "{}")));
        assertEquals("bad_payload", code(candidate(ADA, "[".repeat(2_000) + "]".repeat(2_000))));
        assertEquals("too_large", code(candidate(ADA, "\"" + "x".repeat(5_000) + "\"")));
        assertEquals("bad_payload", code(candidate(ADA, "[]")));
    }

    @Test
    void aPeerThatIsRefusedKeepsWhatItHas() {
        janus.wants(speaks(ADA));
        isHeard(ADA);
        assertEquals("bad_payload", code(publishes(1, ADA, "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\n")));
        candidate(ADA, "{\"candidate\":\"a way\"}").join();
        assertEquals(1, janus.count("trickle"));
        assertEquals(0, janus.count("detach"));
    }

    @Test
    void aPeerMayNotPublishAgainAndAgainWithoutWaiting() {
        janus.withheld.add("publish");
        janus.wants(speaks(ADA));
        publishes(ADA);
        publishes(ADA);
        publishes(ADA);
        assertEquals("rate_limited", code(publishes(ADA)));
    }

    @Test
    void whoIsThereUninvitedIsKickedAndWhoIsMissingIsTold() {
        janus.wants(speaks(ADA));
        isHeard(ADA);
        janus.participants.clear();
        janus.participants.put(4711L, true);
        janus.passes(Duration.ofSeconds(11));
        assertTrue(janus.news.contains("lost PUBLISH of ada"));
        assertTrue(janus.texts.stream().anyMatch(text -> text.contains("kick") && text.contains("4711")));
    }

    @Test
    void aSpeakerWhoseConnectionEndsIsTold() {
        janus.wants(speaks(ADA));
        isHeard(ADA);
        janus.happens("hangup");
        assertTrue(janus.news.contains("lost PUBLISH of ada"));
    }

    @Test
    void aConnectionThatIsCutAndComesBackClaimsTheRoomAndNobodyIsTold() {
        janus.wants(speaks(ADA), listens(MEI));
        isHeard(ADA);
        answers(MEI).join();
        janus.asked.clear();
        janus.news.clear();
        janus.cut();
        janus.passes(Duration.ofSeconds(1));
        assertEquals(List.of("claim", "listparticipants"), janus.asked);
        assertFalse(janus.news.contains("down"));
    }

    @Test
    void aServerThatRefusesTheSecretIsNotUp() {
        janus.refused.put("create", Words.UNAUTHORISED);
        janus.wants(speaks(ADA));
        janus.passes(Duration.ofSeconds(3));
        assertFalse(janus.servers().isUp());
        janus.refused.clear();
        janus.passes(Duration.ofSeconds(5));
        assertEquals(List.of("placed", "up"), janus.news);
    }

    @Test
    void aServerThatIsGoneIsToldAtOnce() {
        janus.wants(speaks(ADA));
        janus.nobodyListens = true;
        janus.cut();
        assertEquals("down", janus.news.getLast());
        assertFalse(janus.servers().isUp());
    }

    @Test
    void aServerThatIsSilentIsDownAfterTwoSecondsAndTheRoomIsPlacedAnewWhenItIsBack() {
        janus.wants(speaks(ADA));
        janus.withheld.addAll(List.of("ping", "create"));
        janus.passes(Duration.ofMillis(1_900));
        assertFalse(janus.news.contains("down"));
        janus.passes(Duration.ofMillis(1_300));
        assertTrue(janus.news.contains("down"));
        janus.news.clear();
        janus.answers();
        janus.passes(Duration.ofSeconds(6));
        assertEquals(List.of("placed", "up"), janus.news);
        assertEquals(1, janus.count("destroy room"), "what the server still had of it");
    }

    @Test
    void anotherNodeGoesOnWithTheSameHandles() {
        janus.wants(speaks(ADA), listens(MEI));
        isHeard(ADA);
        answers(MEI).join();
        janus.passes(MOMENT);
        janus.anotherNode();
        janus.wants(2, janus.place, isSilenced(ADA), listens(MEI));
        assertEquals(List.of("claim", "listparticipants", "mute"), janus.asked);
        assertEquals("up", janus.news.getLast());
    }

    @Test
    void aListenerBeginsAnewIfNobodyKnowsWhomItHears() {
        janus.wants(speaks(ADA), listens(MEI));
        isHeard(ADA);
        janus.passes(MOMENT);
        janus.anotherNode();
        janus.wants(2, janus.place, speaks(ADA), listens(MEI));
        assertTrue(janus.news.contains("first offer to mei of 1"), janus.news.toString());
        assertEquals(1, janus.count("detach"));
    }

    @Test
    void aRoomThatCannotBeClaimedIsDownAndThenPlacedAnew() {
        janus.wants(speaks(ADA));
        janus.anotherNode();
        janus.refused.put("claim", Words.NO_SUCH_SESSION);
        janus.wants(2, janus.place, speaks(ADA));
        assertEquals(List.of("down", "placed", "up"), janus.news);
    }

    @Test
    void theEndFreesEverythingAndForgettingFreesNothing() {
        janus.wants(speaks(ADA));
        janus.asked.clear();
        janus.servers().forget(ScriptedJanus.ROOM, 1);
        janus.passes(Duration.ZERO);
        assertEquals(List.of(), janus.asked);
        janus.wants(2, janus.place, speaks(ADA));
        janus.servers().end(ScriptedJanus.ROOM, 1);
        janus.passes(Duration.ZERO);
        assertEquals(0, janus.count("destroy room"), "it is of a later epoch");
        janus.servers().end(ScriptedJanus.ROOM, 2);
        janus.passes(Duration.ZERO);
        assertEquals("destroy room", janus.asked.getLast());
        assertEquals(0, janus.servers().states().getFirst().rooms());
    }

    @Test
    void aRoomThatMayHaveBeenMadeWithoutAnAnswerIsFreed() {
        janus.withheld.add("create room");
        janus.wants(speaks(ADA));
        janus.passes(Duration.ofSeconds(5));
        janus.withheld.clear();
        janus.passes(Duration.ofSeconds(5));
        assertTrue(janus.news.contains("up"), janus.news.toString());
        assertEquals(janus.count("create room") - 1, janus.count("destroy room"));
    }

    @Test
    void thatThisNodeStoodStillIsNotTheMediaServersFault() {
        janus.wants(speaks(ADA));
        janus.withheld.add("ping");
        janus.passes(Duration.ofMillis(1_500));
        janus.standsStill(Duration.ofSeconds(10));
        janus.answers();
        janus.passes(Duration.ofSeconds(3));
        assertFalse(janus.news.contains("down"), janus.news.toString());
    }

    @Test
    void aRequestThatComesAfterTheEndOfAConnectionFailsAtOnce() {
        Words.Requests requests = new Words.Requests();
        requests.failAll();
        assertTrue(requests.begin(Words.message("ping"), 0, false).isCompletedExceptionally());
    }

    @Test
    void aTryToConnectThatNeverEndsDoesNotUseUpThePatience() {
        Link.Tries tries = new Link.Tries(0);
        assertTrue(tries.begins(0));
        assertFalse(tries.begins(Duration.ofMillis(400).toNanos()));
        assertTrue(tries.begins(Duration.ofMillis(600).toNanos()));
        assertTrue(tries.begins(Duration.ofMillis(1_400).toNanos()));
    }
}
