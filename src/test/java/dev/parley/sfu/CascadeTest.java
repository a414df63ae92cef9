package dev.parley.sfu;

import static dev.parley.sfu.ScriptedJanus.isSilenced;
import static dev.parley.sfu.ScriptedJanus.listens;
import static dev.parley.sfu.ScriptedJanus.shows;
import static dev.parley.sfu.ScriptedJanus.speaks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.live.Forwarding.Wish;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.Source;
import dev.parley.protocol.Track;
import dev.parley.protocol.UserId;
import dev.parley.sfu.MediaServers.State;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A room whose listeners are on several media servers. {@link CascadeIT} shows that real ones understand it. */
class CascadeTest {
    private static final Duration MOMENT = Duration.ofMillis(1_100);
    private static final PeerId ADA = new PeerId("ada");
    private static final PeerId GRACE = new PeerId("grace");
    private static final PeerId MEI = new PeerId("mei");
    private static final PeerId NOOR = new PeerId("noor");

    /** Each takes one listener. */
    private final ScriptedJanus home = new ScriptedJanus(1, "second", "third");
    private final ScriptedJanus branch = home.further(1);
    private final ScriptedJanus third = home.further(2);

    private void publishes(PeerId peer) {
        var answer = home.servers().publish(ScriptedJanus.ROOM, 1, peer, ScriptedJanus.SDP, List.of(new Track("0", new UserId("x"), Source.MICROPHONE)));
        home.passes(Duration.ZERO);
        answer.join();
    }

    private void isHeard(PeerId peer) {
        publishes(peer);
        home.happens("webrtcup");
    }

    private void answers(PeerId... peers) {
        for (PeerId peer : peers) {
            var taken = home.servers().subscribed(ScriptedJanus.ROOM, 1, peer, "an answer");
            home.passes(Duration.ZERO);
            taken.join();
        }
    }

    /** Ada speaks, Mei listens at home and Noor on the branch. */
    private void aBranch() {
        home.wants(speaks(ADA), listens(MEI));
        isHeard(ADA);
        home.wants(speaks(ADA), listens(MEI), listens(NOOR));
        home.passes(MOMENT);
        answers(MEI, NOOR);
        home.passes(MOMENT);
        assertEquals(1, branch.count("join as subscriber"));
        forgetWhatWas();
    }

    private void forgetWhatWas() {
        home.news.clear();
        home.asked.clear();
        branch.asked.clear();
        third.asked.clear();
    }

    private List<String> newsButPlaces() {
        return home.news.stream().filter(each -> !each.equals("placed")).toList();
    }

    private Place placeOfBranch() {
        return Place.read(home.place).orElseThrow().branches().getFirst();
    }

    @Test
    void theNextListenerGoesToAnotherServerWhichGetsWhatIsSaidFirst() {
        home.wants(speaks(ADA), listens(MEI));
        isHeard(ADA);
        home.wants(speaks(ADA), listens(MEI), listens(NOOR));
        home.passes(MOMENT);
        assertEquals(1, home.count("join as subscriber"));
        assertEquals(List.of("attach", "create room", "add_remote_publisher", "listparticipants", "attach", "join as subscriber"), branch.asked);
        assertEquals(1, home.count("publish_remotely"));
        assertTrue(home.texts.stream().anyMatch(text -> text.contains("publish_remotely") && text.contains("\"host\":\"second\"")));
        assertTrue(home.news.contains("first offer to noor of 1"), home.news.toString());
        assertEquals(home.sends.keySet(), branch.participants.keySet());
        assertEquals(0, third.asked.size());
    }

    @Test
    void listenersAreCountedWhereTheyAre() {
        aBranch();
        assertEquals(List.of(new State("ws://scripted", "up", 1, 1, 1), new State("ws://second", "up", 0, 0, 1), new State("ws://third", "up", 0, 0, 0)), home.servers().states());
    }

