package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.problem.Problem;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import dev.parley.protocol.Allowed;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomRequestTest {
    private static final Capacity CAPACITY = new Capacity(new RoomSettings(10, 2, 16, 8, 5, false));

    private static final Jsonb JSON = JsonbBuilder.create();

    private static RoomRequest named(@Nullable String name, @Nullable String topic) {
        return new RoomRequest(name, topic, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static RoomRequest typed(@Nullable String type, @Nullable Boolean isPrivate) {
        return new RoomRequest("Tech Talk", null, null, isPrivate, type, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static RoomRequest tagged(String... tags) {
        return new RoomRequest("Tech Talk", null, null, null, null, null, null, Arrays.asList(tags), null, null, null, null, null, null, null, null);
    }

    private static void refused(String field, RoomRequest request) {
        Problem problem = assertThrows(Problem.class, () -> request.checkedForNew(CAPACITY));
        assertEquals(List.of(field), problem.errors().stream().map(Problem.FieldError::field).toList());
    }

    @Test
    void nameAndTopicAreOne() {
        assertEquals("Tech Talk", named(" Tech Talk ", null).checkedForNew(CAPACITY).name());
        assertEquals("Tech Talk", named(null, "Tech Talk").checkedForNew(CAPACITY).name());
        assertEquals("Tech Talk", named("Tech Talk", "Tech Talk ").checkedForNew(CAPACITY).name());
        refused("topic", named("Tech Talk", "Music"));
    }

    @Test
    void aNewRoomNeedsANameAndAChangeDoesNot() {
        refused("name", named(null, null));
        assertNull(named(null, null).checked(CAPACITY).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "line\nbreak", "half \ud83d"})
    void anInvalidNameIsRefused(String name) {
        refused("name", named(name, null));
        refused("topic", named(null, name));
    }

    @Test
    void lengthsAreCountedInVisibleCharacters() {
        assertEquals(200, String.valueOf(named("🎉".repeat(100), null).checkedForNew(CAPACITY).name()).length());
        refused("name", named("a".repeat(101), null));
        refused("description", new RoomRequest("a", null, "b".repeat(501), null, null, null, null, null, null, null, null, null, null, null, null, null));
    }

    @Test
    void aCameraAndAScreenHaveWordsOfTheirOwn() {
        refused("video", new RoomRequest("a", null, null, null, null, null, null, null, "hosts", null, null, null, null, null, null, null));
        refused("screen", new RoomRequest("a", null, null, null, null, null, null, null, null, "off", null, null, null, null, null, null));
        refused("screen", new RoomRequest("a", null, null, null, null, null, null, null, null, "", null, null, null, null, null, null));
        assertEquals(Allowed.OFF, new RoomRequest("a", null, null, null, null, null, null, null, "off", "hosts", null, null, null, null, null, null).checkedForNew(CAPACITY).video());
    }

    @ParameterizedTest
    @CsvSource({"public, false", "open, false", "Social, false", "private, true", "closed, true", "group, true"})
    void theRoomTypeSaysWhetherItIsPrivate(String type, boolean isPrivate) {
        assertEquals(isPrivate, typed(type, null).checkedForNew(CAPACITY).isPrivate());
        assertEquals(isPrivate, typed(type, isPrivate).checkedForNew(CAPACITY).isPrivate());
        refused("roomType", typed(type, !isPrivate));
    }

    @Test
    void anUnknownRoomTypeIsRefused() {
        refused("roomType", typed("secret", null));
    }

    @Test
    void tagsAreMadeAlikeAndKeptOnce() {
        assertEquals(List.of("tech", "c-3po"), tagged(" Tech", "C-3PO", "tech").checkedForNew(CAPACITY).tags());
        refused("tags", tagged("a b"));
        refused("tags", tagged("$where"));
        refused("tags", tagged(""));
        refused("tags", tagged("x".repeat(25)));
        refused("tags", tagged("a", "b", "c", "d", "e", "f"));
        refused("tags", tagged("a", null));
    }

    private static RoomRequest coloured(String colour) {
        return new RoomRequest("a", null, null, null, null, null, null, null, null, null, null, null, null, null, null, new RoomRequest.ThemeRequest(colour));
    }

    @Test
    void aColourIsWrittenInOneWay() {
        assertEquals("#0f766e", coloured(" #0F766E ").checkedForNew(CAPACITY).colour());
        assertEquals("", coloured(" ").checked(CAPACITY).colour());
        assertNull(named("a", null).checked(CAPACITY).colour());
    }

    @ParameterizedTest
    @ValueSource(strings = {"teal", "#0f7", "0f766e", "#0f766e80", "#0f766g", "#0f766e;--x:1", "url(//evil)", "#０f766e"})
    void whatIsNoColourIsRefused(String colour) {
        refused("theme.colour", coloured(colour));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 1001, Integer.MAX_VALUE})
    void aRoomIsForTwoToAThousand(int most) {
        refused("maxParticipants", new RoomRequest("a", null, null, null, null, null, most, null, null, null, null, null, null, null, null, null));
    }

    @Test
    void aRoomForMoreThanAMeshCarriesIsRefusedWithTheReason() {
        RoomRequest large = new RoomRequest("a", null, null, null, null, null, 17, null, null, null, null, null, null, null, null, null);
        Problem problem = assertThrows(Problem.class, () -> large.checked(CAPACITY));
        assertEquals("Please use at most 16. A room for more people needs a media server, and there is none.", problem.errors().getFirst().message());
        assertEquals(16, new RoomRequest("a", null, null, null, null, null, 16, null, null, null, null, null, null, null, null, null).checked(CAPACITY).maxParticipants());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967306", "99999999999", "1e400", "1e999999999", "1.5", "\"10\"", "true", "[]", "{}"})
    void anInvalidOrTooLargeNumberIsNotTurnedIntoAnother(String number) {
        assertThrows(JsonbException.class, () -> JSON.fromJson("{\"name\":\"Books\",\"maxParticipants\":" + number + "}", RoomRequest.class));
        assertEquals(10, JSON.fromJson("{\"name\":\"Books\",\"maxParticipants\":10}", RoomRequest.class).maxParticipants());
        assertNull(JSON.fromJson("{\"name\":\"Books\",\"maxParticipants\":null}", RoomRequest.class).maxParticipants());
    }
}
