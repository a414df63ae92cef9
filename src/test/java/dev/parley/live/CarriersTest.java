package dev.parley.live;

import static dev.parley.live.People.ADA;
import static dev.parley.live.People.BARBARA;
import static dev.parley.live.People.GRACE;
import static dev.parley.live.People.LINUS;
import static dev.parley.live.People.MARGARET;
import static dev.parley.live.People.arrival;
import static dev.parley.live.People.host;
import static dev.parley.live.People.id;
import static dev.parley.live.People.peer;
import static dev.parley.live.Salon.assertHeard;
import static dev.parley.live.Salon.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.live.Forwarding.Request;
import dev.parley.live.Forwarding.Voice;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.MediaConfirm;
import dev.parley.protocol.ClientMessage.MediaIce;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.Publish;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.SwitchSource;
import dev.parley.protocol.ClientMessage.Watch;
import dev.parley.protocol.Leg;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.Media;
import dev.parley.protocol.ServerMessage.MediaMove;
import dev.parley.protocol.ServerMessage.MediaState;
import dev.parley.protocol.ServerMessage.RoomState;
import dev.parley.protocol.Source;
import dev.parley.protocol.Track;
import dev.parley.protocol.Way;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The voices of a room move with the number of people: here with the third, and back with the last but one. A mesh carries four. */
class CarriersTest {
    private static final Carriers.Sizes SIZES = new Carriers.Sizes(4, 2, 1);
    private static final MediaState OVER = new MediaState("up", null);

    private final Salon salon = new Salon(People.room(false, 10), host(), arrival(GRACE));

    CarriersTest() {
        salon.room.limitedTo(SIZES).withMediaServer(true);
    }

    private static Publish publish(long epoch) {
        return new Publish(epoch, "v=0", List.of(new Track("0", null, Source.MICROPHONE)));
    }

    private static List<ServerMessage> heardBy(Person who, Turn turn) {
        return turn.deliveries().stream().filter(one -> one.peer().equals(peer(who.username()))).map(Turn.Delivery::message).toList();
    }

    private static Stream<ServerMessage> connectionsIn(Turn turn) {
        return turn.deliveries().stream().map(Turn.Delivery::message).filter(AddPeer.class::isInstance);
    }

    private Media seenBy(Person who) {
        return ((RoomState) salon.takes(new Act.Restate(Set.of(peer(who.username())))).deliveries().getLast().message()).media();
    }

    /** Three people, carried by the media server. */
    private void carried() {
        salon.enters(arrival(LINUS));
        salon.takes(new Act.Settle(1));
        assertEquals(new Media(Way.SERVER, 1), seenBy(ADA));
    }

    private Turn lost(long epoch) {
        return salon.takes(new Act.MediaLost(epoch));
    }

    private Turn everybodyConfirms(long epoch, Person... people) {
        Turn last = null;
        for (Person who : people) {
            last = salon.says(who, new MediaConfirm(epoch));
        }
        return Objects.requireNonNull(last);
    }

    @Test
    void withOnePersonTooManyForTheMeshTheVoicesMoveToTheMediaServer() {
        Turn turn = salon.enters(arrival(LINUS));
        MediaMove move = new MediaMove(Way.SERVER, 1, "size");
        assertEquals(3, turn.deliveries().stream().filter(one -> one.message().equals(move)).count(), "everybody is told");
        assertEquals(4, connectionsIn(turn).count(), "meanwhile the newcomer is heard in the mesh");
        assertEquals(List.of(new Turn.Later(new Act.Settle(1), Carriers.MOVE)), turn.later());
        assertTrue(salon.room.isCarried());
    }

    @Test
    void withoutAMediaServerEverythingStaysInTheMesh() {
        salon.room.withMediaServer(false);
        salon.enters(arrival(LINUS));
        assertEquals(new Media(Way.MESH, 0), seenBy(ADA));
        assertFalse(salon.room.isCarried());
    }

    @Test
    void aMoveIsOverWhenEverybodyWhoIsThereHasConfirmedIt() {
        salon.enters(arrival(LINUS));
        salon.lost("linus");
        assertHeard(salon.says(ADA, new MediaConfirm(1)));
        assertHeard(salon.says(GRACE, new MediaConfirm(1)), to(ADA, OVER), to(GRACE, OVER), to(LINUS, OVER));
        salon.refuses("forbidden", () -> salon.says(ADA, new RelayIce(peer("grace"), Opaque.NULL)));
    }

    @Test
    void aMoveIsOverAfterAWhileWhoeverHasNotConfirmed() {
        salon.enters(arrival(LINUS));
        assertHeard(salon.takes(new Act.Settle(0)));
        assertHeard(salon.takes(new Act.Settle(1)), to(ADA, OVER), to(GRACE, OVER), to(LINUS, OVER));
        assertHeard(salon.takes(new Act.Settle(1)));
    }