    @Test
    void theLeastLoadedServerIsTaken() {
        home.wants(listens(MEI));
        home.servers().carry(new Wish(new RoomId("another"), 1, null, List.of()));
        home.passes(MOMENT);
        assertEquals(1, branch.count("create room"));
        home.wants(speaks(ADA), listens(MEI), listens(NOOR));
        isHeard(ADA);
        home.passes(MOMENT);
        assertEquals(1, third.count("join as subscriber"));
        assertEquals(0, branch.count("join as subscriber"));
    }

    @Test
    void aFurtherBranchIsOpenedWhenTheFirstIsFull() {
        aBranch();
        home.wants(speaks(ADA), listens(MEI), listens(NOOR), listens(GRACE));
        home.passes(MOMENT);
        assertEquals(1, third.count("join as subscriber"));
        assertEquals(2, home.sends.size());
    }

    @Test
    void whenAllAreFullTheyTakeMoreAndNobodyIsRefused() {
        home.dies(branch);
        home.dies(third);
        home.wants(speaks(ADA), listens(MEI), listens(NOOR), listens(GRACE));
        home.passes(Duration.ofSeconds(3));
        isHeard(ADA);
        home.passes(MOMENT);
        assertEquals(3, home.count("join as subscriber"));
        home.servers().carry(new Wish(new RoomId("another"), 1, null, List.of()));
        home.passes(MOMENT);
        assertEquals(2, home.count("create room"));
    }

    @Test
    void aListenerStaysWhereItIs() {
        aBranch();
        home.wants(speaks(ADA), listens(NOOR));
        home.passes(MOMENT);
        assertEquals(List.of(), branch.asked.stream().filter(each -> !each.equals("listparticipants")).toList());
        assertEquals(List.of(), home.news.stream().filter(each -> each.contains("noor")).toList());
    }

    @Test
    void aBranchThatNobodyListensToIsLeftAfterAWhile() {
        aBranch();
        home.wants(speaks(ADA), listens(MEI));
        home.passes(Duration.ofSeconds(29));
        assertEquals(0, branch.count("destroy room"));
        home.passes(Duration.ofSeconds(3));
        assertEquals("destroy room", branch.asked.getLast());
        assertTrue(branch.participants.isEmpty(), "what is sent there is removed before the room, which Janus 1.1.2 might not survive");
        assertTrue(home.sends.isEmpty());
        home.passes(MOMENT);
        assertEquals(List.of(), Place.read(home.place).orElseThrow().branches());
    }

    @Test
    void aSilencedSpeakerIsMutedAtHomeAndOnTheBranch() {
        aBranch();
        home.wants(isSilenced(ADA), listens(MEI), listens(NOOR));
        assertEquals(1, home.count("mute"));
        assertEquals(1, branch.count("mute"));
        home.wants(speaks(ADA), listens(MEI), listens(NOOR));
        assertEquals(1, home.count("unmute"));
        assertEquals(1, branch.count("unmute"));
    }

    private void showsCamera() {
        home.wants(shows(ADA, Source.CAMERA), listens(MEI), listens(NOOR));
        var answer = home.servers().publish(ScriptedJanus.ROOM, 1, ADA, ScriptedJanus.sdp(Source.MICROPHONE, Source.CAMERA), ScriptedJanus.tracks(Source.MICROPHONE, Source.CAMERA));
        home.passes(Duration.ZERO);
        answer.join();
        home.passes(MOMENT);
    }

    @Test
    void aCameraGoesToTheBranchBesideTheVoiceThatIsThere() {
        aBranch();
        showsCamera();
        assertEquals(0, branch.count("add_remote_publisher") + branch.count("remove_remote_publisher"));
        assertEquals(1, branch.count("update_remote_publisher"));
        JsonObject stream = branch.last("update_remote_publisher").getJsonArray("streams").getJsonObject(0);
        assertEquals("video", stream.getString("type"));
        assertEquals(1, stream.getInt("mindex"), "where it is in what the speaker has published");
        assertEquals(List.of("offer to mei of 2", "offer to noor of 2"), newsButPlaces().stream().sorted().toList());
    }

