package dev.parley.live;

import static dev.parley.live.People.ADA;
import static dev.parley.live.People.GRACE;
import static dev.parley.live.People.LINUS;
import static dev.parley.live.People.arrival;
import static dev.parley.live.People.host;
import static dev.parley.live.People.id;
import static dev.parley.live.People.peer;
import static dev.parley.live.Salon.assertHeard;
import static dev.parley.live.Salon.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.live.Turn.Delivery;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.Muted;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stage of a room on a media server: Ada and Grace speak, Linus listens. */
class LiveRoomAudienceTest {
    private static final List<Turn.Later> AFTER_A_PAUSE = List.of(new Turn.Later(new Act.TellAudience(), Duration.ofMillis(500)));

    private final Salon salon = new Salon(People.room(true, 10), host());

    @BeforeEach
    void theRoomIsOnAMediaServer() {
        salon.room.limitedTo(new Carriers.Sizes(4, 2, 1)).withMediaServer(true);
        salon.enters(arrival(GRACE));
        goesUp(GRACE);
        salon.enters(arrival(LINUS));
    }

    private Turn goesUp(Person who) {
        salon.says(ADA, new SetRole(id(who), Role.SPEAKER));
        return salon.says(who, new Speak(true));
    }

    private Turn mutes(Person who, boolean muted) {
        return salon.says(who, new Mute(muted, null, null));
    }

    private Turn pauseEnds() {
        return salon.takes(new Act.TellAudience());
    }

    private static Delivery[] told(Person of, boolean muted, boolean byModerator, Person... listeners) {
        Muted word = new Muted(muted, new RoomId(People.room(true, 10).id()), peer(of.username()), id(of));
        MuteInfo info = new MuteInfo(id(of), muted, byModerator);
        return Stream.concat(Arrays.stream(listeners).map(who -> to(who, word)), Arrays.stream(listeners).map(who -> to(who, info))).toArray(Delivery[]::new);
    }

    private static List<Delivery> together(Delivery[] speakers, Delivery[] audience) {
        return Stream.concat(Arrays.stream(speakers), Arrays.stream(audience)).toList();
    }

    @Test
    void theFirstChangeIsToldToEverybodyAtOnce() {
        Turn turn = mutes(GRACE, false);
        assertEquals(together(told(GRACE, false, false, ADA, GRACE), told(GRACE, false, false, LINUS)), turn.deliveries());
        assertEquals(AFTER_A_PAUSE, turn.later());
    }

    @Test
    void whatChangesInThePauseIsToldToSpeakersAtOnceAndToTheAudienceAtItsEndAndOnlyTheLastOfIt() {
        mutes(GRACE, false);
        Turn turn = mutes(GRACE, true);
        assertHeard(turn, told(GRACE, true, false, ADA, GRACE));
        assertEquals(List.of(), turn.later());
        mutes(GRACE, false);
        mutes(GRACE, true);
        Turn told = pauseEnds();
        assertHeard(told, told(GRACE, true, false, LINUS));
        assertEquals(AFTER_A_PAUSE, told.later(), "and then there is a pause again");
    }

    @Test
    void afterAPauseInWhichNothingChangedTheNextChangeIsToldAtOnceAgain() {
        mutes(GRACE, false);
        assertEquals(List.of(), pauseEnds().later());
        assertEquals(together(told(GRACE, true, false, ADA, GRACE), told(GRACE, true, false, LINUS)), mutes(GRACE, true).deliveries());
    }

    @Test
    void aListenerWhoIsMutedByAModeratorIsToldAtOnce() {
        mutes(GRACE, false);
        assertHeard(salon.says(ADA, new MutePeer(id(LINUS), true)), told(LINUS, true, true, ADA, GRACE, LINUS));
    }

    @Test
    void somebodyWhoComesOnStageKnowsWhatTheSpeakersKnow() {
        mutes(GRACE, false);
        mutes(GRACE, true);
        Turn turn = goesUp(LINUS);
        assertTrue(turn.deliveries().containsAll(List.of(told(GRACE, true, false, LINUS))));
        assertHeard(pauseEnds());
    }

    @Test
    void somebodyWhoLeftInThePauseIsNotSpokenOf() {
        mutes(GRACE, false);
        mutes(GRACE, true);
        salon.takes(new Act.Gone(peer("grace")));
        assertHeard(pauseEnds());
    }

    @Test
    void inASmallRoomEverybodyIsToldEachChangeAtOnce() {
        Salon small = new Salon(People.room(false, 10), host(), arrival(GRACE));
        for (boolean muted : new boolean[] {false, true, false}) {
            Turn turn = small.says(GRACE, new Mute(muted, null, null));
            assertEquals(4, turn.deliveries().size());
            assertEquals(List.of(), turn.later());
        }
    }
}