    @Test
    void aConfirmationOfAnEarlierMoveDoesNotCount() {
        salon.enters(arrival(LINUS));
        everybodyConfirms(0, ADA, GRACE, LINUS);
        assertHeard(everybodyConfirms(1, ADA, GRACE));
    }

    @Test
    void whoComesInWhileOthersMoveBeginsOnTheNewWay() {
        salon.enters(arrival(LINUS));
        Turn turn = salon.enters(arrival(MARGARET));
        assertEquals(new Media(Way.SERVER, 1), ((Joined) Objects.requireNonNull(turn.answer())).media());
        assertEquals(0, connectionsIn(turn).count());
        assertHeard(everybodyConfirms(1, ADA, GRACE, LINUS), to(ADA, OVER), to(GRACE, OVER), to(LINUS, OVER), to(MARGARET, OVER));
    }

    @Test
    void theMediaServerIsToldWhoMaySpeakAndWhoIsSilenced() {
        carried();
        salon.says(ADA, new MutePeer(id(GRACE), true));
        salon.says(ADA, new SetRole(id(LINUS), Role.LISTENER));
        assertEquals(List.of(new Voice(peer("ada"), id(ADA), true, false, Set.of()), new Voice(peer("grace"), id(GRACE), true, true, Set.of()),
                new Voice(peer("linus"), id(LINUS), false, false, Set.of())), salon.room.wish().voices());
        salon.enters(arrival(MARGARET));
        salon.says(ADA, new Remove(id(GRACE), true));
        assertFalse(salon.room.wish().voices().stream().anyMatch(voice -> voice.user().equals(id(GRACE))));
    }

    @Test
    void theMediaServerIsToldWhatEverybodyHasOn() {
        carried();
        salon.says(GRACE, new SwitchSource(Source.CAMERA, true, null));
        assertTrue(new Act.Says(peer("grace"), new SwitchSource(Source.CAMERA, true, null)).changesSeats(), "so the wish is carried");
        assertEquals(Set.of(Source.CAMERA), shownBy(GRACE));
        salon.says(ADA, new SwitchSource(Source.CAMERA, false, id(GRACE)));
        assertEquals(Set.of(), shownBy(GRACE));
    }

    private Set<Source> shownBy(Person who) {
        return salon.room.wish().voices().stream().filter(voice -> voice.user().equals(id(who))).findFirst().orElseThrow().shows();
    }

    @Test
    void whoOnlyListensMayWatch() {
        carried();
        salon.says(ADA, new SetRole(id(LINUS), Role.LISTENER));
        Watch watch = new Watch(1, List.of());
        assertEquals(new Request(People.room("salon"), 1, peer("linus"), watch), salon.says(LINUS, watch).request());
        salon.refuses("stale_epoch", () -> salon.says(LINUS, new Watch(2, List.of())));
    }

    @Test
    void onlyThoseWhoMaySpeakPublish() {
        carried();
        assertEquals(new Request(People.room("salon"), 1, peer("linus"), publish(1)), salon.says(LINUS, publish(1)).request());
        salon.says(ADA, new SetRole(id(LINUS), Role.LISTENER));
        salon.refuses("forbidden", () -> salon.says(LINUS, publish(1)));
        salon.refuses("forbidden", () -> salon.says(LINUS, new MediaIce(Leg.PUBLISH, Opaque.NULL)));
        salon.says(LINUS, new MediaIce(Leg.SUBSCRIBE, Opaque.NULL));
    }

    @Test
    void nothingIsAskedOfAMediaServerThatDoesNotCarryTheRoom() {
        salon.refuses("stale_epoch", () -> salon.says(GRACE, publish(0)));
        salon.refuses("stale_epoch", () -> salon.says(GRACE, new MediaIce(Leg.SUBSCRIBE, Opaque.NULL)));
        carried();
        salon.refuses("stale_epoch", () -> salon.says(GRACE, publish(2)));
        assertNull(salon.says(GRACE, new MediaConfirm(1)).request());
    }

    @Test
    void withFewPeopleTheVoicesMoveBackAndTheMediaServerCarriesThemMeanwhile() {
        carried();
        assertHeard(salon.says(LINUS, new Leave(null)), to(ADA, new ServerMessage.RemovePeer(peer("linus"), id(LINUS))), to(GRACE, new ServerMessage.RemovePeer(peer("linus"), id(LINUS))));
        Turn turn = salon.says(GRACE, new Leave(null));
        assertEquals(new MediaMove(Way.MESH, 2, "size"), heardBy(ADA, turn).getLast());
        assertTrue(salon.room.isCarried());
        assertHeard(salon.says(ADA, new MediaConfirm(2)), to(ADA, OVER));
        assertFalse(salon.room.isCarried());
    }

    @Test
    void backInTheMeshEverybodyIsConnectedToEverybody() {
        salon.room.limitedTo(new Carriers.Sizes(4, 2, 2));
        carried();
        Turn turn = salon.says(LINUS, new Leave(null));
        assertEquals(List.of(new AddPeer(peer("ada"), true, ADA)), connectionsIn(turn).filter(one -> ((AddPeer) one).createOffer()).toList());
        assertEquals(2, connectionsIn(turn).count());
    }

