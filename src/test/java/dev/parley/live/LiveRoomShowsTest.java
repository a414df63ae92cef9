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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.json.Records;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.SwitchSource;
import dev.parley.protocol.ClientMessage.Video;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage.CallVideoStatus;
import dev.parley.protocol.ServerMessage.SessionDescription;
import dev.parley.protocol.ServerMessage.SourceStopped;
import dev.parley.protocol.ServerMessage.Sources;
import dev.parley.protocol.Source;
import dev.parley.words.SignalText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cameras and screens: Ada hosts a table at which Grace sits. */
class LiveRoomShowsTest {
    private final Salon salon = new Salon(People.room(false, 10), host(), arrival(GRACE));

    private Turn shows(Person who, Source source) {
        return salon.says(who, new SwitchSource(source, true, null));
    }

    private Turn ends(Person who, Source source) {
        return salon.says(who, new SwitchSource(source, false, null));
    }

    private Turn stops(Person who, Person whom, Source source) {
        return salon.says(who, new SwitchSource(source, false, id(whom)));
    }

    private void allows(String video, String screen) {
        RoomView room = salon.room.view();
        salon.takes(new Act.Update(new RoomView(room.id(), room.name(), room.topic(), null, false, "public", false, false, 10, 0, room.creator(), List.of(), video,
                screen, room.createdAt(), null, null, null, null)));
    }

    private List<String> sourcesOf(Person who) {
        return salon.room.participants().stream().filter(one -> one.id().equals(who.id())).findFirst().orElseThrow().sources();
    }

    @Test
    void everybodyIsToldWhatSomebodySends() {
        salon.says(GRACE, new Mute(false, null, null));
        Sources now = new Sources(id(GRACE), List.of(Source.MICROPHONE, Source.CAMERA));
        assertHeard(shows(GRACE, Source.CAMERA), to(ADA, now), to(GRACE, now));
        assertEquals(List.of("microphone", "camera"), sourcesOf(GRACE));
        assertHeard(shows(GRACE, Source.CAMERA));
        Sources without = new Sources(id(GRACE), List.of(Source.MICROPHONE));
        assertHeard(ends(GRACE, Source.CAMERA), to(ADA, without), to(GRACE, without));
        assertHeard(ends(GRACE, Source.CAMERA));
    }

    @Test
    void theMicrophoneAsASourceIsMutedAndUnmuted() {
        Turn unmuted = shows(GRACE, Source.MICROPHONE);
        assertEquals(salon.says(GRACE, new Mute(false, null, null)).deliveries(), unmuted.deliveries());
        ends(GRACE, Source.MICROPHONE);
        assertEquals(List.of(), sourcesOf(GRACE));
    }

    @Test
    void theCameraOfACallIsTheSameCamera() {
        salon.calls("linus", "peerjs-linus", arrival(LINUS));
        Turn turn = shows(GRACE, Source.CAMERA);
        assertTrue(turn.deliveries().contains(to(LINUS, new CallVideoStatus(id(GRACE), "grace", true))));
        Sources now = new Sources(id(LINUS), List.of(Source.CAMERA));
        assertTrue(salon.says(LINUS, new Video(true, salon.room.id(), id(LINUS))).deliveries().contains(to(GRACE, now)));
    }

    @Test
    void whatTheRoomDoesNotAllowIsRefused() {
        allows("off", "hosts");
        salon.refuses("forbidden", () -> shows(ADA, Source.CAMERA));
        salon.refuses("forbidden", () -> shows(GRACE, Source.SCREEN));
        shows(ADA, Source.SCREEN);
        assertEquals(List.of("screen"), sourcesOf(ADA));
    }

    @Test
    void aDescriptionWithPicturesIsOnlyPassedOnForThoseWhoMayShowSome() {
        SignalText pictures = new SignalText(new Opaque("{\"type\":\"offer\",\"sdp\":\"m=video 9 UDP/TLS/RTP/SAVPF 96\\r\\na=sendrecv\\r\\n\"}"));
        RelaySdp sent = new RelaySdp(peer("ada"), pictures);
        assertHeard(salon.says(GRACE, sent), to(ADA, new SessionDescription(peer("grace"), pictures)));
        allows("off", "hosts");
        salon.refuses("forbidden", () -> salon.says(GRACE, sent));
        assertHeard(salon.says(ADA, new RelaySdp(peer("grace"), pictures)), to(GRACE, new SessionDescription(peer("ada"), pictures)));
    }

