package dev.parley.code;

import static dev.parley.harness.Person.json;
import static dev.parley.harness.Person.number;
import static dev.parley.harness.Person.somebody;
import static dev.parley.harness.Person.somewhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.CommonServers;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Text messages cost money, and fraudsters make money by having them sent. Each test is named after what a limit stops. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SmsFraudIT {
    private static final int DAY = 86_400;
    /** Begins elsewhere in each run. */
    private static final AtomicInteger PREFIXES = new AtomicInteger(ThreadLocalRandom.current().nextInt(9_000));

    private static Api.Answer send(Api from, String phone) {
        return from.post("/api/send-otp", json("phone", phone));
    }

    private static Api elsewhere() {
        return Api.shared().from(somewhere());
    }

    /** The first seven characters of numbers that no other test uses. */
    private static String prefix() {
        return "+39" + (1_000 + PREFIXES.getAndIncrement() % 9_000);
    }

    private static int wait(Api.Answer refused) {
        return Integer.parseInt(refused.header("Retry-After"));
    }

    @Test
    void floodingOneTelephoneFromOnePlaceEndsAfterFiveInAQuarterOfAnHour() {
        String victim = number(prefix());
        Api flooder = elsewhere();
        for (int i = 0; i < 5; i++) {
            assertEquals(200, send(flooder, victim).status());
        }
        Api.Answer sixth = send(flooder, victim);
        assertEquals(429, sixth.status());
        assertTrue(wait(sixth) <= 901, "Retry-After " + wait(sixth));
        assertEquals(200, send(elsewhere(), victim).status());
    }

    @Test
    void floodingOneTelephoneFromManyPlacesEndsAfterTwentyInADay() {
        String victim = number(prefix());
        for (int i = 0; i < 20; i++) {
            assertEquals(200, send(elsewhere(), victim).status());
        }
        Api.shared().post("/api/test/limits/codes-to/over", "");
        Api.Answer refused = send(elsewhere(), victim);
        assertEquals(429, refused.status());
        assertTrue(wait(refused) > DAY - 600, "Retry-After " + wait(refused));
    }

    @Test
    void pumpingARunOfNumbersEndsAfterFiftyOfOnePrefixInAnHour() {
        String prefix = prefix();
        for (int i = 0; i < 50; i++) {
            assertEquals(200, send(elsewhere(), number(prefix)).status());
        }
        assertEquals(429, send(elsewhere(), number(prefix)).status());
        assertEquals(200, send(elsewhere(), number(prefix())).status());
    }

    @Test
    void pumpingFromOnePlaceEndsAfterThirtyInADayAndItsMailGoesOn() {
        Api fraudster = elsewhere();
        for (int i = 0; i < 30; i++) {
            assertEquals(200, send(fraudster, number(prefix())).status());
        }
        Api.Answer refused = send(fraudster, number(prefix()));
        assertEquals(429, refused.status());
        assertTrue(wait(refused) > DAY - 600, "Retry-After " + wait(refused));
        assertEquals(200, fraudster.post("/api/send-otp", json("email", somebody("ada"))).status());
    }

    @Test
    void pumpingByAddingNumbersToAnAccountHasTheSameLimits() {
        String prefix = prefix();
        for (int i = 0; i < 50; i++) {
            send(elsewhere(), number(prefix));
        }
        assertEquals(429, Person.called("eve").confirmed().api().post("/api/user/addresses", json("phone", number(prefix))).status());
    }

    @Test
    void numbersOfOtherCountriesAreRefusedAndTheDailyTotalIsNeverExceeded() {
        ServerProcess server = CommonServers.impatient();
        Api from = server.api().from(somewhere());
        for (String dear : List.of("+88213", "+39347", "+41791")) {
            Api.Answer refused = send(from, number(dear));
            assertEquals(422, refused.status());
            assertEquals("phone", refused.json().getJsonArray("errors").getJsonObject(0).getString("field"));
        }
        // Refused messages have not used up the total.
        for (String cheap : List.of("+4915", "+4366", "+4917")) {
            assertEquals(200, send(server.api().from(somewhere()), number(cheap)).status());
        }
        for (int i = 0; i < 3; i++) {
            Api.Answer refused = send(server.api().from(somewhere()), number("+4916"));
            assertEquals(503, refused.status());
            assertEquals("sms_exhausted", refused.code());
            assertTrue(wait(refused) > DAY - 600, "Retry-After " + wait(refused));
        }
        assertEquals(2, server.output().split("the limit of 3 \\(SMS_PER_DAY\\) is used up", -1).length, "said once");
        assertEquals(200, from.post("/api/send-otp", json("email", somebody("ada"))).status());
    }
}
