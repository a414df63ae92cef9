package dev.parley.account;

import static dev.parley.harness.Person.json;
import static dev.parley.harness.Person.somewhere;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever looks for addresses that have an account here sees the same status, the same body and, within ten per cent, the same time.
 * Pairs of calls, one about a known and one about an unknown address, in random order, each from a network address of its own and
 * about an address of its own, so that no limit tells the two apart. What is compared is the median of the pairs' quotients: the two
 * calls of a pair meet the same weather on a busy machine. When it is out of bounds, more rounds are measured and all of them count
 * together: that makes the figure steadier and is no second chance for a difference that is there.
 *
 * <p>Two hundred pairs where an answer takes a few milliseconds. Where a password is hashed, forty are as good: the hash takes most of the
 * time and is the same work every time, so that the single call already scatters less.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class EnumerationIT {
    private static final int ROUNDS = 3;

    /** The paths that strangers, or people with an account of their own, can send an address to. */
    enum Attempt {
        REGISTER(40, (api, email) -> api.post("/api/auth/register", json("email", email, "password", Person.PASSWORD))),
        LOGIN(40, (api, email) -> api.post("/api/auth/login", json("email", email, "password", "not this one"))),
        FORGOTTEN_PASSWORD(200, (api, email) -> api.post("/api/auth/password/forgot", json("email", email))),
        SIGN_IN_CODE(200, (api, email) -> api.post("/api/send-otp", json("email", email))),
        CODE_AGAIN(100, (api, email) -> api.post("/api/auth/email/resend-verification", json("email", email))),
        ADD_TO_MINE(80, (api, email) -> api.with("Authorization", "Bearer " + Askers.token).post("/api/user/addresses", json("email", email)));

        private final int pairs;
        private final BiFunction<Api, String, Api.Answer> call;

        Attempt(int pairs, BiFunction<Api, String, Api.Answer> call) {
            this.pairs = pairs;
            this.call = call;
        }
    }

    /** Ten addresses an hour may be asked for by one account. */
    private static final class Askers {
        private static int asked;
        private static String token = "";

        /** Not part of what is measured. */
        static void prepare() {
            if (asked++ % 10 == 0) {
                token = Person.withPhone().confirmed().token();
            }
        }
    }

    @AfterAll
    static void leave() {
        assertEquals(200, Api.shared().delete("/api/test/people").status());
    }

    @ParameterizedTest
    @EnumSource
    void neitherStatusNorBodyNorTimeTellsWhetherAnAddressIsKnown(Attempt attempt) {
        // The first calls of a path are slower whoever is asked about.
        pairs(attempt, 5);
        List<Double> quotients = new ArrayList<>();
        double median = 0;
        for (int round = 0; round < ROUNDS && Math.abs(median - 1) > 0.1; round++) {
            quotients.addAll(pairs(attempt, attempt.pairs));
            median = quotients.stream().sorted().skip(quotients.size() / 2).findFirst().orElseThrow();
        }
        System.out.printf("%s: known takes %.3f times as long as unknown, %d pairs%n", attempt, median, quotients.size());
        assertEquals(1, median, 0.1);
    }

    /** Known by unknown, for each pair. */
    private static List<Double> pairs(Attempt attempt, int count) {
        List<String> people;
        try (var reader = Json.createReader(new StringReader(Api.shared().post("/api/test/people/" + count, "").body()))) {
            people = reader.readArray().getValuesAs(JsonString.class).stream().map(JsonString::getString).toList();
        }
        return people.stream().map(person -> {
            String stranger = UUID.randomUUID() + "@example.org";
            // What a call leaves to the background falls on the next one: by chance, on either kind.
            boolean knownFirst = ThreadLocalRandom.current().nextBoolean();
            Timed first = timed(attempt, knownFirst ? person : stranger);
            Timed second = timed(attempt, knownFirst ? stranger : person);
            assertEquals(first.answer(), second.answer());
            return (double) (knownFirst ? first : second).nanos() / (knownFirst ? second : first).nanos();
        }).toList();
    }

    private record Timed(String answer, long nanos) {}

    private static Timed timed(Attempt attempt, String email) {
        Api from = Api.shared().from(somewhere());
        if (attempt == Attempt.ADD_TO_MINE) {
            Askers.prepare();
        }
        long start = System.nanoTime();
        Api.Answer answer = attempt.call.apply(from, email);
        long nanos = System.nanoTime() - start;
        return new Timed(answer.status() + " " + answer.body().replace(email, "X").replaceAll("[0-9a-f-]{36}", "ID")
                .replaceAll("\"(expiresAt|requestId)\":\"[^\"]*\"", "$1"), nanos);
    }
}