    @Test
    void whatTheRoomNoLongerAllowsEnds() {
        shows(GRACE, Source.CAMERA);
        shows(GRACE, Source.SCREEN);
        allows("everyone", "hosts");
        assertEquals(List.of("camera"), sourcesOf(GRACE));
        allows("off", "hosts");
        assertEquals(List.of(), sourcesOf(GRACE));
    }

    @Test
    void somebodyWhoOnlyListensSendsNothing() {
        shows(GRACE, Source.CAMERA);
        salon.says(ADA, new SetRole(id(GRACE), Role.LISTENER));
        assertEquals(List.of(), sourcesOf(GRACE));
        salon.refuses("forbidden", () -> shows(GRACE, Source.CAMERA));
        salon.refuses("forbidden", () -> shows(GRACE, Source.SCREEN));
    }

    @Test
    void aSecondScreenTakesOverAndItsOwnerIsTold() {
        shows(GRACE, Source.SCREEN);
        shows(GRACE, Source.SCREEN_AUDIO);
        Sources nothing = new Sources(id(GRACE), List.of());
        Sources screen = new Sources(id(ADA), List.of(Source.SCREEN));
        assertHeard(shows(ADA, Source.SCREEN), to(GRACE, new SourceStopped(Source.SCREEN, id(ADA))), to(ADA, nothing), to(GRACE, nothing), to(ADA, screen), to(GRACE, screen));
    }

    @Test
    void theSoundOfAScreenComesAndGoesWithIt() {
        salon.refuses("no_screen", () -> shows(GRACE, Source.SCREEN_AUDIO));
        shows(GRACE, Source.SCREEN);
        shows(GRACE, Source.SCREEN_AUDIO);
        assertEquals(List.of("screen", "screen-audio"), sourcesOf(GRACE));
        ends(GRACE, Source.SCREEN);
        assertEquals(List.of(), sourcesOf(GRACE));
    }

    @Test
    void aModeratorStopsTheCameraOfSomebodyBelowThem() {
        shows(GRACE, Source.CAMERA);
        Sources nothing = new Sources(id(GRACE), List.of());
        assertHeard(stops(ADA, GRACE, Source.CAMERA), to(GRACE, new SourceStopped(Source.CAMERA, id(ADA))), to(ADA, nothing), to(GRACE, nothing));
        assertHeard(stops(ADA, GRACE, Source.CAMERA));
        shows(ADA, Source.CAMERA);
        salon.refuses("forbidden", () -> stops(GRACE, ADA, Source.CAMERA));
        salon.refuses("forbidden", () -> salon.says(ADA, new SwitchSource(Source.CAMERA, true, id(GRACE))));
        salon.refuses("no_such_peer", () -> stops(ADA, LINUS, Source.CAMERA));
    }

    @Test
    void whoComesBackByAnotherSocketSendsNothingYet() {
        shows(GRACE, Source.SCREEN);
        salon.enters("grace-again", arrival(GRACE));
        assertEquals(List.of(), sourcesOf(GRACE));
    }

    @Test
    void anotherNodeGoesOnWithWhatIsShown() {
        shows(GRACE, Source.CAMERA);
        Records records = new Records(Map.of());
        String text = records.write(Snapshot.class, salon.room.snapshot());
        assertEquals(salon.room.participants(), LiveRoom.of(records.read(Snapshot.class, text)).participants());
        String earlier = text.replaceAll(",\"(shown|video|screen)\":(\\[[^\\]]*\\]|\"\\w+\")", "");
        assertFalse(earlier.contains("CAMERA") || earlier.contains("everyone"), earlier);
        LiveRoom there = LiveRoom.of(records.read(Snapshot.class, earlier));
        assertEquals(salon.room.view(), there.view(), "a node of an earlier version knows nothing of it");
        assertEquals(List.of(), there.participants().get(1).sources());
    }

    @Test
    void whoLeavesTakesTheirScreenAlong() {
        shows(GRACE, Source.SCREEN);
        salon.takes(new Act.Gone(peer("grace")));
        assertHeard(shows(ADA, Source.SCREEN), to(ADA, new Sources(id(ADA), List.of(Source.SCREEN))));
    }
}
