package dev.parley.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UsernameTest {

    @Provide
    Arbitrary<String> usernames() {
        return Arbitraries.strings().withCharRange('a', 'z').withCharRange('A', 'Z').numeric().withChars('_', '.').ofMinLength(3).ofMaxLength(30);
    }

    @Property
    void caseAndSurroundingBlanksMakeNoDifference(@ForAll("usernames") String username) {
        assertEquals(Username.of(username.toLowerCase(Locale.ROOT)), Username.of(" " + username.toUpperCase(Locale.ROOT) + "\t"));
    }

    @Property
    void aStoredNameStaysTheSameWhenStoredAgain(@ForAll("usernames") String username) {
        String once = Username.of(username).orElseThrow().value();
        assertEquals(Optional.of(new Username(once)), Username.of(once));
    }

    @Property
    void everyTextIsEitherAnAsciiUsernameOrRefused(@ForAll String text) {
        Username.of(text).ifPresent(username -> assertTrue(username.value().matches("[a-z0-9_.]{3,30}"), text));
    }

    @Property
    void oneStrangeCharacterIsEnoughToRefuse(@ForAll("usernames") String username, @ForAll("strangers") char stranger) {
        assertEquals(Optional.empty(), Username.of(username.substring(0, 2) + stranger + username.substring(2)), username);
    }

    @Provide
    Arbitrary<Character> strangers() {
        // Some of them look like ASCII letters, or become such in lower case.
        return Arbitraries.of('-', '@', '$', '/', ' ', '\0', '\n', 'ä', 'ß', 'ı', 'İ', '\u212a', 'а', 'ⅰ', '．', '\u200b', '\ud83d');
    }

    @Example
    void lengthsAreTakenToTheEdgeAndNotBeyond() {
        assertTrue(Username.of("abc").isPresent());
        assertTrue(Username.of("a".repeat(30)).isPresent());
        assertEquals(Optional.empty(), Username.of("ab"));
        assertEquals(Optional.empty(), Username.of("a".repeat(31)));
    }
}
