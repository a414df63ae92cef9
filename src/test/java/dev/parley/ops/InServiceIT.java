package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.Until;
import dev.parley.harness.Way;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server as operators run it: a database at an address, a real mail server, an account for text messages. */
class InServiceIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static Way way;
    private static GreenMail mailServer;
    private static HttpServer twilio;
    private static ServerProcess server;
    private static Api api;

    /** The requests to Twilio. */
    private record Ask(String path, String authorization, String type, Map<String, String> form) {}

    private static final ConcurrentLinkedQueue<Ask> asked = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger refusals = new AtomicInteger();

    private static Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("DB_URI", database.address().replaceAll(":[0-9]+/", ":" + way.port() + "/talk")),
                Map.entry("APP_ORIGIN", "https://voice.example.org"),
                Map.entry("JWT_KEY_FILE", folder.resolve("keys.json").toString()),
                Map.entry("SMTP_HOST", "127.0.0.1"),
                Map.entry("SMTP_PORT", String.valueOf(mailServer.getSmtp().getPort())),
                Map.entry("SMTP_USER", "parley"),
                Map.entry("SMTP_PASSWORD", "hunter2"),
                Map.entry("SMTP_STARTTLS", "false"),
                Map.entry("EMAIL_SENDER", "parley@example.org"),
                Map.entry("SMS_SID", "AC42"),
                Map.entry("SMS_AUTH_TOKEN", "hunter3"),
                Map.entry("SMS_FROM_NUMBER", "+4915112345678"),
                Map.entry("TWILIO_MP_REST_URL", "http://127.0.0.1:" + twilio.getAddress().getPort()));
    }

    @BeforeAll
    static void start() throws IOException {
        database = new EmbeddedDatabase(folder);
        way = new Way(URI.create(database.address()).getPort());
        ServerSetup mail = new ServerSetup(ServerProcess.freePort(), "127.0.0.1", "smtp");
        mail.setServerStartupTimeout(60_000);
        mailServer = new GreenMail(mail);
        mailServer.setUser("parley@example.org", "parley", "hunter2");
        mailServer.start();
        twilio = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        twilio.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = Arrays.stream(body.split("&")).map(pair -> pair.split("=", 2)).collect(Collectors.toMap(
                    pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
            asked.add(new Ask(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"), exchange.getRequestHeaders().getFirst("Content-Type"), form));
            int status = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 503 : 201;
            byte[] answer = "{\"sid\":\"SM1\",\"status\":\"queued\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        twilio.start();
        // The database is away when the server starts. The server has to find it by itself later.
        server = ServerProcess.start("parley-in-service", environment());
        api = server.api();
        Until.succeeds("the server asks for its database", Duration.ofMinutes(3),
                () -> api.get("/health/ready").json().getJsonArray("checks").getJsonObject(0));
        assertEquals(503, api.get("/health/ready").status());
        assertEquals(503, api.get("/health/started").status());
        way.mend();
        Until.holds("the server is ready", SOON, () -> server.output().contains("Parley is ready: https://voice.example.org"));
    }

    @AfterAll
    static void stop() {
        server.close();
        twilio.stop(0);
        mailServer.stop();
        way.close();
        database.close();
    }

    @Test
    void aServerForOthersListensForOthers() throws IOException {
        new Socket("127.0.0.2", server.port()).close();
    }

    @Test
    void theLogSaysWhichDatabaseIsUsedAndNoPassword() {
        assertTrue(server.output().contains("Database: MongoDB at 127.0.0.1:" + way.port() + ", database talk"), server.output());
        assertFalse(server.output().contains("hunter"));
    }

    @Test
    void aDatabaseThatIsAwayGives503WithinThreeSecondsAndComesBackByItself() {
        // Three seconds, and some time for the rest, which this machine may need more of. A second try would take five.
        Until.isQuick("the answer that the database is away, less what two answers take here", Duration.ofSeconds(4), () -> {
            Duration quiet = Until.time(() -> assertEquals(200, api.get("/api/test/database").status()));
            way.cut();
            try {
                return Until.time(() -> {
                    Api.Answer answer = api.get("/api/test/database");
                    assertEquals(503, answer.status());
                    assertEquals("database_unavailable", answer.code());
                    assertFalse(answer.header("Retry-After").isEmpty());
                }).minus(quiet.multipliedBy(2));
            } finally {
                // The server checks the database a few times a second, so it may notice later than the request above.
                Until.holds("the server is not ready", SOON, () -> api.get("/health/ready").status() == 503);
                assertEquals(200, api.get("/health/live").status());
                way.mend();
                Until.holds("the database is back", SOON, () -> api.get("/api/test/database").status() == 200);
                Until.holds("the server is ready again", SOON, () -> api.get("/health/ready").status() == 200);
            }
        });
    }

    @Test
    void thereIsNoOutboxWhereMessagesAreReallySent() {
        Api.Answer answer = api.get("/api/dev/outbox");
        assertEquals(404, answer.status());
        assertEquals("not_found", answer.code());
    }

    @Test
    void aMailArrivesInTextAndHtmlInItsLanguage() throws Exception {
        assertEquals(200, api.post("/api/test/mail", "{\"word\":\"ada@a.io\"}").status());
        Until.holds("the mail", SOON, () -> received("ada@a.io") != null);
        MimeMessage mail = received("ada@a.io");
        assertEquals("Grüße aus Parley", mail.getSubject());
        assertEquals("parley@example.org", mail.getFrom()[0].toString());
        assertEquals("ada@a.io", mail.getAllRecipients()[0].toString());
        assertEquals("de", mail.getHeader("Content-Language", null));
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertTrue(parts.getContentType().startsWith("multipart/alternative"));
        assertEquals("Dein Code: 123456", parts.getBodyPart(0).getContent().toString().strip());
        assertTrue(parts.getBodyPart(1).isMimeType("text/html"));
        assertFalse(parts.getBodyPart(1).getContent().toString().contains("<img"), "no tracking");
    }

    @Test
    void theCodeOfARegistrationArrivesInTextAndHtmlAndNowhereElse() throws Exception {
        Api.Answer answer = api.post("/api/auth/register", Person.json("email", "grace@example.org", "password", Person.PASSWORD), "Accept-Language", "en");
        assertEquals(201, answer.status(), answer.body());
        Until.holds("the mail", SOON, () -> received("grace@example.org") != null);
        MimeMessage mail = received("grace@example.org");
        String code = mail.getSubject().substring(0, 6);
        assertTrue(code.matches("[0-9]{6}"));
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertTrue(parts.getBodyPart(0).getContent().toString().contains(code));
        assertTrue(parts.getBodyPart(1).getContent().toString().contains("<b>" + code + "</b>"));
        assertFalse(answer.body().contains(code) || server.output().contains(code));
        assertEquals(200, api.post("/api/auth/email/verify", Person.json("email", "grace@example.org", "code", code)).status());
    }

    @Test
    void anInvitationToAMeetingIsAMailThatCalendarsUnderstand() throws Exception {
        api.post("/api/send-otp", Person.json("email", "mary@example.org"));
        Until.holds("the mail", SOON, () -> received("mary@example.org") != null);
        Api mary = api.with("Authorization", "Bearer " + api.post("/api/verify-otp", Person.json("email", "mary@example.org", "otp", received("mary@example.org").getSubject().substring(0, 6)))
                .json().getString("accessToken"));
        Api.Answer room = mary.post("/api/rooms", Person.json("name", "Größe, Plan & Co", "startsAt", "2027-03-01T15:00", "timeZone", "Europe/Berlin", "repeats", "FREQ=WEEKLY;COUNT=3"));
        assertEquals(201, room.status(), room.body());
        assertEquals(200, mary.put("/api/rooms/" + room.json().getJsonObject("room").getString("id") + "/attendance", Person.json("answer", "yes")).status());
        Until.holds("the invitation", SOON, () -> mailServer.getReceivedMessagesForDomain("mary@example.org").length == 2);
        MimeMessage mail = mailServer.getReceivedMessagesForDomain("mary@example.org")[1];
        assertEquals("Invitation: Größe, Plan & Co", mail.getSubject());
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertEquals(3, parts.getCount());
        assertTrue(parts.getBodyPart(1).getContent().toString().contains("Größe, Plan &amp; Co"));
        ContentType type = new ContentType(parts.getBodyPart(2).getContentType());
        assertEquals(List.of("text/calendar", "REQUEST", "UTF-8"), List.of(type.getBaseType(), type.getParameter("method"), type.getParameter("charset")));
        String file = new String(parts.getBodyPart(2).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        VEvent event = new CalendarBuilder().build(new StringReader(file)).<VEvent>getComponent("VEVENT").orElseThrow();
        event.validate();
        assertEquals("Größe, Plan & Co", event.getSummary().getValue());
        assertEquals("mailto:parley@example.org", event.getOrganizer().getValue());
    }

    private static @Nullable MimeMessage received(String by) {
        return Arrays.stream(mailServer.getReceivedMessages()).filter(mail -> {
            try {
                return mail.getAllRecipients()[0].toString().equals(by);
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }).findFirst().orElse(null);
    }

    @Test
    void cookiesTravelOverTlsOnlyWhereOthersAreServed() throws Exception {
        api.post("/api/send-otp", Person.json("email", "hopper@example.org"));
        Until.holds("the mail", SOON, () -> received("hopper@example.org") != null);
        Api.Answer in = api.post("/api/verify-otp", Person.json("email", "hopper@example.org", "otp", received("hopper@example.org").getSubject().substring(0, 6)));
        assertTrue(in.setCookie("accessToken").contains("Secure") && in.setCookie("refreshToken").contains("Secure"), in.setCookie("accessToken"));
    }

    @Test
    void aStrangersHeaderDoesNotChangeTheirNetwork() {
        int status = 0;
        for (int i = 0; i < 21; i++) {
            status = api.from("203.0.113." + i).post("/api/auth/login", Person.json("email", "nobody@example.org", "password", "wrong")).status();
        }
        assertEquals(429, status);
    }

    @Test
    void aTextMessageIsSentAsTwilioDocumentsAndTriedAgainIfItWasNotTaken() {
        refusals.set(1);
        assertEquals(200, api.post("/api/test/sms", "{\"word\":\"+4917012\"}").status());
        Until.holds("two tries", SOON, () -> asked.size() == 2);
        for (Ask ask : asked) {
            assertEquals("POST /2010-04-01/Accounts/AC42/Messages.json", ask.path());
            assertEquals("Basic " + Base64.getEncoder().encodeToString("AC42:hunter3".getBytes(StandardCharsets.UTF_8)), ask.authorization());
            assertTrue(ask.type().startsWith("application/x-www-form-urlencoded"), ask.type());
            assertEquals(Map.of("To", "+4917012", "From", "+4915112345678", "Body", "Dein Code: 123456"), ask.form());
        }
    }
}
