package dev.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.DeleteChat;
import dev.parley.protocol.ClientMessage.Join;
import dev.parley.protocol.ClientMessage.LowerHand;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.Publish;
import dev.parley.protocol.ClientMessage.React;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.Resume;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Unban;
import dev.parley.protocol.ClientMessage.Watch;
import dev.parley.protocol.Picture.Size;
import dev.parley.words.SignalText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages refuse when they are made. */
class ProtocolTest {
    private static final Opaque OBJECT = new Opaque("{}");

    static final List<Function<String, ClientMessage>> WITH_ID = List.of(
            id -> new Join(new RoomId(id), null, true), id -> new Resume(id, 0), id -> new RelaySdp(new PeerId(id), new SignalText(OBJECT)), id -> new RelayIce(new PeerId(id), OBJECT),
            id -> new SetRole(new UserId(id), Role.SPEAKER), id -> new MutePeer(new UserId(id), true), id -> new Remove(new UserId(id), false), id -> new Unban(new UserId(id)), id -> new LowerHand(new UserId(id)));

    private static void refused(String why, org.junit.jupiter.api.function.Executable act) {
        assertEquals(why, assertThrows(IllegalArgumentException.class, act).getMessage());
    }

    @ParameterizedTest
    @FieldSource("WITH_ID")
    void anIdHasOneTo128Characters(Function<String, ClientMessage> message) {
        assertDoesNotThrow(() -> message.apply("x"));
        assertDoesNotThrow(() -> message.apply("x".repeat(128)));
        for (String id : List.of("", "x".repeat(129))) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> message.apply(id)).getMessage().endsWith("Id must be 1 to 128 characters"));
        }
    }

    @Test
    void anInviteIsAtMost128CharactersOrNone() {
        assertDoesNotThrow(() -> new Join(new RoomId("salon"), null, true));
        assertDoesNotThrow(() -> new Join(new RoomId("salon"), "x".repeat(128), true));
        refused("invite is too long", () -> new Join(new RoomId("salon"), "x".repeat(129), true));
    }

    @Test
    void framesAreCountedFromZero() {
        assertDoesNotThrow(() -> new Resume("id", Long.MAX_VALUE));
        refused("lastSeq must be the number of the last frame that arrived", () -> new Resume("id", -1));
    }

    @Test
    void aDescriptionIsAnObject() {
        for (String json : List.of("null", "\"{}\"", "[]", "1", "true", "")) {
            refused("sessionDescription must be an object", () -> new RelaySdp(new PeerId("peer"), new SignalText(new Opaque(json))));
        }
    }

    @Test
    void aCandidateIsAnObjectOrNull() {
        assertDoesNotThrow(() -> new RelayIce(new PeerId("peer"), Opaque.NULL));
        for (String json : List.of("\"{}\"", "[]", "1", "true", "nul", "")) {
            refused("icecandidate must be an object or null", () -> new RelayIce(new PeerId("peer"), new Opaque(json)));
        }
    }

    @Test
    void textHasOneTo2000CharactersHoweverTheyAreEncoded() {
        assertDoesNotThrow(() -> new Chat("x"));
        assertDoesNotThrow(() -> new Chat("x".repeat(2000)));
        assertDoesNotThrow(() -> new Chat("🎉".repeat(2000)));
        refused("text must be at most 2000 characters", () -> new Chat("x".repeat(2001)));
        refused("text must be at most 2000 characters", () -> new Chat("🎉".repeat(2001)));
        for (String blank : List.of("", " ", "\n\t ")) {
            refused("text must not be empty", () -> new Chat(blank));
        }
    }

    @Test
    void aMessageIsNamedByOneTo128Characters() {
        for (String id : List.of("", "x".repeat(129))) {
            refused("id must be 1 to 128 characters", () -> new DeleteChat(new MessageId(id)));
            refused("replyTo must be 1 to 128 characters", () -> new Chat("Hello", new MessageId(id)));
        }
        assertDoesNotThrow(() -> new Chat("Hello", new MessageId("x".repeat(128))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"👏", "❤️", "❤", "👍🏽", "🇬🇧", "🇩🇪", "1️⃣", "#️⃣", "👩‍👩‍👧‍👦", "👩🏽‍❤️‍💋‍👨🏿", "🏳️‍🌈", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴‍☠️", "👩‍🦰", "🧑🏿‍💻", "👁️‍🗨️", "☺️", "🫡"})
    void anEmojiIsOnePictureHoweverManyPartsItHas(String emoji) {
        assertEquals(emoji, new React(emoji, null, true).emoji());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "ä", "ok", "1", "12", "#", "1\uFE0F", "\uFE0F", "\u200D", "\u20E3", "a\u20E3", "\u0000", "\n", "👏\n", "👏 ", "👏a",
        "👏👏", "🇬🇧🇩🇪", "🇬", "🇬🇧🇩", "1️⃣2️⃣", "👏\u200D", "\u200D👏", "👩\u200D\u200D👧", "👏\u202E", "<b>", "\uD83D"})
    void nothingElseIsAnEmoji(String text) {
        refused("emoji must be one emoji", () -> new React(text, null, true));
    }

    @Test
    void anEndlessEmojiIsRefused() {
        refused("emoji must be one emoji", () -> new React("👩" + "\u200D👩".repeat(11), null, true));
    }

    private static Publish publishes(Source... sources) {
        return new Publish(1, "v=0", Stream.of(sources).map(source -> new Track(source.word(), null, source)).toList());
    }

    @Test
    void eachSourceIsPublishedOnce() {
        assertDoesNotThrow(() -> publishes(Source.values()));
        refused("each source can be in tracks once", () -> publishes(Source.CAMERA, Source.CAMERA));
        refused("tracks must be 1 to 4", () -> publishes());
    }

    @Test
    void atMost64PicturesAreWatchedEachOnce() {
        List<Picture> most = IntStream.range(0, 64).mapToObj(user -> new Picture(new UserId("u" + user), Source.SCREEN, Size.SMALL)).toList();
        assertDoesNotThrow(() -> new Watch(1, most));
        assertDoesNotThrow(() -> new Watch(1, List.of()));
        Picture camera = new Picture(new UserId("a1"), Source.CAMERA, Size.SMALL);
        assertDoesNotThrow(() -> new Watch(1, List.of(camera, new Picture(new UserId("a1"), Source.SCREEN, Size.LARGE))));
        refused("pictures must be at most 64", () -> new Watch(1, Stream.concat(most.stream(), Stream.of(camera)).toList()));
        refused("each picture can be in pictures once", () -> new Watch(1, List.of(camera, new Picture(new UserId("a1"), Source.CAMERA, Size.LARGE))));
        refused("source must be camera or screen", () -> new Watch(1, List.of(new Picture(new UserId("a1"), Source.SCREEN_AUDIO, Size.SMALL))));
        refused("userId must be 1 to 128 characters", () -> new Watch(1, List.of(new Picture(new UserId(""), Source.CAMERA, Size.SMALL))));
    }

    @Test
    void nobodyIsMadeHost() {
        for (Role role : List.of(Role.MODERATOR, Role.SPEAKER, Role.LISTENER)) {
            assertDoesNotThrow(() -> new SetRole(new UserId("id"), role));
        }
        refused("role must be moderator, speaker or listener", () -> new SetRole(new UserId("id"), Role.HOST));
    }

    @Test
    void rolesAreRankedAndReadFromTheirWords() {
        assertTrue(Role.HOST.isAbove(Role.MODERATOR) && Role.MODERATOR.isAbove(Role.SPEAKER) && Role.SPEAKER.isAbove(Role.LISTENER));
        assertFalse(Role.MODERATOR.isAbove(Role.MODERATOR) || Role.SPEAKER.isAbove(Role.HOST));
        assertEquals(Optional.of(Role.LISTENER), Role.of("listener"));
        for (String word : List.of("", "LISTENER", "admin", " listener")) {
            assertEquals(Optional.empty(), Role.of(word));
        }
    }

    @Test
    void freshIdsAreLongAndNeverTheSame() {
        assertTrue(Stream.generate(Ids::fresh).limit(1000).allMatch(id -> id.matches("[\\w-]{22}")));
        assertNotEquals(Ids.fresh(), Ids.fresh());
    }
}