    @Test
    void aCameraThatGoesOffIsTakenFromTheListenersOfABranchAndStaysKnownThere() {
        aBranch();
        showsCamera();
        answers(MEI, NOOR);
        forgetWhatWas();
        home.wants(speaks(ADA), listens(MEI), listens(NOOR));
        home.passes(MOMENT);
        assertEquals(List.of("offer to mei of 1", "offer to noor of 1"), newsButPlaces().stream().sorted().toList());
        assertEquals(0, branch.count("remove_remote_publisher") + branch.count("mute"));
        assertEquals(1, home.count("mute"));
        answers(MEI, NOOR);
        home.wants(shows(ADA, Source.CAMERA), listens(MEI), listens(NOOR));
        assertEquals("offer to noor of 2", newsButPlaces().getLast());
        assertEquals(0, branch.count("update_remote_publisher"));
    }

    @Test
    void aBranchThatCannotTakeACameraGetsTheSpeakerAnew() {
        aBranch();
        branch.refused.put("update_remote_publisher", 499);
        showsCamera();
        assertEquals(1, branch.count("remove_remote_publisher"));
        assertEquals(2, branch.last("add_remote_publisher").getJsonArray("streams").size());
        assertTrue(home.sends.keySet().containsAll(branch.participants.keySet()));
    }

    @Test
    void anotherNodeGoesOnWithPicturesOnABranch() {
        aBranch();
        showsCamera();
        answers(MEI, NOOR);
        home.passes(MOMENT);
        home.anotherNode();
        home.wants(2, home.place, shows(ADA, Source.CAMERA), listens(MEI), listens(NOOR));
        home.passes(MOMENT);
        assertEquals(List.of("up"), newsButPlaces());
        assertEquals(0, branch.count("join as subscriber") + branch.count("update_remote_publisher") + branch.count("update") + branch.count("detach"));
        home.wants(2, home.place, speaks(ADA), listens(MEI), listens(NOOR));
        assertTrue(newsButPlaces().contains("offer to noor of 1"), home.news.toString());
    }

    @Test
    void aSpeakerWhoMayNoLongerSpeakIsSentNowhere() {
        aBranch();
        home.wants(listens(ADA), listens(MEI), listens(NOOR));
        assertEquals(1, home.count("detach"));
        assertTrue(branch.participants.isEmpty());
        assertTrue(home.sends.isEmpty());
    }

    @Test
    void aSpeakerWhoPublishesAnewIsSentAnew() {
        aBranch();
        home.happens("hangup");
        isHeard(ADA);
        home.passes(MOMENT);
        assertEquals(1, branch.count("add_remote_publisher"));
        assertEquals(1, branch.count("remove_remote_publisher"));
        assertEquals(home.sends.keySet(), branch.participants.keySet());
        assertEquals(1, branch.count("update"));
    }

    @Test
    void speakersAreSentToTheBranchOneAfterTheOther() {
        aBranch();
        branch.withheld.add("add_remote_publisher");
        home.wants(speaks(ADA), speaks(GRACE), speaks(MEI), listens(NOOR));
        isHeard(GRACE);
        isHeard(MEI);
        assertEquals(1, branch.count("add_remote_publisher"));
        home.answers(branch);
        assertEquals(2, branch.count("add_remote_publisher"));
        assertEquals(3, branch.participants.size());
        assertTrue(home.sends.keySet().containsAll(branch.participants.keySet()));
        assertTrue(home.news.contains("offer to noor of 2") || home.news.contains("offer to noor of 3"), home.news.toString());
    }

    @Test
    void aBranchThatDiesCostsOnlyItsListenersTheirConnection() {
        aBranch();
        home.dies(branch);
        home.passes(MOMENT);
        assertEquals(List.of("lost SUBSCRIBE of noor", "first offer to noor of 1"), newsButPlaces());
        assertEquals(1, third.count("join as subscriber"));
        assertEquals(home.sends.keySet(), third.participants.keySet());
        assertEquals(0, home.count("join as subscriber") + home.count("detach") + home.count("update"));
    }

    @Test
    void withNoOtherServerTheListenersOfABranchThatDiesGoHome() {
        aBranch();
        home.dies(third);
        home.dies(branch);
        home.passes(MOMENT);
        assertEquals(1, home.count("join as subscriber"));
        assertTrue(home.news.contains("first offer to noor of 1"), home.news.toString());
        assertTrue(home.sends.isEmpty());
    }

