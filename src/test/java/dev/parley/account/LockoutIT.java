package dev.parley.account;

import static dev.parley.harness.Person.json;
import static dev.parley.harness.Person.number;
import static dev.parley.harness.Person.somewhere;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tries by strangers are limited, and do not lock the owner out. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LockoutIT {
    private static final Map<Integer, Integer> ONE_TOO_MANY = Map.of(401, 20, 429, 1);

    private final Person ada = Person.called("ada");

    private static Api.Answer login(Api from, String email, String password) {
        return from.post("/api/auth/login", json("email", email, "password", password));
    }

    /** The status of the last of this many tries. */
    private static int after(int times, Supplier<Api.Answer> attempt) {
        return IntStream.range(0, times).map(i -> attempt.get().status()).reduce((before, now) -> now).orElseThrow();
    }

    /**
     * How often each status came back for this many passwords. Four are tried at a time, because a hash takes long and the order of the answers
     * does not matter.
     */
    private static Map<Integer, Integer> guessing(int times, IntFunction<Api.Answer> attempt) {
        try (ExecutorService four = Executors.newFixedThreadPool(4)) {
            Map<Integer, Integer> statuses = new TreeMap<>();
            IntStream.range(0, times).mapToObj(i -> four.submit(() -> attempt.apply(i).status())).toList().forEach(each -> statuses.merge(status(each), 1, Integer::sum));
            return statuses;
        }
    }

    private static int status(Future<Integer> asked) {
        try {
            return asked.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Api elsewhere() {
        return Api.shared().from(somewhere());
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Test
    void tenFailuresFromASharedAddressDoNotKeepTheOwnerOut() {
        Api shared = Api.shared().from(ada.address());
        assertEquals(Map.of(401, 10), guessing(10, _ -> login(shared, ada.email(), "wrong")));
        assertEquals(200, login(shared, ada.email(), Person.PASSWORD).status());
    }

    @Test
    void fiftyStrangersDoNotKeepTheOwnerOutOfANewPlace() {
        assertEquals(Map.of(401, 50), guessing(50, _ -> login(elsewhere(), ada.email(), "wrong")));
        assertEquals(200, login(elsewhere(), ada.email(), Person.PASSWORD).status());
    }

    @Test
    void aFloodOfFailuresIsRefusedButNotADeviceThatTheOwnerWasSignedInOn() {
        Api shared = Api.shared().from(ada.address());
        String device = login(shared, ada.email(), Person.PASSWORD).cookie("device");
        assertEquals(ONE_TOO_MANY, guessing(21, _ -> login(shared, ada.email(), "wrong")));
        assertEquals(429, login(shared, ada.email(), Person.PASSWORD).status());
        Api known = shared.with("Cookie", "device=" + device).with("Origin", shared.base().toString());
        assertEquals(200, login(known, ada.email(), Person.PASSWORD).status());
        assertEquals(ONE_TOO_MANY, guessing(21, _ -> login(known, ada.email(), "wrong")));
    }

    @Test
    void aDeviceOfAnotherAccountCountsAsAStrangers() {
        Person eve = Person.called("eve");
        String device = login(Api.shared().from(eve.address()), eve.email(), Person.PASSWORD).cookie("device");
        Api stranger = elsewhere().with("Cookie", "device=" + device).with("Origin", Api.shared().base().toString());
        assertEquals(ONE_TOO_MANY, guessing(21, _ -> login(stranger, ada.email(), "wrong")));
        Api forged = elsewhere().with("Cookie", "device=" + device.replaceAll("\\..*", ".00")).with("Origin", Api.shared().base().toString());
        assertEquals(ONE_TOO_MANY, guessing(21, _ -> login(forged, eve.email(), "wrong")));
    }

    @Test
    void allAddressesOfAnIPv6NetworkCountAsOneAndSoDoesAllRubbish() {
        assertEquals(ONE_TOO_MANY, guessing(21, i -> login(Api.shared().from("2001:db8:7:" + ada.id().substring(0, 4) + "::" + (i + 1)), ada.email(), "wrong")));
        Person eve = Person.called("eve");
        assertEquals(ONE_TOO_MANY, guessing(21, i -> login(Api.shared().from("rubbish-" + i), eve.email(), "wrong")));
    }

    @Test
    void strangersWhoHaveCodesSentDoNotStopTheOwnerFromGettingOne() {
        assertEquals(429, after(25, () -> elsewhere().post("/api/send-otp", json("email", ada.email()))));
        assertEquals(200, Api.shared().from(ada.address()).post("/api/send-otp", json("email", ada.email())).status());
    }

    @Test
    void guessesAndNewCodesOfStrangersLeaveTheOwnersCodeValid() {
        String phone = number("+4915");
        Api own = elsewhere();
        own.post("/api/send-otp", json("phone", phone));
        String code = Person.codeFor(phone);
        Api stranger = elsewhere();
        assertEquals(401, after(6, () -> stranger.post("/api/verify-otp", json("phone", phone, "otp", wrong(code)))));
        Person.letterFor(phone, () -> assertEquals(200, stranger.post("/api/send-otp", json("phone", phone)).status()));
        assertEquals(401, after(6, () -> stranger.post("/api/verify-otp", json("phone", phone, "otp", wrong(code)))));
        assertEquals(200, own.post("/api/verify-otp", json("phone", phone, "otp", code)).status());
    }

    @Test
    void aCodeWorksOnAnotherDeviceWithOrWithoutItsHandle() {
        for (boolean handle : new boolean[] {true, false}) {
            String phone = number("+4915");
            String hash = elsewhere().post("/api/send-otp", json("phone", phone)).json().getString("hash");
            String code = Person.codeFor(phone);
            assertEquals(200, elsewhere().post("/api/verify-otp", handle ? json("phone", phone, "otp", code, "hash", hash) : json("phone", phone, "otp", code)).status());
        }
    }

    @Test
    void theSameIsTrueForTheCodeOfAForgottenPassword() {
        Api own = Api.shared().from(ada.address());
        String code = Person.letterFor(ada.email(), () -> own.post("/api/auth/password/forgot", json("email", ada.email()))).getString("code");
        Person.letterFor(ada.email(), () -> elsewhere().post("/api/auth/password/forgot", json("email", ada.email())));
        Api stranger = elsewhere();
        assertEquals(401, after(6, () -> stranger.post("/api/auth/password/reset", json("email", ada.email(), "code", wrong(code), "password", "rather another one"))));
        assertEquals(200, own.post("/api/auth/password/reset", json("email", ada.email(), "code", code, "password", "rather another one")).status());
    }
}
