package dev.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u2028", "\u2029", "\u0000", "\u001b", "\u0085", "\ud800"})
    void textThatTurnsOrHidesIsNotPlain(String unseen) {
        assertFalse(PlainText.is("Ada" + unseen));
        assertFalse(PlainText.isInLines("Ada" + unseen));
        assertEquals("Ada Lovelace", PlainText.of("Ada" + unseen + " Lovelace"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zo\u00eb", "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627\u200f", "\ud83d\udc69\u200d\ud83d\udcbb", "\u0938\u094d\u200d\u0924\u0947"})
    void charactersThatLanguagesAndEmojiNeedArePlain(String text) {
        assertTrue(PlainText.is(text));
        assertEquals(text, PlainText.of(text));
    }

    @Test
    void lineBreaksStayWhereTheyAreAllowed() {
        assertFalse(PlainText.is("a\nb"));
        assertTrue(PlainText.isInLines("a\r\n\tb"));
        assertEquals("a\nb", PlainText.of("a\nb"));
    }

    @Test
    void aChatIsReadInTheOrderInWhichItIsShown() {
        assertEquals("safe.exe", new ClientMessage.Chat("safe\u202e.exe\u202c").text());
        assertThrows(IllegalArgumentException.class, () -> new ClientMessage.Chat("\u202e\u2066"));
    }
}
