package dev.parley.profile;

import static dev.parley.harness.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PeopleIT {

    private static String unique(String start) {
        return start + System.nanoTime() % 1_000_000_000L;
    }

    private static JsonObject update(Person who, String... pairs) {
        Api.Answer answer = who.api().put("/api/user/update_profile", json(pairs));
        assertEquals(200, answer.status(), answer.body());
        return answer.json().getJsonObject("user");
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private static String dataUrl(byte[] bytes) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** The address is absolute, and any page may show the picture. */
    private static byte[] picture(String address) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        assertEquals("image/png", answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals("public, max-age=31536000, immutable", answer.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(List.of("cross-origin"), answer.headers().allValues("Cross-Origin-Resource-Policy"));
        assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
        return answer.body();
    }

    @Test
    void aProfileIsChangedFieldByFieldAndAnEmptyTextRemovesAValue() {
        Person ada = Person.called("ada");
        String username = unique("ada_");
        assertEquals(username, update(ada, "name", " Ada Lovelace ", "username", username.toUpperCase(java.util.Locale.ROOT), "bio", "Numbers").getString("username"));
        JsonObject user = update(ada, "bio", "");
        assertEquals("Ada Lovelace", user.getString("name"));
        assertFalse(user.containsKey("bio"));
    }

    @Test
    void aUsernameBelongsToOnePersonHoweverManyAskAtOnce() throws Exception {
        String wanted = unique("wanted");
        List<Person> people = IntStream.range(0, 5).mapToObj(i -> Person.called("p" + i)).toList();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Api.Answer> answers = many.invokeAll(people.stream().map(person -> (java.util.concurrent.Callable<Api.Answer>)
                    () -> person.api().put("/api/user/update_profile", json("username", wanted))).toList()).stream().map(f -> f.resultNow()).toList();
            assertEquals(1, answers.stream().filter(answer -> answer.status() == 200).count());
            assertEquals(4, answers.stream().filter(answer -> answer.status() == 409 && answer.code().equals("username_taken")).count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "has space", "ümlaut", "way_too_long_for_a_username_here", "a/b", "$where", "../x"})
    void aUsernameOfOtherCharactersIsRefused(String username) {
        Api.Answer answer = Person.called("ada").api().put("/api/user/update_profile", json("username", username));
        assertEquals(422, answer.status());
        assertEquals("username", answer.json().getJsonArray("errors").getJsonObject(0).getString("field"));
    }

    @Test
    void othersSeeNoAddress() {
        Person ada = Person.called("ada");
        Api eve = Person.called("eve").api();
        update(ada, "name", "Ada");
        for (String path : List.of("/api/users/" + ada.username(), "/api/users?query=" + ada.username())) {
            Api.Answer answer = eve.get(path);
            assertTrue(answer.body().contains(ada.username()));
            assertFalse(answer.body().contains("@example.org") || answer.body().contains("phone") || answer.body().contains("password"), answer.body());
        }
    }

    @Test
    void followersAreCountedRightHoweverManyClickAtOnceAndTwice() throws Exception {
        Person ada = Person.called("ada");
        List<Person> fans = IntStream.range(0, 8).mapToObj(i -> Person.called("fan" + i)).toList();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<java.util.concurrent.Callable<Integer>> clicks = new ArrayList<>();
            for (Person fan : fans) {
                for (int i = 0; i < 4; i++) {
                    clicks.add(() -> fan.api().put("/api/users/" + ada.username() + "/follow", "").status());
                }
            }
            many.invokeAll(clicks).forEach(click -> assertEquals(200, click.resultNow()));
        }
        fans.getFirst().api().delete("/api/users/" + ada.username() + "/follow");
        fans.getFirst().api().delete("/api/users/" + ada.username() + "/follow");
        JsonObject profile = fans.getLast().api().get("/api/users/" + ada.username()).json().getJsonObject("user");
        assertEquals(7, profile.getInt("followers"));
        assertTrue(profile.getBoolean("isFollowing"));
        assertEquals(403, ada.api().put("/api/users/" + ada.username() + "/follow", "").status());
    }

    @Test
    void aListIsReadPageByPageWithoutLosingAnybody() {
        Person ada = Person.called("ada");
        List<String> fans = IntStream.range(0, 5).mapToObj(i -> Person.called("fan" + i)).map(fan -> {
            fan.api().put("/api/users/" + ada.username() + "/follow", "");
            return fan.username();
        }).sorted().toList();
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = ada.api().get("/api/users/" + ada.username() + "/followers?limit=2&cursor=" + cursor).json();
            page.getJsonArray("users").forEach(user -> read.add(user.asJsonObject().getString("username")));
            cursor = page.getString("nextCursor", "");
        } while (!cursor.isEmpty());
        assertEquals(fans, read.stream().sorted().toList());
        assertEquals(422, ada.api().get("/api/users?query=a&limit=101").status());
    }

    @Test
    void peopleAreFoundByTheBeginningOfNameOrUsername() {
        Person ada = Person.called("ada");
        String name = unique("Zoë ");
        update(ada, "name", name);
        assertTrue(ada.api().get("/api/users?query=" + java.net.URLEncoder.encode(name.toLowerCase(java.util.Locale.ROOT), StandardCharsets.UTF_8)).body().contains(ada.username()));
        assertEquals(0, ada.api().get("/api/users?query=%00").json().getJsonArray("users").size());
        assertEquals(0, ada.api().get("/api/users?query=" + java.net.URLEncoder.encode(".*", StandardCharsets.UTF_8)).json().getJsonArray("users").size());
    }

    @Test
    void everybodyHasAPictureAndTheSameOneEachTime() throws Exception {
        Person ada = Person.called("ada");
        byte[] drawn = picture(ada.user().getString("avatar"));
        assertTrue(java.util.Arrays.equals(drawn, picture(ada.user().getString("avatar"))));
        assertEquals(256, ImageIO.read(new ByteArrayInputStream(drawn)).getWidth());
    }

    @Test
    void aNameIsEmptyUntilItIsSet() {
        Person ada = Person.called("ada");
        assertEquals("", ada.api().get("/api/user").json().getJsonObject("user").getString("name"));
        assertEquals("Ada Lovelace", update(ada, "name", "Ada Lovelace").getString("name"));
    }

    @Test
    void anUploadedPictureIsDrawnAnewAsASquareAndNothingElseOfTheFileSurvives() throws Exception {
        Person ada = Person.called("ada");
        byte[] hiding = java.util.Arrays.copyOf(png(900, 300), png(900, 300).length + 60);
        byte[] script = "<script>alert(1)</script> GPS 52.5 13.4".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(script, 0, hiding, hiding.length - 60, script.length);
        JsonObject user = update(ada, "avatar", dataUrl(hiding));
        byte[] kept = picture(user.getString("avatar"));
        assertFalse(new String(kept, StandardCharsets.ISO_8859_1).contains("script"));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(kept));
        assertEquals(256, image.getWidth());
        assertEquals(256, image.getHeight());
        assertTrue(update(ada, "avatar", "").getString("avatar").contains("drawn-"));
    }

    @Test
    void aRefusedChangeKeepsTheOldPicture() throws Exception {
        Person ada = Person.called("ada");
        String before = update(ada, "avatar", dataUrl(png(20, 20))).getString("avatar");
        String taken = Person.called("eve").username();
        assertEquals(409, ada.api().put("/api/user/update_profile", json("username", taken, "avatar", dataUrl(png(30, 30)))).status());
        assertEquals(409, ada.api().put("/api/user/update_profile", json("username", taken, "avatar", "")).status());
        assertEquals(before, ada.api().get("/api/user").json().getJsonObject("user").getString("avatar"));
        picture(before);
    }

    @Test
    void aPictureIsAlsoTakenFromAForm() throws Exception {
        Person ada = Person.called("ada");
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write(("--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n--x\r\nContent-Disposition: form-data; name=\"avatar\"; "
                + "filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        form.write(png(20, 20));
        form.write("\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        Api.Answer answer = ada.api().send("PUT", "/api/user/update_profile", HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()),
                "Content-Type", "multipart/form-data; boundary=x");
        assertEquals(200, answer.status(), answer.body());
        assertEquals("Ada", answer.json().getJsonObject("user").getString("name"));
        assertFalse(answer.json().getJsonObject("user").getString("avatar").contains("drawn-"));
    }

    @Test
    void filesThatAreNoPictureOrHideABombAreRefused() throws Exception {
        Person ada = Person.called("ada");
        byte[] bomb = png(1, 1);
        // The header of a picture of 60,000 by 60,000: 14 GB if anybody decoded it.
        for (int at : new int[] {16, 20}) {
            bomb[at + 2] = (byte) 0xea;
            bomb[at + 3] = 0x60;
        }
        List<String> refused = List.of(
                "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII)),
                dataUrl("<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII)), dataUrl(bomb), dataUrl(new byte[2_100_000]),
                "https://example.org/picture.png", "data:image/png;base64,%%%");
        for (String avatar : refused) {
            Api.Answer answer = ada.api().put("/api/user/update_profile", json("avatar", avatar));
            assertEquals(422, answer.status(), avatar.substring(0, Math.min(40, avatar.length())));
            assertEquals("avatar", answer.json().getJsonArray("errors").getJsonObject(0).getString("field"));
        }
    }

    @Test
    void anErasedAccountLeavesNothingBehind() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        update(ada, "name", "Ada", "avatar", dataUrl(bytesOf(20)));
        ada.api().put("/api/users/" + eve.username() + "/follow", "");
        eve.api().put("/api/users/" + ada.username() + "/follow", "");
        assertTrue(Api.shared().get("/api/test/everything").body().contains(ada.id()));
        assertEquals(200, ada.confirmed().api().delete("/api/user").status());
        String left = Api.shared().get("/api/test/everything").body();
        for (String trace : List.of(ada.id(), ada.email(), ada.username())) {
            assertFalse(left.contains(trace), trace);
        }
        assertEquals(401, ada.api().get("/api/user").status());
        JsonObject profile = eve.api().get("/api/user").json().getJsonObject("user");
        assertEquals(0, profile.getInt("followers"));
        assertEquals(0, profile.getInt("following"));
    }

    private static byte[] bytesOf(int side) {
        try {
            return png(side, side);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theExportContainsTheCallersData() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        ada.api().put("/api/users/" + eve.username() + "/follow", "");
        Api.Answer export = ada.api().get("/api/user/export");
        assertTrue(export.header("Content-Disposition").startsWith("attachment"));
        assertEquals(ada.email(), export.json().getJsonObject("user").getString("email"));
        assertEquals(eve.username(), export.json().getJsonArray("following").getString(0));
        assertEquals(1, export.json().getJsonArray("sessions").size());
    }

    /** Every operation in the document except those whose tag says that they are for strangers. */
    @Test
    void nothingButTheWaysInIsOpenToStrangers() {
        List<String> open = new ArrayList<>();
        Api.shared().get("/openapi?format=JSON").json().getJsonObject("paths").forEach((path, methods) -> methods.asJsonObject().forEach((method, operation) -> {
            if (operation.getValueType() != JsonValue.ValueType.OBJECT) {
                return;
            }
            String address = path.replaceAll("\\{[^}]*}", "x");
            Api.Answer answer = Api.shared().send(method.toUpperCase(java.util.Locale.ROOT), address, HttpRequest.BodyPublishers.ofString("{}"),
                    "Content-Type", "application/json");
            if (answer.status() != 401) {
                open.add(operation.asJsonObject().getString("operationId"));
            }
        }));
        assertEquals(List.of("avatar", "calendar", "callHealth", "cover", "enterAsGuest", "forgotPassword", "jwks", "login", "logout", "logoutByGet", "logoutShort", "outbox", "previewInvite", "register",
                "resendVerification", "resetPassword", "sendOtp", "verifyEmail", "verifyOtp"), open.stream().sorted().toList());
    }

    @Test
    void secretsNeverReachTheLog() throws Exception {
        Person ada = Person.called("canary");
        Api.shared().post("/api/auth/login", json("email", ada.email(), "password", "canary-password"));
        String log = java.nio.file.Files.readString(java.nio.file.Path.of(System.getProperty("it.server.home"), "logs/messages.log"));
        for (String secret : List.of("canary", Person.PASSWORD, ada.token(), "@example.org")) {
            assertFalse(log.contains(secret), secret);
        }
    }
}
