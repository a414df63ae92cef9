package dev.parley.account;

import static dev.parley.harness.Person.json;
import static dev.parley.harness.Person.somewhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.WorkFilter;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody who looks for addresses with an account sees the same status and the same body, and waits for the same work: as many password hashes
 * of the same cost, the same database queries and as many messages, in the same order. The bench measures the time that this takes (see
 * {@code dev.parley.bench.Enumeration}), because times vary on a busy machine. Each call comes from its own network address, so that no limit
 * shows a difference.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class EnumerationIT {

    /** The paths that strangers or people with an account can send an address to, and the work that each has to do. */
    enum Attempt {
        REGISTER("hash", (api, email) -> api.post("/api/auth/register", json("email", email, "password", Person.PASSWORD))),
        LOGIN("hash", (api, email) -> api.post("/api/auth/login", json("email", email, "password", "not this one"))),
        FORGOTTEN_PASSWORD("message", (api, email) -> api.post("/api/auth/password/forgot", json("email", email))),
        SIGN_IN_CODE("message", (api, email) -> api.post("/api/send-otp", json("email", email))),
        CODE_AGAIN("message", (api, email) -> api.post("/api/auth/email/resend-verification", json("email", email))),
        ADD_TO_MINE("message", (api, email) -> Person.withPhone().confirmed().api().post("/api/user/addresses", json("email", email)));

        private final String work;
        private final BiFunction<Api, String, Api.Answer> call;

        Attempt(String work, BiFunction<Api, String, Api.Answer> call) {
            this.work = work;
            this.call = call;
        }
    }

    /** The answer without what differs each time, and the work that was done before it. */
    private record Seen(int status, String body, List<String> work) {}

    @ParameterizedTest
    @EnumSource
    void neitherStatusNorBodyNorWorkTellsWhetherAnAddressIsKnown(Attempt attempt) {
        Seen known = seen(attempt, Person.called("ada").email());
        Seen unknown = seen(attempt, UUID.randomUUID() + "@example.org");
        assertEquals(unknown, known);
        // Without these, nothing would be counted.
        assertTrue(known.work().stream().anyMatch(each -> each.startsWith(attempt.work)) && known.work().stream().anyMatch(each -> each.startsWith("find")),
                known::toString);
    }

    private static Seen seen(Attempt attempt, String email) {
        Api.Answer answer = attempt.call.apply(Api.shared().from(somewhere()), email);
        return new Seen(answer.status(), answer.body().replace(email, "X").replaceAll("[0-9a-f-]{36}", "ID")
                .replaceAll("\"(expiresAt|requestId)\":\"[^\"]*\"", "$1"), List.of(answer.header(WorkFilter.HEADER).split(", ")));
    }
}
