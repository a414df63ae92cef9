package dev.parley.spread;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.live.Act;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Publish;
import dev.parley.protocol.ClientMessage.Watch;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Picture;
import dev.parley.protocol.Picture.Size;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.Source;
import dev.parley.protocol.Track;
import dev.parley.protocol.UserId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What somebody says about pictures reaches the node that owns the room as it was said. */
class LetterTest {
    static final List<InRoom> SAID = List.of(
            new Watch(3, List.of()),
            new Watch(3, List.of(new Picture(new UserId("g1"), Source.CAMERA, Size.SMALL), new Picture(new UserId("g1"), Source.SCREEN, Size.LARGE))),
            new Publish(3, "v=0", List.of(new Track("0", null, Source.MICROPHONE), new Track("1", null, Source.SCREEN_AUDIO))));

    @ParameterizedTest
    @FieldSource("SAID")
    void whatIsSaidOfPicturesTravelsBetweenNodes(InRoom message) {
        Letter letter = new Letter.Take(7, new Errand(new RoomId("salon"), null, true, new Act.Says(new PeerId("ada"), message)));
        assertEquals(letter, Letter.of(letter.bytes()));
    }
}
