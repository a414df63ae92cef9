package dev.parley.account;

import static dev.parley.harness.Person.codeFor;
import static dev.parley.harness.Person.json;
import static dev.parley.harness.Person.number;
import static dev.parley.harness.Person.somebody;
import static dev.parley.harness.Person.somewhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The e-mail address and the phone number of an account: adding, replacing and removing them, and two people who want the same one. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AddressIT {
    private static final String ADDRESSES = "/api/user/addresses";
    private static final String VERIFY = ADDRESSES + "/verify";

    private static void ask(Person who, String kind, String address) {
        Api.Answer asked = who.api().post(ADDRESSES, json(kind, address));
        assertEquals(200, asked.status(), asked.body());
        assertEquals(address, asked.json().getString(kind));
    }

    private static String codeOf(Person who, String kind, String address) {
        return Person.letterFor(address, () -> ask(who, kind, address)).getString("code");
    }

    private static JsonObject add(Person who, String kind, String address) {
        Api.Answer added = who.api().post(VERIFY, json(kind, address, "code", codeOf(who, kind, address)));
        assertEquals(200, added.status(), added.body());
        return added.json().getJsonObject("user");
    }

    private static JsonObject self(Person who) {
        return who.api().get("/api/user").json().getJsonObject("user");
    }

    private static Api.Answer signIn(String email) {
        Api anywhere = Api.shared().from(somewhere());
        return anywhere.post("/api/verify-otp", json("email", email, "otp",
                Person.letterFor(email, () -> anywhere.post("/api/send-otp", json("email", email))).getString("code")));
    }

    private static Api.Answer login(String email) {
        return Api.shared().from(somewhere()).post("/api/auth/login", json("email", email, "password", Person.PASSWORD));
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    private static String subjectTo(String email) {
        return Person.lettersFor(email).getFirst().getString("subject");
    }

    @Test
    void anAccountMadeWithAPhoneAddsAnEmailAddressAndSignsInWithBoth() {
        Person grace = Person.withPhone().confirmed();
        String email = somebody("grace");
        JsonObject user = add(grace, "email", email);
        assertEquals(email, user.getString("email"));
        assertEquals(grace.user().getString("phone"), user.getString("phone"));
        assertEquals(200, grace.api().get("/api/user").status(), "the session goes on");
        assertEquals(grace.id(), signIn(email).json().getJsonObject("user").getString("id"));
    }

    @Test
    void anAccountMadeWithAnEmailAddressAddsAPhoneAndKeepsItsOtherSessions() {
        Person ada = Person.called("ada").confirmed();
        String other = login(ada.email()).json().getString("accessToken");
        String phone = number("+4915");
        assertEquals(phone, add(ada, "phone", phone).getString("phone"));
        assertEquals(200, Api.shared().get("/api/user", "Authorization", "Bearer " + other).status());
    }

    @Test
    void aReplacedEmailAddressIsToldAndNoLongerSignsIn() {
        Person ada = Person.called("ada").confirmed();
        String next = somebody("ada");
        assertEquals(next, add(ada, "email", next).getString("email"));
        Until.holds("the note", Duration.ofSeconds(30), () -> subjectTo(ada.email()).equals("This address is no longer part of your Parley account"));
        assertEquals("bad_credentials", login(ada.email()).code());
        assertEquals(ada.id(), login(next).json().getJsonObject("user").getString("id"));
        assertNotEquals(ada.id(), signIn(ada.email()).json().getJsonObject("user").getString("id"));
    }

    @Test
    void aRemovedPhoneIsTold() {
        Person ada = Person.called("ada").confirmed();
        String phone = number("+4915");
        add(ada, "phone", phone);
        Api.Answer removed = ada.api().delete(ADDRESSES + "/phone");
        assertEquals(200, removed.status(), removed.body());
        assertFalse(removed.json().getJsonObject("user").containsKey("phone"));
        assertTrue(Person.lettersFor(phone).getFirst().getString("text").startsWith("This number is no longer part of your Parley account."));
        assertEquals("not_found", ada.api().delete(ADDRESSES + "/phone").code());
    }

    @Test
    void theLastAddressAndTheAddressOfAPasswordCannotBeRemoved() {
        Person ada = Person.called("ada").confirmed();
        Person grace = Person.withPhone().confirmed();
        assertEquals("last_address", ada.api().delete(ADDRESSES + "/email").code());
        assertEquals("last_address", grace.api().delete(ADDRESSES + "/phone").code());
        add(ada, "phone", number("+4915"));
        assertEquals(409, ada.api().delete(ADDRESSES + "/email").status());
        assertEquals("password_needs_email", ada.api().delete(ADDRESSES + "/email").code());
        add(grace, "email", somebody("grace"));
        assertEquals(200, grace.api().delete(ADDRESSES + "/email").status());
    }

    @Test
    void removingBothAddressesAtOnceLeavesOne() throws Exception {
        for (int round = 0; round < 5; round++) {
            Person grace = Person.withPhone().confirmed();
            add(grace, "email", somebody("grace"));
            List<Integer> statuses = atOnce(List.of(() -> grace.api().delete(ADDRESSES + "/email").status(), () -> grace.api().delete(ADDRESSES + "/phone").status()));
            assertEquals(List.of(200, 409), statuses.stream().sorted().toList());
            assertTrue(self(grace).containsKey("email") != self(grace).containsKey("phone"));
        }
    }

    @Test
    void aCodeForAnAddressSignsNobodyInAndASignInCodeAddsNothing() {
        Person grace = Person.withPhone().confirmed();
        String email = somebody("grace");
        String code = codeOf(grace, "email", email);
        Api stranger = Api.shared().from(somewhere());
        assertEquals(401, stranger.post("/api/verify-otp", json("email", email, "otp", code)).status());
        assertEquals(401, stranger.post("/api/auth/email/verify", json("email", email, "code", code)).status());
        assertEquals(401, stranger.post("/api/auth/password/reset", json("email", email, "code", code, "password", "rather another one")).status());
        String another = somebody("grace");
        stranger.post("/api/send-otp", json("email", another));
        assertEquals(401, grace.api().post(VERIFY, json("email", another, "code", codeFor(another))).status());
        assertEquals(200, grace.api().post(VERIFY, json("email", email, "code", code)).status());
    }

    @Test
    void aCodeIsForTheAccountThatAskedAndWorksOnce() {
        Person grace = Person.withPhone().confirmed();
        Person eve = Person.withPhone().confirmed();
        String email = somebody("grace");
        String code = codeOf(grace, "email", email);
        assertEquals(401, eve.api().post(VERIFY, json("email", email, "code", code)).status());
        String evesCode = codeOf(eve, "email", email);
        assertEquals(401, grace.api().post(VERIFY, json("email", email, "code", evesCode)).status());
        assertEquals(200, grace.api().post(VERIFY, json("email", email, "code", code)).status(), "and the other's asking does not spoil it");
        assertEquals("code_expired", grace.api().post(VERIFY, json("email", email, "code", code)).code());
    }

    @Test
    void theAnswerForSomebodyElsesAddressIsThatForAFreeOne() {
        Person ada = Person.called("ada").confirmed();
        Person eve = Person.withPhone().confirmed();
        String free = somebody("free");
        Api.Answer ofFree = eve.api().post(ADDRESSES, json("email", free));
        JsonObject letter = Person.letterFor(ada.email(), () -> {
            Api.Answer ofAda = eve.api().post(ADDRESSES, json("email", ada.email()));
            assertEquals(shape(ofFree, free), shape(ofAda, ada.email()));
        });
        assertEquals("This address already belongs to a Parley account", letter.getString("subject"));
        assertFalse(letter.containsKey("code"));
        String code = codeFor(free);
        for (int i = 0; i < 6; i++) {
            Api.Answer guessFree = eve.api().post(VERIFY, json("email", free, "code", wrong(code)));
            Api.Answer guessAda = eve.api().post(VERIFY, json("email", ada.email(), "code", wrong(code)));
            assertEquals(shape(guessFree, free), shape(guessAda, ada.email()));
        }
        assertEquals(ada.email(), self(ada).getString("email"));
    }

    private static String shape(Api.Answer answer, String address) {
        return answer.status() + answer.body().replace(address, "X").replaceAll("\"(expiresAt|requestId)\":\"[^\"]*\"", "$1");
    }

    @Test
    void ifTwoProveAnAddressAtOnceOneGetsItAndTheOthersCodeHasExpired() throws Exception {
        String email = somebody("wanted");
        List<Person> people = List.of(Person.withPhone().confirmed(), Person.withPhone().confirmed());
        List<Callable<Api.Answer>> steps = people.stream().map(person -> {
            String code = codeOf(person, "email", email);
            return (Callable<Api.Answer>) () -> person.api().post(VERIFY, json("email", email, "code", code));
        }).toList();
        List<Api.Answer> answers = atOnce(steps);
        assertEquals(1, answers.stream().filter(answer -> answer.status() == 200).count());
        assertEquals(1, answers.stream().filter(answer -> answer.status() == 401 && answer.code().equals("code_expired")).count());
        assertEquals(1, people.stream().filter(person -> self(person).containsKey("email")).count());
    }

    @Test
    void anAddressThatWasOnlyRegisteredGoesToThePersonWhoProvesIt() {
        String email = somebody("grace");
        Person.letterFor(email, () -> Api.shared().from(somewhere()).post("/api/auth/register", json("email", email, "password", Person.PASSWORD)));
        Person grace = Person.withPhone().confirmed();
        assertEquals(email, add(grace, "email", email).getString("email"));
        assertEquals(401, login(email).status());
        assertEquals(grace.id(), signIn(email).json().getJsonObject("user").getString("id"));
    }

    @Test
    void onlyFiveOfFiftyParallelGuessesAreCheckedAndANewCodeGivesNoMore() throws Exception {
        Person grace = Person.withPhone().confirmed();
        String email = somebody("grace");
        String code = codeOf(grace, "email", email);
        List<String> told = atOnce(IntStream.range(0, 50).mapToObj(i -> (Callable<String>)
                () -> grace.api().post(VERIFY, json("email", email, "code", wrong(code))).json().getString("detail")).toList());
        assertEquals(45, told.stream().filter("This code is no longer valid. Please ask for a new one."::equals).count(), told.toString());
        assertEquals("code_expired", grace.api().post(VERIFY, json("email", email, "code", codeOf(grace, "email", email))).code());
    }

    @Test
    void anAccountAsksForTenAddressesInAnHourAndAnAddressIsWrittenToTwentyTimes() {
        Person eve = Person.withPhone().confirmed();
        for (int i = 0; i < 10; i++) {
            ask(eve, "email", somebody("victim"));
        }
        assertEquals(429, eve.api().post(ADDRESSES, json("email", somebody("victim"))).status());
        String victim = somebody("victim");
        for (int i = 0; i < 20; i++) {
            ask(Person.withPhone().confirmed(), "email", victim);
        }
        assertEquals(429, Person.withPhone().confirmed().api().post(ADDRESSES, json("email", victim)).status());
    }

    @Test
    void aTextThatIsNoAddressIsRefusedWithItsField() {
        Api api = Person.withPhone().confirmed().api();
        assertEquals(422, api.post(ADDRESSES, "{}").status());
        assertEquals(422, api.post(ADDRESSES, json("email", "ada")).status());
        assertEquals(422, api.post(VERIFY, json("phone", "12345", "code", "123456")).status());
        assertEquals(422, api.post(VERIFY, json("phone", "+4915112345678")).status());
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            return many.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }
}
