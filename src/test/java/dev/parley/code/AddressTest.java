package dev.parley.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.problem.Problem;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class AddressTest {

    @Provide
    Arbitrary<String> mails() {
        Arbitrary<String> local = Arbitraries.strings().alpha().numeric().withChars('+', '-', '_').ofMinLength(1).ofMaxLength(64);
        Arbitrary<String> label = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20);
        return Combinators.combine(local, label, label).as((name, domain, top) -> name + "@" + domain + "." + top);
    }

    @Property
    void caseAndSurroundingBlanksMakeNoDifference(@ForAll("mails") String mail) {
        assertEquals(Address.mail(mail), Address.mail("  " + mail.toUpperCase(Locale.ROOT) + "\n"));
    }

    @Property
    void aStoredAddressStaysTheSameWhenStoredAgain(@ForAll("mails") String mail) {
        String once = Address.mail(mail).value();
        assertEquals(once, Address.mail(once).value());
    }

    @Property
    void everyTextIsEitherAnAddressOrRefusedWithTheNameOfTheField(@ForAll @StringLength(max = 300) String text) {
        try {
            Address address = Address.mail(text);
            assertTrue(address.value().length() <= 320 && address.value().chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c)), text);
            assertEquals(1, address.value().chars().filter(c -> c == '@').count());
        } catch (Problem refused) {
            assertEquals(422, refused.status());
            assertEquals("email", refused.errors().getFirst().field());
        }
    }

    @Property
    void aDomainOfAnyScriptIsWrittenInItsAsciiForm(@ForAll("germanDomains") String domain) {
        String value = Address.mail("ada@" + domain).value();
        assertTrue(value.chars().allMatch(c -> c < 128), value);
        assertEquals(value, Address.mail("ADA@" + domain.toUpperCase(Locale.ROOT)).value());
    }

    @Provide
    Arbitrary<String> germanDomains() {
        return Arbitraries.strings().withChars('a', 'z', 'ä', 'ö', 'ü', 'é').ofMinLength(2).ofMaxLength(15).map(label -> label + ".example");
    }

    @Property
    void aNumberIsStoredTheSameHoweverPeopleWriteIt(@ForAll("numbers") String number, @ForAll("gaps") String gap) {
        StringBuilder written = new StringBuilder("+");
        for (char digit : number.toCharArray()) {
            written.append(digit).append(gap);
        }
        assertEquals("+" + number, Address.phone(written.toString()).value());
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> german = Arbitraries.strings().numeric().ofLength(8).map(rest -> "49151" + rest);
        Arbitrary<String> british = Arbitraries.strings().numeric().ofLength(9).map(rest -> "447" + rest);
        return Arbitraries.oneOf(german, british);
    }

    @Provide
    Arbitrary<String> gaps() {
        return Arbitraries.of("", " ", "-", ".", "/", "(", ")");
    }

    @Property
    void everyTextIsEitherANumberOrRefusedWithTheNameOfTheField(@ForAll @StringLength(max = 40) String text) {
        try {
            assertTrue(Address.phone(text).value().matches("\\+[1-9][0-9]{6,14}"));
        } catch (Problem refused) {
            assertEquals("phone", refused.errors().getFirst().field());
        }
    }

    @Example
    void lengthsAreTakenToTheEdgeAndNotBeyond() {
        String local = "a".repeat(64);
        assertEquals(local + "@example.org", Address.mail(local + "@example.org").value());
        assertThrows(Problem.class, () -> Address.mail("a" + local + "@example.org"));
        assertThrows(Problem.class, () -> Address.mail("a@" + "b".repeat(64) + ".org"));
        assertThrows(Problem.class, () -> Address.phone("+4912345678901234"));
        assertThrows(Problem.class, () -> Address.phone("+49123"));
    }

    @Example
    void aNumberThatNobodyInItsCountryCanHaveIsRefused() {
        for (String none : List.of("+1 212 555 01", "+1 212 555 01234", "+999 1234567", "+49", "tel:+4915112345678", "+1 800 FLOWERS", "+4915112345678 ext. 5",
                "call +4915112345678", "0151 12345678", "+".repeat(300), "+1" + " ".repeat(5_000) + "2125550123")) {
            assertThrows(Problem.class, () -> Address.phone(none), none);
        }
    }

    @Example
    void theZeroForCallsWithinTheCountryDoesNotCount() {
        assertEquals("+4915112345678", Address.phone("+49 (0)151 1234-5678").value());
        assertEquals("+390612345678", Address.phone("+39 06 1234 5678").value(), "in Italy it is part of the number");
    }

    @Example
    void anAddressIsNeverPrinted() {
        assertEquals("an e-mail address", Address.mail("ada@example.org").toString());
        assertEquals("a phone number", Address.phone("+4915112345678").toString());
    }
}