    @Test
    void aBranchThatHangsIsLeftWithinSecondsAndFreedWhenItIsBack() {
        aBranch();
        branch.withheld.addAll(List.of("ping", "create"));
        home.passes(Duration.ofMillis(3_500));
        assertTrue(home.news.contains("lost SUBSCRIBE of noor"), home.news.toString());
        assertFalse(home.news.contains("down"), home.news.toString());
        assertEquals(1, third.count("join as subscriber"));
        home.answers(branch);
        home.passes(Duration.ofSeconds(6));
        assertEquals(1, branch.count("destroy room"));
        assertTrue(branch.participants.isEmpty());
    }

    @Test
    void aBranchWhoseConnectionIsCutForAMomentGoesOn() {
        aBranch();
        home.cut(branch);
        home.passes(MOMENT);
        assertEquals(List.of("claim", "listparticipants"), branch.asked);
        assertEquals(List.of(), home.news);
    }

    @Test
    void aListenerWhoseConnectionToTheBranchEndsIsSetUpAnew() {
        aBranch();
        home.happensAt(branch, "hangup");
        assertEquals("lost SUBSCRIBE of noor", home.news.getFirst());
        home.passes(Duration.ofSeconds(6));
        assertTrue(home.news.contains("first offer to noor of 1"), home.news.toString());
        assertEquals(1, branch.count("detach"));
    }

    @Test
    void theEndOfTheHomeIsTheEndOfTheRoomAndItsBranchesAreFreed() {
        aBranch();
        home.dies(home);
        assertTrue(home.news.contains("down"), home.news.toString());
        home.passes(MOMENT);
        assertEquals(1, branch.count("destroy room"));
        assertTrue(branch.participants.isEmpty());
    }

    @Test
    void aBranchThatCouldNotBeFreedIsTriedAgainUntilItIs() {
        aBranch();
        branch.withheld.add("destroy room");
        home.dies(home);
        home.passes(Duration.ofSeconds(5));
        branch.withheld.clear();
        branch.asked.clear();
        home.passes(Duration.ofSeconds(5));
        assertEquals(1, branch.count("destroy room"));
        branch.asked.clear();
        home.passes(Duration.ofSeconds(5));
        assertEquals(0, branch.count("destroy room"), "it is free");
    }

    @Test
    void theEndOfTheRoomFreesTheBranchesAndForgettingFreesNothing() {
        aBranch();
        home.servers().forget(ScriptedJanus.ROOM, 1);
        home.passes(Duration.ZERO);
        assertEquals(List.of(), branch.asked);
        home.wants(2, home.place, speaks(ADA), listens(MEI), listens(NOOR));
        home.passes(MOMENT);
        home.servers().end(ScriptedJanus.ROOM, 2);
        home.passes(MOMENT);
        assertEquals("destroy room", branch.asked.getLast());
        assertTrue(branch.participants.isEmpty());
        assertEquals(List.of(0, 0, 0), home.servers().states().stream().map(State::subscribers).toList());
    }

    @Test
    void aBranchIsFreedOnlyWhenAChangeThatIsUnderWayShows() {
        aBranch();
        branch.withheld.add("add_remote_publisher");
        home.wants(speaks(ADA), speaks(GRACE), listens(MEI), listens(NOOR));
        isHeard(GRACE);
        home.servers().end(ScriptedJanus.ROOM, 1);
        home.passes(Duration.ZERO);
        assertEquals(0, branch.count("destroy room"));
        home.answers(branch);
        home.passes(MOMENT);
        assertEquals(1, branch.count("destroy room"));
        assertTrue(branch.participants.isEmpty());
    }

    @Test
    void everyTenSecondsWhatIsMissingIsSentAnewAndWhatNobodyKnowsOfEnds() {
        aBranch();
        branch.participants.clear();
        branch.participants.put(4711L, true);
        home.passes(Duration.ofSeconds(12));
        assertFalse(branch.participants.containsKey(4711L));
        assertEquals(1, branch.participants.size());
        assertEquals(home.sends.keySet(), branch.participants.keySet());

        long speaker = home.sends.values().iterator().next();
        home.sends.clear();
        home.sends.put(4712L, speaker);
        home.passes(Duration.ofSeconds(12));
        assertEquals(1, home.sends.size());
        assertEquals(home.sends.keySet(), branch.participants.keySet());
    }