    @Test
    void whenTheMediaServerFailsDuringAMoveTheMeshGoesOnAndTakesInThoseWhoCameMeanwhile() {
        salon.enters(arrival(LINUS));
        salon.enters(arrival(MARGARET));
        Turn turn = lost(1);
        assertEquals(List.of(new MediaMove(Way.MESH, 2, "failure")), heardBy(ADA, turn).stream().filter(MediaMove.class::isInstance).toList());
        assertEquals(6, connectionsIn(turn).count(), "Margaret is connected to three people");
        assertFalse(salon.room.isCarried());
        assertHeard(salon.says(ADA, new MediaConfirm(2)));
    }

    @Test
    void afterAFailureARoomRestsBeforeItMovesAgain() {
        salon.enters(arrival(LINUS));
        lost(1);
        assertHeard(salon.takes(new Act.MediaBack()));
        salon.now = salon.now.plus(Duration.ofSeconds(11));
        assertHeard(salon.takes(new Act.MediaBack()), to(ADA, new MediaMove(Way.SERVER, 3, "size")),
                to(GRACE, new MediaMove(Way.SERVER, 3, "size")), to(LINUS, new MediaMove(Way.SERVER, 3, "size")));
    }

    @Test
    void aRoomThatAMeshCanCarryFallsBackToItWhenTheMediaServerIsLost() {
        carried();
        Turn turn = lost(1);
        assertEquals(new MediaMove(Way.MESH, 2, "failure"), heardBy(ADA, turn).getFirst());
        assertEquals(6, connectionsIn(turn).count());
        assertFalse(salon.room.isCarried());
    }

    @Test
    void aLargerRoomSaysSoAndMovesToAnotherMediaServerAsSoonAsThereIsOne() {
        carried();
        salon.enters(arrival(MARGARET));
        salon.enters(arrival(BARBARA));
        salon.room.withMediaServer(false);
        assertEquals(List.of(new MediaState("down", 1_000L)), heardBy(ADA, lost(1)));
        assertEquals(List.of(), heardBy(ADA, salon.takes(new Act.MediaBack())));
        salon.room.withMediaServer(true);
        assertEquals(List.of(new MediaMove(Way.SERVER, 2, "failure")), heardBy(ADA, salon.takes(new Act.MediaBack())));
    }

    @Test
    void whatTheMediaServerSaysOfAnEarlierWayDoesNotCount() {
        carried();
        salon.takes(new Act.Placed(1, "here"));
        salon.takes(new Act.Placed(0, "there"));
        assertEquals("here", salon.room.wish().place());
        assertHeard(salon.takes(new Act.Forwarded(peer("ada"), 0, OVER)));
        assertHeard(salon.takes(new Act.Forwarded(peer("nobody"), 1, OVER)));
        assertHeard(salon.takes(new Act.Forwarded(peer("ada"), 1, OVER)), to(ADA, OVER));
        assertHeard(lost(0));
    }

    @Test
    void aRoomWithAClientThatKnowsOnlyTheMeshStaysThere() {
        Salon calls = new Salon(People.room(false, 10), host());
        calls.room.limitedTo(SIZES).withMediaServer(true);
        calls.calls("grace", "peerjs-grace", arrival(GRACE));
        calls.enters(arrival(LINUS));
        calls.enters(arrival(MARGARET));
        assertFalse(calls.room.isCarried());
        calls.refuses("room_full", () -> calls.enters(arrival(BARBARA)));
    }

    @Test
    void aClientThatKnowsOnlyTheMeshCannotEnterARoomThatAMediaServerCarries() {
        carried();
        salon.refuses("room_full", () -> salon.calls("margaret", "peerjs-margaret", arrival(MARGARET)));
        salon.refuses("room_full", () -> salon.calls("grace", "peerjs-grace", arrival(GRACE)));
    }

    @Test
    void anotherNodeGoesOnInTheMiddleOfAMove() {
        salon.enters(arrival(LINUS));
        salon.takes(new Act.Placed(1, "here"));
        salon.says(ADA, new MediaConfirm(1));
        LiveRoom there = LiveRoom.of(salon.room.snapshot()).limitedTo(SIZES).withMediaServer(true);
        assertEquals(salon.room.wish(), there.wish());
        assertEquals(List.of(new Turn.Later(new Act.Settle(1), Carriers.MOVE)), there.take(new Act.Restate(Set.of()), salon.now).later(), "it must not last for ever there either");
        assertEquals(List.of(), there.take(new Act.Restate(Set.of()), salon.now).later());
        there.take(new Act.Says(peer("grace"), new MediaConfirm(1)), salon.now);
        assertHeard(there.take(new Act.Says(peer("linus"), new MediaConfirm(1)), salon.now), to(ADA, OVER), to(GRACE, OVER), to(LINUS, OVER));
    }
}
