package dev.parley.room;

import static dev.parley.harness.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The colour, the cover and the tags of rooms. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RoomLooksIT {
    private final Person ada = Person.called("ada");

    private static byte[] png(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static String dataUrl(byte[] bytes) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static Api.Answer puts(Person who, String room, byte[] picture) {
        return who.api().put("/api/rooms/" + room + "/cover", json("cover", dataUrl(picture)));
    }

    /** The address of the new cover. */
    private static String covered(Person who, String room) {
        Api.Answer answer = puts(who, room, png(60, 40));
        assertEquals(200, answer.status(), answer.body());
        return answer.json().getJsonObject("room").getJsonObject("theme").getString("cover");
    }

    private static HttpResponse<byte[]> picture(String address) {
        try (HttpClient anybody = HttpClient.newHttpClient()) {
            return anybody.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject room(Person who, String id) {
        return who.api().get("/api/rooms/" + id).json().getJsonObject("room");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/rooms", "/api/room/create"})
    void aNewRoomHasTheColourThatWasChosen(String path) {
        Api.Answer made = ada.api().post(path, "{\"name\":\"Plans\",\"theme\":{\"colour\":\"#0F766E\"}}");
        assertEquals(201, made.status(), made.body());
        JsonObject room = made.json().getJsonObject("room");
        assertEquals("#0f766e", room.getJsonObject("theme").getString("colour"));
        assertEquals(room.getJsonObject("theme"), room(ada, room.getString("id")).getJsonObject("theme"));
    }

    @Test
    void theColourIsChangedAndTakenAway() {
        String id = Rooms.open(ada, "Plans");
        assertFalse(room(ada, id).containsKey("theme"));
        ada.api().patch("/api/rooms/" + id, "{\"theme\":{\"colour\":\"#aa3300\"}}");
        assertEquals("#aa3300", room(ada, id).getJsonObject("theme").getString("colour"));
        ada.api().patch("/api/rooms/" + id, "{\"name\":\"Other plans\"}");
        assertEquals("#aa3300", room(ada, id).getJsonObject("theme").getString("colour"), "left out, it stays");
        ada.api().patch("/api/rooms/" + id, "{\"theme\":{\"colour\":\"\"}}");
        assertFalse(room(ada, id).containsKey("theme"));
    }

    @Test
    void whatIsNoColourIsRefusedByTheNameOfItsField() {
        Api.Answer answer = ada.api().post("/api/rooms", "{\"name\":\"Plans\",\"theme\":{\"colour\":\"red;background:url(//x)\"}}");
        assertEquals(422, answer.status(), answer.body());
        assertEquals("theme.colour", answer.json().getJsonArray("errors").getJsonObject(0).getString("field"));
        assertEquals(400, ada.api().post("/api/rooms", "{\"name\":\"Plans\",\"theme\":\"red\"}").status());
    }

    @Test
    void aCoverIsDrawnAnewAndNothingElseOfTheFileSurvives() throws IOException {
        String id = Rooms.open(ada, "Plans");
        byte[] script = "<script>alert(1)</script> GPS 52.5 13.4".getBytes(StandardCharsets.US_ASCII);
        byte[] hiding = Arrays.copyOf(png(900, 300), png(900, 300).length + script.length);
        System.arraycopy(script, 0, hiding, hiding.length - script.length, script.length);
        String address = puts(ada, id, hiding).json().getJsonObject("room").getJsonObject("theme").getString("cover");
        HttpResponse<byte[]> kept = picture(address);
        assertEquals(200, kept.statusCode());
        assertEquals("image/jpeg", kept.headers().firstValue("Content-Type").orElse(""));
        assertTrue(kept.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
        assertFalse(new String(kept.body(), StandardCharsets.ISO_8859_1).contains("script"));
        BufferedImage seen = ImageIO.read(new ByteArrayInputStream(kept.body()));
        assertEquals("1200 630", seen.getWidth() + " " + seen.getHeight());
    }

    @Test
    void aCoverIsAlsoTakenFromAForm() {
        String id = Rooms.open(ada, "Plans");
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes("--x\r\nContent-Disposition: form-data; name=\"cover\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(png(60, 40));
        form.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        Api.Answer answer = ada.api().send("PUT", "/api/rooms/" + id + "/cover", HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()),
                "Content-Type", "multipart/form-data; boundary=x");
        assertEquals(200, answer.status(), answer.body());
        assertEquals(200, picture(answer.json().getJsonObject("room").getJsonObject("theme").getString("cover")).statusCode());
    }

    private static Stream<String> attacks() {
        byte[] bomb = png(1, 1);
        // The header of a picture of 60,000 by 60,000: 14 GB if anybody decoded it.
        for (int at : new int[] {16, 20}) {
            bomb[at + 2] = (byte) 0xea;
            bomb[at + 3] = 0x60;
        }
        byte[] whole = png(400, 300);
        return Stream.of("data:image/svg+xml;base64," + Base64.getEncoder().encodeToString("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII)),
                dataUrl("<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII)), dataUrl(bomb), dataUrl(Arrays.copyOf(whole, 60)),
                dataUrl(new byte[2_100_000]), dataUrl(new byte[0]), "https://example.org/picture.png", "data:image/png;base64,%%%", " ");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void aFileThatIsNoPictureOrHidesABombIsRefusedAndTheOldCoverStays(String attack) {
        String id = Rooms.open(ada, "Plans");
        String before = covered(ada, id);
        Api.Answer answer = ada.api().put("/api/rooms/" + id + "/cover", json("cover", attack));
        assertEquals(422, answer.status(), answer.body());
        assertEquals("cover", answer.json().getJsonArray("errors").getJsonObject(0).getString("field"));
        assertEquals(before, room(ada, id).getJsonObject("theme").getString("cover"));
        assertEquals(200, picture(before).statusCode());
    }

    @Test
    void aBodyThatIsFarTooLargeIsNotReadToItsEnd() {
        String id = Rooms.open(ada, "Plans");
        assertEquals(413, ada.api().put("/api/rooms/" + id + "/cover", json("cover", "data:image/png;base64," + "A".repeat(5_000_000))).status());
    }

    @Test
    void onlyTheHostAndModeratorsSetACover() {
        String open = Rooms.open(ada, "Plans");
        String hidden = Rooms.hidden(ada, "Hidden plans");
        Person eve = Person.called("eve");
        assertEquals(403, puts(eve, open, png(9, 9)).status());
        assertEquals(404, puts(eve, hidden, png(9, 9)).status());
        assertEquals(403, eve.api().delete("/api/rooms/" + open + "/cover").status());
        assertEquals(404, puts(ada, "nothing", png(9, 9)).status());
        Rooms.moderator(ada, open, eve);
        assertEquals(200, puts(eve, open, png(9, 9)).status());
        Rooms.banned(ada, open, eve);
        assertEquals(403, puts(eve, open, png(9, 9)).status());
        assertEquals(403, eve.api().delete("/api/rooms/" + open + "/cover").status());
    }

    @Test
    void aGuestSetsNoCoverAndIsSuggestedNoTags() {
        String id = Rooms.open(ada, "Plans");
        String code = Rooms.invite(ada, id, "{\"guests\":true}");
        Api.Answer in = Api.shared().from(Person.somewhere()).post("/api/invites/" + code + "/guest", json("name", "Eve"));
        Api guest = Api.shared().from(Person.somewhere()).with("Authorization", "Bearer " + in.json().getString("accessToken"));
        assertEquals(403, guest.put("/api/rooms/" + id + "/cover", json("cover", dataUrl(png(9, 9)))).status());
        assertEquals(403, guest.delete("/api/rooms/" + id + "/cover").status());
        assertEquals(403, guest.get("/api/tags").status());
        assertEquals(401, Api.shared().get("/api/tags").status());
    }

    @Test
    void aCoverThatIsReplacedOrTakenAwayIsGone() {
        String id = Rooms.open(ada, "Plans");
        String first = covered(ada, id);
        String second = covered(ada, id);
        assertNotEquals(first, second);
        assertEquals(404, picture(first).statusCode());
        assertEquals(200, ada.api().delete("/api/rooms/" + id + "/cover").status());
        assertEquals(404, picture(second).statusCode());
        assertFalse(room(ada, id).containsKey("theme"));
        assertEquals(200, ada.api().delete("/api/rooms/" + id + "/cover").status(), "there is none any more");
    }

    @Test
    void aCoverIsGoneWithItsRoomAndWithTheAccountOfItsHost() {
        String deleted = Rooms.hidden(ada, "Plans");
        String erased = Rooms.open(ada, "Plans");
        String first = covered(ada, deleted);
        String second = covered(ada, erased);
        assertEquals(200, ada.api().delete("/api/rooms/" + deleted).status());
        assertEquals(404, picture(first).statusCode());
        assertEquals(200, picture(second).statusCode());
        assertEquals(200, ada.confirmed().api().delete("/api/user").status());
        assertEquals(404, picture(second).statusCode());
        String left = Api.shared().get("/api/test/everything").body();
        assertFalse(left.contains(deleted) || left.contains(erased), "something is left");
    }

    @Test
    void ofSeveralCoversAtOnceOneIsKept() throws InterruptedException {
        Person eve = Person.called("eve");
        String id = Rooms.open(ada, "Plans");
        Rooms.moderator(ada, id, eve);
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Api.Answer> answers = many.invokeAll(Stream.of(ada, eve, ada, eve).map(who -> (Callable<Api.Answer>) () -> puts(who, id, png(1500, 900))).toList())
                    .stream().map(java.util.concurrent.Future::resultNow).toList();
            assertTrue(answers.stream().allMatch(one -> one.status() == 200 || one.status() == 429), answers.toString());
            assertTrue(answers.stream().anyMatch(one -> one.status() == 200), answers.toString());
        }
        String kept = room(ada, id).getJsonObject("theme").getString("cover");
        assertEquals(200, picture(kept).statusCode());
        JsonObject everything = Api.shared().get("/api/test/everything").json();
        assertEquals(1, everything.getJsonArray("covers").stream().filter(one -> one.toString().contains(id)).count());
    }

    @Test
    void theCoverOfAPrivateRoomIsNamedOnlyToPeopleWhoSeeTheRoom() {
        String hidden = Rooms.hidden(ada, "Hidden plans");
        String cover = covered(ada, hidden);
        assertTrue(cover.matches(".*/api/covers/[A-Za-z0-9_-]{22}"), cover);
        assertFalse(cover.contains(hidden));
        Person eve = Person.called("eve");
        assertEquals(404, eve.api().get("/api/rooms/" + hidden).status());
        assertFalse(eve.api().get("/api/rooms?limit=100").body().contains(cover));
        String code = Rooms.invite(ada, hidden, "{}");
        assertEquals(cover, Api.shared().get("/api/invites/" + code).json().getJsonObject("invite").getJsonObject("theme").getString("cover"));
    }

    @Test
    void aRoomThatBecomesPrivateTakesItsCoverAwayFromPeopleWhoKnewItsName() {
        String id = Rooms.open(ada, "Plans");
        String known = covered(ada, id);
        assertEquals(200, ada.api().patch("/api/rooms/" + id, "{\"isPrivate\":true}").status());
        String now = room(ada, id).getJsonObject("theme").getString("cover");
        assertNotEquals(known, now);
        assertEquals(404, picture(known).statusCode());
        assertEquals(200, picture(now).statusCode());
    }

    @Test
    void aNameThatBelongsToNoCoverShowsNothing() {
        for (String name : List.of("x", "drawn-x", "%00", "x".repeat(300))) {
            int status = Api.shared().get("/api/covers/" + name).status();
            assertTrue(status == 404 || status == 400, name + " -> " + status);
        }
    }

    @Test
    void anInvitationShowsTheCoverAndTheColourWhereItsLinkIsPosted() {
        String id = Rooms.made(ada, "{\"name\":\"Plans\",\"isPrivate\":true,\"theme\":{\"colour\":\"#0f766e\"}}").getString("id");
        String cover = covered(ada, id);
        String page = Api.shared().from(Person.somewhere()).get("/invite/" + Rooms.invite(ada, id, "{}"), "Accept", "*/*").body();
        Matcher image = Pattern.compile("<meta property=\"og:image\" content=\"([^\"]*)\"").matcher(page);
        assertTrue(image.find() && image.group(1).equals(cover), page);
        assertTrue(page.contains("<meta name=\"theme-color\" content=\"#0f766e\" />"), page);
        assertFalse(Api.shared().get("/rooms/" + id, "Accept", "text/html").body().contains(cover), "without the code");
    }

    private static List<String> suggested(Person who, String query) {
        Api.Answer answer = who.api().get("/api/tags?query=" + query);
        assertEquals(200, answer.status(), answer.body());
        return answer.json().getJsonArray("tags").stream().map(JsonValue::toString).map(text -> text.replace("\"", "")).toList();
    }

    private String tagged(boolean isPrivate, String... tags) {
        return Rooms.made(ada, "{\"name\":\"Tagged\",\"isPrivate\":" + isPrivate + ",\"tags\":[\"" + String.join("\",\"", tags) + "\"]}").getString("id");
    }

    @Test
    void tagsOfPublicRoomsAreSuggestedTheMostUsedFirst() {
        String start = "t" + System.nanoTime() % 1_000_000_000L;
        String last = tagged(false, start + "-a", start + "-b");
        tagged(false, start + "-b");
        tagged(true, start + "-b", start + "-hidden");
        assertEquals(List.of(start + "-b", start + "-a"), suggested(Person.called("eve"), start.toUpperCase(java.util.Locale.ROOT)));
        assertEquals(List.of(), suggested(ada, start + "-hidden"));
        assertEquals(List.of(), suggested(ada, "-b"));
        ada.api().delete("/api/rooms/" + last);
        assertEquals(List.of(start + "-b"), suggested(ada, start));
    }

    @Test
    void notMoreThanTenTagsAreSuggestedAndAQueryIsNoPattern() {
        String start = "m" + System.nanoTime() % 1_000_000_000L + "-";
        for (int i = 0; i < 3; i++) {
            tagged(false, start + i + "a", start + i + "b", start + i + "c", start + i + "d", start + i + "e");
        }
        assertEquals(10, suggested(ada, start).size());
        assertEquals(List.of(), suggested(ada, ".*"));
        assertEquals(List.of(), suggested(ada, "(((a%2B)%2B)%2B)%24"));
        assertEquals(422, ada.api().get("/api/tags?query=" + "x".repeat(25)).status());
    }
}