    @Test
    void whatTheHomeSendsIsStoppedAgainAndAgainUntilItHasConfirmedIt() {
        aBranch();
        home.withheld.add("unpublish_remotely");
        home.dies(branch);
        home.passes(Duration.ofSeconds(3));
        assertTrue(home.count("unpublish_remotely") >= 2, home.asked.toString());
        home.withheld.clear();
        home.passes(Duration.ofSeconds(3));
        assertEquals(home.sends.keySet(), third.participants.keySet());
    }

    @Test
    void aServerThatCannotReceiveIsNotUsedForAWhile() {
        branch.refused.put("add_remote_publisher", 499);
        home.wants(speaks(ADA), listens(MEI), listens(NOOR));
        isHeard(ADA);
        home.passes(MOMENT);
        assertEquals(3, branch.count("add_remote_publisher"));
        assertEquals(1, branch.count("destroy room"));
        assertEquals(1, third.count("join as subscriber"));
        home.dies(third);
        home.passes(MOMENT);
        assertEquals(2, home.count("join as subscriber"));
    }

    @Test
    void anotherNodeGoesOnWithTheBranchesToo() {
        aBranch();
        home.anotherNode();
        home.wants(2, home.place, speaks(ADA), listens(MEI), listens(NOOR));
        home.passes(MOMENT);
        assertEquals(List.of("up"), newsButPlaces());
        assertEquals("claim", branch.asked.getFirst());
        assertEquals(0, branch.count("join as subscriber") + branch.count("add_remote_publisher") + branch.count("detach"));
        home.wants(2, home.place, isSilenced(ADA), listens(MEI), listens(NOOR));
        assertTrue(branch.asked.contains("mute"));
        assertEquals(1, home.servers().states().get(1).subscribers());
    }

    @Test
    void whenAnotherNodeCannotClaimABranchOnlyItsListenersBeginAnew() {
        aBranch();
        home.anotherNode();
        branch.refused.put("claim", Words.NO_SUCH_SESSION);
        home.wants(2, home.place, speaks(ADA), listens(MEI), listens(NOOR));
        home.passes(MOMENT);
        assertEquals(List.of("up", "lost SUBSCRIBE of noor", "first offer to noor of 1"), newsButPlaces());
        assertEquals(1, branch.count("destroy room"), "what the other node has left");
    }

    @Test
    void anotherNodeFreesTheBranchesOfAHomeThatIsGone() {
        aBranch();
        home.anotherNode();
        home.nobodyListens = true;
        home.wants(2, home.place, speaks(ADA), listens(MEI), listens(NOOR));
        home.passes(Duration.ofSeconds(4));
        assertEquals(1, branch.asked.stream().filter("destroy room"::equals).count());
        assertTrue(branch.participants.isEmpty());
    }

    @Test
    void anOwnerThatMayNotActOpensNoBranch() {
        home.wants(speaks(ADA), listens(MEI));
        isHeard(ADA);
        forgetWhatWas();
        home.servers().actWhile(() -> false);
        home.wants(speaks(ADA), listens(MEI), listens(NOOR));
        home.passes(MOMENT);
        assertEquals(List.of(), branch.asked);
        assertEquals(List.of(), home.asked);
    }

    @Test
    void thePlaceOfABranchHasItsSecretsAndSaysWhoListensThere() {
        aBranch();
        Place there = placeOfBranch();
        assertEquals("ws://second", there.server());
        assertEquals(List.of(NOOR), List.copyOf(there.listeners().keySet()));
        assertEquals(List.of(ADA), List.copyOf(there.speakers().keySet()));
        assertEquals(List.of(MEI), List.copyOf(Place.read(home.place).orElseThrow().listeners().keySet()));
        assertFalse(Place.read(home.place).orElseThrow().toString().contains(there.secret()));
    }
}
