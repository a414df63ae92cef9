package dev.parley.account;

import static dev.parley.harness.Person.json;
import static dev.parley.harness.Person.somebody;
import static dev.parley.harness.Person.somewhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several people sign up with one address, and one of them can read its mail. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RegistrationIT {
    private static final String THEIRS = "known to the attacker";

    private final Api victim = Api.shared().from(somewhere());
    private final Api attacker = Api.shared().from(somewhere());

    private static Api.Answer register(Api from, String email, String password) {
        Api.Answer answer = from.post("/api/auth/register", json("email", email, "password", password));
        assertEquals(201, answer.status(), answer.body());
        return answer;
    }

    /** The code that this registration sends. */
    private static String code(Api from, String email, String password) {
        return Person.letterFor(email, () -> register(from, email, password)).getString("code");
    }

    private static Api.Answer verify(Api from, String... fields) {
        return from.post("/api/auth/email/verify", json(fields));
    }

    private static String told(Api from, String email, String password) {
        Api.Answer answer = from.post("/api/auth/login", json("email", email, "password", password));
        return answer.status() == 200 ? "signed in" : answer.code();
    }

    /** A browser, which keeps the cookie of its registration. */
    private static Api browser(Api from, Api.Answer registered) {
        return from.with("Cookie", "registration=" + registered.cookie("registration")).with("Origin", from.base().toString());
    }

    @Test
    void registeringOverSomebodysUnverifiedAddressDoesNotLetTheirCodeVerifyTheAttackersPassword() {
        String email = somebody("victim");
        String code = code(victim, email, Person.PASSWORD);
        code(attacker, email, THEIRS);
        assertEquals(200, verify(victim, "email", email, "code", code).status());
        assertEquals("bad_credentials", told(attacker, email, THEIRS));
        assertEquals("signed in", told(victim, email, Person.PASSWORD));
    }

    @Test
    void theCodeOfAStrangersRegistrationDoesNotWorkInTheVictimsBrowser() {
        String email = somebody("victim");
        Api browser = browser(victim, register(victim, email, Person.PASSWORD));
        Person.letterFor(email);
        String strangers = Person.letterFor(email, () -> register(attacker, email, THEIRS)).getString("code");
        assertEquals("wrong_code", verify(browser, "email", email, "code", strangers).code());
        assertEquals("wrong_code", verify(victim, "email", email, "code", strangers).code());
    }

    @Test
    void ofSeveralFromOneNetworkTheCookieShowsWhichIsMeantAndOtherwiseThePassword() {
        String email = somebody("victim");
        Api.Answer registered = register(victim, email, Person.PASSWORD);
        String code = Person.letterFor(email).getString("code");
        code(victim, email, THEIRS);
        assertEquals("password_required", verify(victim, "email", email, "code", code).code());
        assertEquals("wrong_code", verify(victim, "email", email, "code", code, "password", THEIRS).code());
        assertEquals(200, verify(browser(victim, registered), "email", email, "code", code).status());
    }

    @Test
    void aCodeThatIsTypedOnAnotherDeviceNeedsThePasswordToo() {
        String email = somebody("ada");
        String code = code(victim, email, Person.PASSWORD);
        Api telephone = Api.shared().from(somewhere());
        assertEquals("password_required", verify(telephone, "email", email, "code", code).code());
        assertEquals("code_expired", verify(telephone, "email", somebody("nobody"), "code", code).code());
        assertEquals("bad_credentials", verify(telephone, "email", email, "code", code, "password", "not this one").code());
        assertEquals(200, verify(telephone, "email", email, "code", code, "password", Person.PASSWORD).status());
    }

    @Test
    void aCookieOfAnotherRegistrationOpensNothing() {
        String email = somebody("victim");
        String code = code(victim, email, Person.PASSWORD);
        Api other = browser(attacker, register(attacker, somebody("eve"), THEIRS));
        assertEquals("password_required", verify(other, "email", email, "code", code).code());
    }

    @Test
    void signingUpAndThenInGivesTheSameAnswersForKnownAndUnknownAddresses() {
        String known = Person.called("ada").email();
        String unknown = somebody("nobody");
        for (String email : new String[] {known, unknown}) {
            register(attacker, email, THEIRS);
            assertEquals("email_not_verified", told(attacker, email, THEIRS));
            assertEquals("bad_credentials", told(attacker, email, "not this one"));
        }
        assertEquals("email_not_verified", told(Api.shared().from(somewhere()), unknown, THEIRS));
    }

    @Test
    void theAccountGetsTheIdOfTheRegistration() {
        String email = somebody("ada");
        String id = register(victim, email, Person.PASSWORD).json().getJsonObject("user").getString("id");
        String code = Person.letterFor(email).getString("code");
        assertEquals(id, verify(victim, "email", email, "code", code).json().getJsonObject("user").getString("id"));
    }

    @Test
    void manyRegistrationsWithOneAddressDoNotGiveManyMoreGuesses() {
        String email = somebody("victim");
        int evaluated = 0;
        for (int i = 0; i < 5; i++) {
            Api from = Api.shared().from(somewhere());
            String code = code(from, email, THEIRS);
            for (int guess = 0; guess < 5; guess++) {
                evaluated += verify(from, "email", email, "code", code.equals("000000") ? "000001" : "000000").status() == 401 ? 1 : 0;
            }
        }
        assertEquals(20, evaluated);
    }

    @Test
    void aStoredRegistrationDoesNotContainTheAddress() {
        String email = somebody("ada");
        register(victim, email, Person.PASSWORD);
        String stored = Api.shared().get("/api/test/everything").json().getJsonArray("registrations").toString();
        assertTrue(stored.contains("argon2id"), stored);
        assertTrue(!stored.contains(email), stored);
    }
}
