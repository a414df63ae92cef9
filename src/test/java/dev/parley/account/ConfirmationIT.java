package dev.parley.account;

import static dev.parley.harness.Person.json;
import static dev.parley.harness.Person.number;
import static dev.parley.harness.Person.somebody;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who has stolen a session can neither erase the account nor change its addresses. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ConfirmationIT {
    private static final String CONFIRMATION = "/api/user/confirmation";

    private static List<Api.Answer> attempts(Person who) {
        return List.of(who.api().delete("/api/user"), who.api().delete("/api/user/addresses/email"), who.api().delete("/api/user/addresses/phone"),
                who.api().post("/api/user/addresses", json("email", somebody("thief"))));
    }

    private static void nothingIsAllowed(Person who) {
        for (Api.Answer answer : attempts(who)) {
            assertEquals(403, answer.status(), answer.body());
            assertEquals("confirmation_required", answer.code());
        }
        assertEquals(200, who.api().get("/api/user").status());
    }

    private static Person again(Person who) {
        Api.Answer in = Api.shared().from(who.address()).post("/api/auth/login", json("email", who.email(), "password", Person.PASSWORD));
        return new Person(who.email(), who.address(), in.json().getString("accessToken"), who.user(), who.server());
    }

    @Test
    void aStolenSessionNeitherErasesTheAccountNorChangesItsAddresses() {
        Person ada = Person.called("ada");
        nothingIsAllowed(ada);
        assertEquals(422, ada.api().post(CONFIRMATION, json("password", "not this one")).status());
        assertEquals(422, ada.api().post(CONFIRMATION, "{}").status());
        assertEquals("code_expired", ada.api().post(CONFIRMATION, json("code", "000000")).code());
        nothingIsAllowed(ada);
    }

    @Test
    void aConfirmationCountsOnlyInItsOwnSession() {
        Person ada = Person.called("ada");
        Person elsewhere = again(ada);
        ada.confirmed();
        nothingIsAllowed(elsewhere);
        assertEquals(200, ada.api().delete("/api/user").status());
    }

    @Test
    void somebodyWithoutAPasswordConfirmsWithACodeToTheirOwnAddress() {
        Person grace = Person.withPhone();
        nothingIsAllowed(grace);
        assertEquals(422, grace.api().post(CONFIRMATION, json("password", Person.PASSWORD)).status());
        assertEquals(200, grace.confirmed().api().delete("/api/user").status());
    }

    @Test
    void theCodeOfOneAccountConfirmsNothingInAnother() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String code = Person.letterFor(eve.email(), () -> eve.api().post(CONFIRMATION + "/code", "")).getString("code");
        assertEquals(401, ada.api().post(CONFIRMATION, json("code", code)).status());
        assertEquals(200, eve.api().post(CONFIRMATION, json("code", code)).status());
    }

    @Test
    void guessingThePasswordInASessionIsThrottled() {
        Person ada = Person.called("ada");
        int last = 0;
        for (int i = 0; i < 21; i++) {
            last = ada.api().post(CONFIRMATION, json("password", "wrong " + i)).status();
        }
        assertEquals(429, last);
    }

    @Test
    void theOwnerIsToldAtTheOldAddress() {
        Person ada = Person.called("ada").confirmed();
        String phone = number("+4915");
        String code = Person.letterFor(phone, () -> ada.api().post("/api/user/addresses", json("phone", phone))).getString("code");
        assertEquals("An address was added to your Parley account", Person.letterFor(ada.email(),
                () -> assertEquals(200, ada.api().post("/api/user/addresses/verify", json("phone", phone, "code", code)).status())).getString("subject"));
        assertEquals("Your Parley account has been erased", Person.letterFor(ada.email(),
                () -> assertEquals(200, ada.api().delete("/api/user").status())).getString("subject"));
    }
}
