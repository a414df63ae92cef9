package dev.parley.signin;

import static dev.parley.harness.Person.codeFor;
import static dev.parley.harness.Person.json;
import static dev.parley.harness.Person.somebody;
import static dev.parley.harness.Person.somewhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SignInIT {
    private final Api api = Api.shared().from(somewhere());

    private Api.Answer register(String email) {
        return api.post("/api/auth/register", json("email", email, "password", Person.PASSWORD));
    }

    private Api.Answer register(String email, String username) {
        return api.post("/api/auth/register", json("email", email, "password", Person.PASSWORD, "username", username));
    }

    private Api.Answer verify(String email, String code) {
        return api.post("/api/auth/email/verify", json("email", email, "code", code));
    }

    private Api.Answer login(String email, String password) {
        return api.post("/api/auth/login", json("email", email, "password", password));
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Test
    void signingUpProvingTheAddressAndSigningIn() {
        String email = somebody("ada");
        Api.Answer registered = register(email);
        assertEquals(201, registered.status());
        assertFalse(registered.json().getJsonObject("user").getBoolean("isVerified"));
        String code = codeFor(email);
        Api.Answer tooEarly = login(email, Person.PASSWORD);
        assertEquals(401, tooEarly.status());
        assertEquals("email_not_verified", tooEarly.code());
        assertEquals("Please verify your email before logging in", tooEarly.json().getString("message"));
        assertEquals(200, verify(email, code).status());
        Api.Answer login = login(email.toUpperCase(java.util.Locale.ROOT), Person.PASSWORD);
        assertEquals(200, login.status());
        assertEquals(email, login.json().getJsonObject("user").getString("email"));
        assertEquals(900, login.json().getInt("expiresIn"));
        assertEquals("bad_credentials", login(email, "another password").code());
    }

    @Test
    void aKnownAddressGetsTheSameAnswerAsAnUnknownOneAndItsOwnerAMail() {
        Person ada = Person.called("ada");
        String unknown = somebody("eve");
        String fresh = register(unknown).body().replace(unknown, "X").replaceAll("[0-9a-f-]{36}", "ID");
        assertEquals("You already have a Parley account", Person.letterFor(ada.email(), () -> {
            String known = register(ada.email()).body().replace(ada.email(), "X").replaceAll("[0-9a-f-]{36}", "ID");
            assertEquals(fresh, known);
        }).getString("subject"));
        assertFalse(register(ada.email()).body().contains(ada.id()));
        Person grace = Person.called("grace");
        for (String path : List.of("/api/auth/password/forgot", "/api/auth/email/resend-verification")) {
            Api.Answer one = api.post(path, json("email", grace.email()));
            Api.Answer other = api.post(path, json("email", somebody("nobody")));
            assertEquals(one.status() + one.body(), other.status() + other.body());
        }
        assertEquals(login(ada.email(), "wrong password").json().getString("message"), login(somebody("no"), "wrong password").json().getString("message"));
    }

    @Test
    void onlyFiveOfFiftyParallelGuessesAreChecked() throws Exception {
        String email = somebody("ada");
        register(email);
        String code = codeFor(email);
        List<String> told = answers(50, () -> verify(email, wrong(code)).json().getString("detail"));
        assertEquals(5, told.stream().filter(text -> text.startsWith("This code is not the one") || text.startsWith("There were too many wrong codes")).count(), told.toString());
        assertNotEquals(200, verify(email, code).status());
    }

    @Test
    void aNewCodeGivesNoNewGuesses() {
        String email = somebody("ada");
        register(email);
        for (int i = 0; i < 5; i++) {
            verify(email, wrong(codeFor(email)));
        }
        String another = Person.letterFor(email, () -> assertEquals(200, api.post("/api/auth/email/resend-verification", json("email", email)).status()))
                .getString("code");
        assertEquals("code_expired", verify(email, another).code());
    }

    @Test
    void aCodeWorksOnceAndManyAtOnceGetOneSession() throws Exception {
        String email = somebody("ada");
        register(email);
        String code = codeFor(email);
        List<Integer> statuses = answers(5, () -> verify(email, code).status());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
        assertEquals("code_expired", verify(email, code).code());
    }

    @Test
    void aCodeIsForOnePurposeAndOneAddress() {
        Person ada = Person.called("ada");
        api.post("/api/send-otp", json("email", ada.email()));
        String code = codeFor(ada.email());
        assertNotEquals(200, api.post("/api/auth/password/reset", json("email", ada.email(), "code", code, "password", "another password")).status());
        assertNotEquals(200, api.post("/api/verify-otp", json("email", somebody("eve"), "otp", code)).status());
        assertEquals(200, api.post("/api/verify-otp", json("email", ada.email(), "otp", code)).status());
    }

    @Test
    void resendingIsLimitedToThreeInFiveMinutes() {
        String email = somebody("ada");
        register(email);
        for (int i = 0; i < 3; i++) {
            assertEquals(200, api.post("/api/auth/email/resend-verification", json("email", email)).status());
        }
        Api.Answer fourth = api.post("/api/auth/email/resend-verification", json("email", email));
        assertEquals(429, fourth.status());
        assertEquals("rate_limited", fourth.code());
        int wait = Integer.parseInt(fourth.header("Retry-After"));
        assertTrue(wait > 200 && wait <= 301, "Retry-After " + wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", "password123", "BASEBALL1", "qwertyuiop"})
    void aShortOrCommonPasswordIsRefused(String password) {
        Api.Answer answer = api.post("/api/auth/register", json("email", somebody("ada"), "password", password));
        assertEquals(422, answer.status(), answer.body());
        assertEquals("password", answer.json().getJsonArray("errors").getJsonObject(0).getString("field"));
    }

    @Test
    void aPasswordMayHave128CharactersOfAnyKindAndNoneIsCutOff() {
        String password = "ä".repeat(127) + "x";
        String email = somebody("ada");
        assertEquals(201, api.post("/api/auth/register", json("email", email, "password", password)).status());
        verify(email, codeFor(email));
        assertEquals(200, login(email, password).status());
        assertEquals(401, login(email, "ä".repeat(127) + "y").status());
        assertEquals(422, api.post("/api/auth/register", json("email", somebody("ada"), "password", "ä".repeat(129))).status());
    }

    @Test
    void aForgottenPasswordIsReplacedWithACodeAndAllSessionsEnd() {
        Person ada = Person.called("ada");
        String code = Person.letterFor(ada.email(), () -> api.post("/api/auth/password/forgot", json("email", ada.email()))).getString("code");
        assertEquals(200, api.post("/api/auth/password/reset", json("email", ada.email(), "code", code, "password", "rather another one")).status());
        assertEquals(401, ada.api().get("/api/user").status());
        assertEquals(401, login(ada.email(), Person.PASSWORD).status());
        assertEquals(200, login(ada.email(), "rather another one").status());
    }

    @Test
    void changingThePasswordEndsTheOtherSessionsOnly() {
        Person ada = Person.called("ada");
        String other = login(ada.email(), Person.PASSWORD).json().getString("accessToken");
        assertEquals(422, ada.api().post("/api/auth/password/change", json("current", "not it at all", "password", "rather another one")).status());
        assertEquals(200, ada.api().post("/api/auth/password/change", json("current", Person.PASSWORD, "password", "rather another one")).status());
        assertEquals(200, ada.api().get("/api/user").status());
        assertEquals(401, api.get("/api/user", "Authorization", "Bearer " + other).status());
    }

    @Test
    void aHashOfLessEffortIsReplacedAtTheNextSignIn() {
        Person ada = Person.called("ada");
        api.post("/api/test/old-password/" + ada.id(), "{}");
        assertTrue(stored(ada).contains("m=1024,"));
        assertEquals(200, login(ada.email(), Person.PASSWORD).status());
        assertTrue(stored(ada).contains("m=19456,"));
        assertEquals(200, login(ada.email(), Person.PASSWORD).status());
    }

    private String stored(Person who) {
        return api.get("/api/test/everything").json().getJsonArray("accounts").stream().map(Object::toString)
                .filter(account -> account.contains(who.id())).findFirst().orElseThrow();
    }

    @Test
    void aPhoneNumberSignsInWithACodeThatIsNeverInTheAnswer() {
        String phone = "+49151" + (10_000_000 + (int) (Math.random() * 80_000_000));
        Api.Answer sent = api.post("/api/send-otp", json("phone", phone.substring(0, 6) + " " + phone.substring(6)));
        assertEquals(200, sent.status(), sent.body());
        String code = codeFor(phone);
        assertFalse(sent.body().contains(code));
        assertEquals(phone, sent.json().getString("phone"));
        assertEquals("wrong_code", api.post("/api/verify-otp", json("phone", phone, "otp", code, "hash", "somebody else's")).code());
        Api.Answer in = api.post("/api/verify-otp", json("phone", phone, "otp", code, "hash", sent.json().getString("hash")));
        assertEquals(200, in.status(), in.body());
        assertTrue(in.json().getBoolean("auth"));
        assertFalse(in.json().getJsonObject("user").getBoolean("activated"));
        Api.Answer activated = api.post("/api/activate", json("name", "Grace Hopper"), "Authorization", "Bearer " + in.json().getString("accessToken"));
        assertTrue(activated.json().getJsonObject("user").getBoolean("activated"));
    }

    @Test
    void aPasswordSetBeforeSomebodyElseProvedTheAddressOpensNothing() {
        String email = somebody("victim");
        Person.letterFor(email, () -> register(email));
        api.post("/api/send-otp", json("email", email));
        assertEquals(200, api.post("/api/verify-otp", json("email", email, "otp", codeFor(email))).status());
        assertEquals(401, login(email, Person.PASSWORD).status());
    }

    @Test
    void theLetterIsInTheReadersLanguage() {
        String email = somebody("ada");
        api.post("/api/auth/register", json("email", email, "password", Person.PASSWORD), "Accept-Language", "de-AT,en;q=0.5");
        assertTrue(Person.letterFor(email).getString("subject").endsWith("ist dein Parley-Code"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"email\":{\"$gt\":\"\"},\"password\":\"12345678\"}", "{\"email\":\"a@b.c\",\"password\":{\"$ne\":null}}",
            "{\"email\":[\"a@b.c\"],\"password\":\"12345678\"}", "{\"email\":1e400,\"password\":\"12345678\"}", "{\"email\":\"$where\",\"password\":\"12345678\"}"})
    void databaseOperatorsInAFieldAreRefused(String body) {
        assertTrue(List.of(400, 401, 422).contains(api.post("/api/auth/login", body).status()));
    }

    @Test
    void fieldsThatNobodyAskedForAreIgnored() {
        String email = somebody("ada");
        assertEquals(201, api.post("/api/auth/register", "{\"email\":\"" + email + "\",\"password\":\"" + Person.PASSWORD
                + "\",\"verified\":true,\"isVerified\":true,\"_id\":\"admin\",\"role\":\"admin\"}").status());
        codeFor(email);
        assertEquals("email_not_verified", login(email, Person.PASSWORD).code());
    }

    @Test
    void aUsernameRevealsNothingAboutTheAddressAndIsGivenWithItsProof() {
        Person ada = Person.called("ada");
        String wanted = "wanted" + System.nanoTime() % 1_000_000_000L;
        String unknown = somebody("eve");
        for (String email : List.of(ada.email(), unknown)) {
            assertEquals(409, api.post("/api/auth/register", json("email", email, "password", Person.PASSWORD, "username", ada.username())).status());
            assertEquals(201, api.post("/api/auth/register", json("email", email, "password", Person.PASSWORD, "username", wanted)).status());
        }
        String code = codeFor(unknown);
        // Neither registration has reserved it, because that would show which of the two addresses was new.
        assertEquals(404, ada.api().get("/api/users/" + wanted).status());
        assertEquals(wanted, verify(unknown, code).json().getJsonObject("user").getString("username"));
        assertEquals(409, register(somebody("late"), wanted).status());
    }

    private static <T> List<T> answers(int times, Callable<T> call) throws Exception {
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> all = many.invokeAll(Stream.generate(() -> call).limit(times).toList());
            return all.stream().map(Future::resultNow).toList();
        }
    }
}
