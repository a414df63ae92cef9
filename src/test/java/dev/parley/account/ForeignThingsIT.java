package dev.parley.account;

import static dev.parley.harness.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Eve is signed in and knows Ada's ids. Each line is something that she tries with them, and the answer. Afterwards everything of Ada's is
 * unchanged, and no answer contained anything that only Ada may see.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignThingsIT {
    private static final String TABLE = """
            # method | path                                | body                                                    | answer
            DELETE   | /api/sessions/{session}             |                                                         | 404
            DELETE   | /api/sessions?id={session}          |                                                         | 200
            GET      | /api/sessions?account={id}          |                                                         | 200
            GET      | /api/user?id={id}                   |                                                         | 200
            GET      | /api/user/export?id={id}            |                                                         | 200
            PUT      | /api/user/update_profile            | {"id":"{id}","_id":"{id}","bio":"Eve was here"}         | 200
            PUT      | /api/user/update_profile            | {"username":"{username}"}                               | 409
            POST     | /api/activate                       | {"name":"Eve","id":"{id}","account":"{id}"}             | 200
            POST     | /api/user/addresses                 | {"email":"{email}"}                                     | 200
            POST     | /api/user/addresses                 | {"phone":"{phone}"}                                     | 200
            POST     | /api/user/addresses/verify          | {"email":"{asked}","code":"{code}","id":"{id}"}         | 401
            DELETE   | /api/user/addresses/email?id={id}   |                                                         | 409
            DELETE   | /api/user/addresses/phone?id={id}   |                                                         | 404
            POST     | /api/user/confirmation/code?id={id} |                                                         | 200
            POST     | /api/user/confirmation              | {"password":"a walk by the sea","id":"{id}"}            | 200
            POST     | /api/auth/password/change           | {"current":"a walk by the sea","password":"eve's own one","id":"{id}"} | 200
            POST     | /api/auth/password/reset            | {"email":"{email}","code":"{code}","password":"eve's own one"} | 401
            POST     | /api/verify-otp                     | {"email":"{asked}","otp":"{code}"}                      | 401
            GET      | /api/users?query={username}         |                                                         | 200
            GET      | /api/users/{username}               |                                                         | 200
            GET      | /api/users/{username}/followers     |                                                         | 200
            GET      | /api/users/{username}/following     |                                                         | 200
            DELETE   | /api/users/{followed}/follow?follower={id} |                                                  | 200
            PUT      | /api/users/{followed}/follow        | {"follower":"{id}"}                                     | 200
            GET      | /api/avatars/{avatar}               |                                                         | 200
            """;

    private Person ada;
    private Map<String, String> adas;

    @BeforeAll
    void ada() {
        ada = Person.called("ada").confirmed();
        Person grace = Person.called("grace");
        String phone = Person.number("+4915");
        ada.api().post("/api/user/addresses", json("phone", phone));
        assertEquals(200, ada.api().post("/api/user/addresses/verify", json("phone", phone, "code", Person.codeFor(phone))).status());
        ada.api().put("/api/users/" + grace.username() + "/follow", "");
        // A code on its way to Ada, which Eve has read over her shoulder.
        String asked = Person.somebody("ada");
        ada.api().post("/api/user/addresses", json("email", asked));
        adas = Map.of("id", ada.id(), "username", ada.username(), "email", ada.email(), "phone", phone, "followed", grace.username(),
                "session", ada.api().get("/api/sessions").json().getJsonArray("sessions").getJsonObject(0).getString("id"),
                "avatar", ada.user().getString("avatar").replaceFirst(".*/api/avatars/", ""), "asked", asked, "code", Person.codeFor(asked));
    }

    /** Everything of Ada's, as one text. */
    private String everythingOfAdas() {
        JsonObject export = ada.api().get("/api/user/export").json();
        return export.getJsonObject("user") + " " + export.get("following") + " " + ada.api().get("/api/sessions").json().getJsonArray("sessions").stream()
                .map(session -> session.asJsonObject().getString("id")).toList();
    }

    private String filledIn(String text) {
        String filled = text == null ? "" : text;
        for (var value : adas.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    @ParameterizedTest(name = "{0} {1} {2} -> {3}")
    @CsvSource(textBlock = TABLE, delimiter = '|', quoteCharacter = '`')
    void eveCannotReachAnythingOfAdas(String method, String path, String body, int expected) {
        String before = everythingOfAdas();
        Person eve = Person.called("eve").confirmed();
        String sent = filledIn(body);
        Api.Answer answer = eve.api().send(method, filledIn(path), HttpRequest.BodyPublishers.ofString(sent), "Content-Type", "application/json");
        assertEquals(expected, answer.status(), answer.body());
        assertEquals(before, everythingOfAdas());
        for (String secret : List.of("email", "phone", "session", "code")) {
            // The answer contains the address that she sent.
            assertFalse(!sent.contains(adas.get(secret)) && answer.body().contains(adas.get(secret)), secret + " in " + answer.body());
        }
    }

    @Test
    void everyPathWithPersonalThingsIsInTheTable() {
        Set<String> tried = Arrays.stream(TABLE.split("\n")).filter(line -> !line.startsWith("#")).map(line -> line.split("\\|"))
                .map(cells -> cells[0].strip() + " " + cells[1].strip().replaceAll("\\?.*", "").replaceAll("\\{[^}]*}", "{}"))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> missing = new ArrayList<>();
        Api.shared().get("/openapi?format=JSON").json().getJsonObject("paths").forEach((path, methods) -> methods.asJsonObject().forEach((method, operation) -> {
            if (operation.getValueType() == JsonValue.ValueType.OBJECT && isOnesOwn(operation.asJsonObject())) {
                String wanted = method.toUpperCase(java.util.Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}");
                if (!tried.contains(wanted)) {
                    missing.add(wanted);
                }
            }
        }));
        // It uses only the account of the token, and afterwards Eve would not exist any more.
        assertEquals(List.of("DELETE /api/user"), missing);
        assertTrue(tried.size() > 15);
    }

    private static boolean isOnesOwn(JsonObject operation) {
        return operation.getJsonArray("tags").stream().map(tag -> ((jakarta.json.JsonString) tag).getString())
                .anyMatch(List.of("Sessions", "People", "Own profile")::contains);
    }
}
