package dev.parley.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.cluster.ClusterSettings;
import dev.parley.code.CodeSettings;
import dev.parley.line.SignallingSettings;
import dev.parley.media.MediaSettings;
import dev.parley.member.GuestSettings;
import dev.parley.notify.MailSettings;
import dev.parley.notify.OutboxSettings;
import dev.parley.notify.SmsSettings;
import dev.parley.profile.ProfileSettings;
import dev.parley.push.PushSettings;
import dev.parley.room.RoomSettings;
import dev.parley.session.SessionSettings;
import dev.parley.sfu.JanusSettings;
import dev.parley.socketio.SocketIoSettings;
import dev.parley.store.StoreSettings;
import dev.parley.limits.Places;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    /** The operator's settings, on top of the shipped defaults. */
    private static Settings given(Map<String, String> set) {
        Properties defaults = new Properties();
        try (InputStream file = SettingsTest.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        // server.xml sets this one, because only the server knows its folder.
        defaults.setProperty("DATA_DIR", "/srv/parley");
        return new Settings(name -> Optional.ofNullable(set.getOrDefault(name, defaults.getProperty(name))));
    }

    private static Settings nothing() {
        return given(Map.of());
    }

    private static void refused(String line, Executable reading) {
        assertEquals(line, assertThrows(BadSetting.class, reading).getMessage());
    }

    @Test
    void aSilentPeerIsAwayWithinTenSecondsAndGoneWithinThirty() {
        SignallingSettings settings = new SignallingSettings(nothing());
        Duration away = settings.pingInterval().plus(settings.pingTimeout());
        assertEquals(Duration.ofSeconds(10), away);
        assertEquals(Duration.ofSeconds(30), away.plus(settings.resumeWindow()));
    }

    @Test
    void everyNameIsTheDocumentedOne() {
        Settings settings = nothing();
        new AddressSettings(settings);
        new StoreSettings(settings);
        new MailSettings(settings);
        new SmsSettings(settings);
        new PushSettings(settings, new AddressSettings(settings));
        new CodeSettings(settings);
        new ProfileSettings(settings);
        new RoomSettings(settings);
        new MediaSettings(settings);
        new JanusSettings(settings);
        new SignallingSettings(settings);
        new Places(settings);
        new SocketIoSettings(settings);
        new ClusterSettings(settings, new StoreSettings(settings));
        new SessionSettings(settings, new AddressSettings(settings));
        new GuestSettings(settings);
        assertEquals(new TreeSet<>(List.of("PORT", "LISTEN", "APP_ORIGIN", "CORS_ORIGIN", "BASE_URL", "BACKEND_URL", "DB_URI", "DATABASE_URL", "DB_URL",
                "DATA_DIR", "SMTP_HOST", "SMTP_PORT", "SMTP_USER", "SMTP_PASSWORD", "SMTP_STARTTLS", "EMAIL_SENDER", "PUSH_PRIVATE_ORIGINS", "SMS_SID",
                "SMS_AUTH_TOKEN", "SMS_FROM_NUMBER", "SMS_PER_DAY", "SMS_COUNTRIES", "GUESTS", "GUEST_LIFE", "MAX_PARTICIPANTS", "MIN_PARTICIPANTS", "MESH_LIMIT", "MESH_MAX", "MESH_BACK", "STUN_URLS", "TURN_URLS", "TURN_SECRET", "TURN_TTL", "JANUS_URLS",
                "JANUS_SECRET", "JANUS_LISTENERS",
                "RESUME_WINDOW", "PING_INTERVAL", "PING_TIMEOUT", "SOCKET_MESSAGES_PER_SECOND", "SOCKET_BURST", "SOCKET_MESSAGE_SIZE",
                "SOCKETIO_PING_INTERVAL", "SOCKETIO_PING_TIMEOUT", "SOCKETIO_CONNECT_TIMEOUT", "SOCKETIO_MAX_PAYLOAD", "SOCKETS_PER_ACCOUNT",
                "SOCKETS", "JOINS_PER_MINUTE", "DEFAULT_AVATAR", "REDIS_URI", "NODE_ADDRESS", "NODE_LEASE", "DRAIN_DEADLINE",
                "ACCESS_TOKEN_EXPIRY", "REFRESH_TOKEN_EXPIRY", "JWT_KEY_FILE",
                "JWT_KEY_LIFE", "JWT_SECRET", "JWT_ACCESS_SECRET", "JWT_REFRESH_SECRET", "JWT_ACCESS_TOKEN_SECRET", "JWT_REFRESH_TOKEN_SECRET")), new TreeSet<>(settings.asked()));
    }

    @Test
    void aSeatIsKeptForTwentySecondsAndSilentSocketsAreAskedEveryFive() {
        assertEquals(new SignallingSettings(Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(5), 50, 200, 65_536, 30),
                new SignallingSettings(nothing()));
    }

    @Test
    void aFirstRunHasTheSeedsStunServersAndNoRelay() {
        MediaSettings media = new MediaSettings(nothing());
        assertEquals(List.of("stun:stun.l.google.com:19302", "stun:stun1.l.google.com:19302"), media.stunUrls());
        assertEquals(List.of(), media.turnUrls());
        assertEquals(Duration.ofMinutes(10), media.turnLife());
        assertEquals(List.of(), new MediaSettings(given(Map.of("STUN_URLS", "none"))).stunUrls());
    }

    @Test
    void aRelayWithoutItsSecretIsRefused() {
        refused("TURN_SECRET is missing: TURN_URLS is set, and nobody can use the TURN server without this secret",
                () -> new MediaSettings(given(Map.of("TURN_URLS", "turn:turn.example.org:3478"))).check());
        refused("TURN_URLS must be addresses such as turn:voice.example.org:3478, separated by commas",
                () -> new MediaSettings(given(Map.of("TURN_URLS", "https://turn.example.org"))));
        refused("TURN_TTL must be a time such as 500ms, 20s, 15m, 12h or 30d, from 10s to 10m",
                () -> new MediaSettings(given(Map.of("TURN_TTL", "1h"))));
    }

    @Test
    void aFirstRunHasNoMediaServer() {
        assertEquals(new JanusSettings(List.of(), Optional.empty(), 300), new JanusSettings(nothing()));
    }

    @Test
    void mediaServersAreWebSocketAddressesWithASecret() {
        JanusSettings two = new JanusSettings(given(Map.of("JANUS_URLS", "ws://one:8188, wss://two.example.org/janus", "JANUS_SECRET", "hunter2")));
        assertEquals(List.of(URI.create("ws://one:8188"), URI.create("wss://two.example.org/janus")), two.urls());
        assertTrue(!two.toString().contains("hunter2"), two.toString());
        refused("JANUS_URLS must be addresses such as ws://media.example.org:8188, separated by commas",
                () -> new JanusSettings(given(Map.of("JANUS_URLS", "http://media:8088"))));
        refused("JANUS_SECRET is missing: JANUS_URLS is set, and a media server without a secret obeys anybody",
                () -> new JanusSettings(given(Map.of("JANUS_URLS", "ws://media:8188"))).check());
        refused("JANUS_LISTENERS must be a whole number from 1 to 10000", () -> new JanusSettings(given(Map.of("JANUS_LISTENERS", "0"))));
    }

    @Test
    void aFirstRunServesThisMachineOnPort9080() {
        AddressSettings addresses = new AddressSettings(nothing());
        assertEquals(9080, addresses.port());
        assertEquals(URI.create("http://localhost:9080"), addresses.base());
        assertEquals(List.of("http://localhost:9080", "http://127.0.0.1:9080", "http://localhost:5173"), addresses.origins());
        assertTrue(addresses.localOnly());
    }

    @Test
    void aFirstRunUsesTheEmbeddedDatabaseUnderTheDataFolder() {
        assertEquals(new StoreSettings(Optional.empty(), Path.of("/srv/parley")), new StoreSettings(nothing()));
    }

    @Test
    void aFirstRunHasNoSenderAndAnOpenOutbox() {
        MailSettings mail = new MailSettings(nothing());
        assertEquals(new MailSettings(Optional.empty(), 587, Optional.empty(), Optional.empty(), true, Optional.empty()), mail);
        SmsSettings sms = new SmsSettings(nothing());
        assertEquals(new SmsSettings(Optional.empty(), Optional.empty(), Optional.empty()), sms);
        assertEquals(new OutboxSettings(true, false), new OutboxSettings(mail, sms, new AddressSettings(nothing())));
    }

    @Test
    void tokensLiveForAQuarterOfAnHourAndAMonthAndCookiesNeedNoTlsOnThisMachineOnly() {
        assertEquals(new SessionSettings(Duration.ofMinutes(15), Duration.ofDays(30), Duration.ofHours(12), Duration.ofDays(90), Optional.empty(), false, List.of()),
                new SessionSettings(nothing(), new AddressSettings(nothing())));
        Settings elsewhere = given(Map.of("APP_ORIGIN", "http://voice.example.org", "JWT_SECRET", "x"));
        SessionSettings sessions = new SessionSettings(elsewhere, new AddressSettings(elsewhere));
        assertTrue(sessions.secureCookies());
        assertEquals(List.of("JWT_SECRET"), sessions.unused());
    }

    @Test
    void anInvalidDefaultPictureIsRefusedByName() {
        assertEquals(Optional.empty(), new ProfileSettings(nothing()).defaultAvatar());
        refused("DEFAULT_AVATAR must be the path of a PNG, JPEG or GIF file of at most 2 MB",
                () -> new ProfileSettings(given(Map.of("DEFAULT_AVATAR", "pom.xml"))));
    }

    @Test
    void aRoomIsForTenByDefault() {
        assertEquals(new RoomSettings(10, 2, 16, 8, 5, false), new RoomSettings(nothing()));
        refused("MAX_PARTICIPANTS must be a whole number from 2 to 1000", () -> new RoomSettings(given(Map.of("MAX_PARTICIPANTS", "1"))));
        refused("MIN_PARTICIPANTS must not be more than MAX_PARTICIPANTS", () -> new RoomSettings(given(Map.of("MIN_PARTICIPANTS", "11"))).check());
        refused("MESH_BACK must be less than MESH_MAX, or rooms would move to and fro", () -> new RoomSettings(given(Map.of("MESH_BACK", "8"))).check());
        refused("MAX_PARTICIPANTS must not be more than MESH_LIMIT, which is 16", () -> new RoomSettings(given(Map.of("MAX_PARTICIPANTS", "17"))).check());
    }

    @Test
    void textMessagesHaveADailyLimitAndMayBeLimitedToSomeCountries() {
        assertEquals(new CodeSettings(500, List.of()), new CodeSettings(nothing()));
        refused("SMS_COUNTRIES must be the beginnings of phone numbers, such as +49,+43", () -> new CodeSettings(given(Map.of("SMS_COUNTRIES", "DE"))).check());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "65536", "-1", "9080.5"})
    void anInvalidPortIsRefusedByName(String port) {
        refused("PORT must be a whole number from 1 to 65535", () -> new AddressSettings(given(Map.of("PORT", port))));
    }

    @Test
    void aServerForOthersListensForThemUnlessToldOtherwise() {
        Map<String, String> others = Map.of("APP_ORIGIN", "https://voice.example.org");
        assertEquals("localhost", new AddressSettings(nothing()).listensOn());
        assertEquals("*", new AddressSettings(given(others)).listensOn());
        assertEquals("127.0.0.1", new AddressSettings(given(Map.of("APP_ORIGIN", "https://voice.example.org", "LISTEN", "127.0.0.1"))).listensOn());
    }

    @Test
    void theOriginsOfBothNamesCount() {
        AddressSettings addresses = new AddressSettings(given(Map.of(
                "APP_ORIGIN", "https://Voice.Example.org:443, https://talk.example.org", "CORS_ORIGIN", "https://talk.example.org")));
        assertEquals(List.of("https://voice.example.org", "https://talk.example.org"), addresses.origins());
        assertEquals(URI.create("https://voice.example.org"), addresses.base());
    }

    @Test
    void onlyTheOriginOfThePublicAddressIsServedWhenNoneIsGiven() {
        AddressSettings addresses = new AddressSettings(given(Map.of("BACKEND_URL", "https://voice.example.org/")));
        assertEquals(List.of("https://voice.example.org"), addresses.origins());
        assertTrue(!addresses.localOnly());
    }

    @ParameterizedTest
    @ValueSource(strings = {"voice.example.org", "ftp://voice.example.org", "https://voice.example.org/app", "*", "https://a b"})
    void anInvalidOriginIsRefusedByName(String origin) {
        assertTrue(assertThrows(BadSetting.class, () -> new AddressSettings(given(Map.of("APP_ORIGIN", origin)))).getMessage()
                .startsWith("APP_ORIGIN must be "));
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:3000, true", "http://127.0.0.2, true", "http://[::1]:8080, true", "http://parley.localhost, true",
            "http://192.168.1.5, false", "https://localhost.example.org, false", "http://0.0.0.0:9080, false"})
    void onlyLoopbackCountsAsThisMachine(String origin, boolean local) {
        assertEquals(local, new AddressSettings(given(Map.of("APP_ORIGIN", origin))).localOnly());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DB_URI", "DATABASE_URL", "DB_URL"})
    void theDatabaseMayBeNamedInThreeWays(String name) {
        StoreSettings store = new StoreSettings(given(Map.of(name, "mongodb://db.example.org/talk")));
        assertEquals("talk", store.address().orElseThrow().getDatabase());
    }

    @Test
    void aDatabaseAddressIsNeverRepeatedBecauseItHoldsAPassword() {
        refused("DB_URI must be a MongoDB address such as mongodb://host:27017/parley",
                () -> new StoreSettings(given(Map.of("DB_URI", "postgres://user:hunter2@db"))));
    }

    private static ClusterSettings cluster(Map<String, String> set) {
        return new ClusterSettings(given(set), new StoreSettings(given(set)));
    }

    @Test
    void aFirstRunIsOneNode() {
        assertEquals(new ClusterSettings(Optional.empty(), Optional.empty(), Duration.ofSeconds(3), Duration.ofSeconds(60)), cluster(Map.of()));
    }

    @Test
    void aRedisAddressIsNeverRepeatedBecauseItHoldsAPassword() {
        ClusterSettings many = cluster(Map.of("DB_URI", "mongodb://db", "REDIS_URI", "rediss://:hunter2@redis.example.org:6380/1"));
        assertEquals("redis.example.org", many.redis().orElseThrow().getHost());
        assertTrue(!many.toString().contains("hunter2"), many.toString());
        refused("REDIS_URI must be the address of a Redis such as redis://host:6379", () -> cluster(Map.of("REDIS_URI", "http://user:hunter2@redis")));
    }

    @Test
    void severalNodesNeedADatabaseThatTheyShare() {
        refused("DB_URI is missing: several nodes need a MongoDB that they share", () -> cluster(Map.of("REDIS_URI", "redis://redis")));
    }

    @Test
    void aMailServerNeedsASender() {
        refused("EMAIL_SENDER is missing: SMTP_HOST is set, so set the address that mails come from too",
                () -> new MailSettings(given(Map.of("SMTP_HOST", "mail.example.org"))).check());
    }

    @Test
    void aMailUserNeedsAPassword() {
        refused("SMTP_PASSWORD is missing: set both or neither", () -> new MailSettings(given(Map.of("SMTP_USER", "parley"))).check());
    }

    @Test
    void textMessagesNeedAllThreeNames() {
        refused("SMS_AUTH_TOKEN is missing: text messages need SMS_SID, SMS_AUTH_TOKEN and SMS_FROM_NUMBER together",
                () -> new SmsSettings(given(Map.of("SMS_SID", "AC1", "SMS_FROM_NUMBER", "+4915112345678"))).check());
    }

    @Test
    void aServerForOthersMustBeAbleToSendCodes() {
        Settings settings = given(Map.of("APP_ORIGIN", "https://voice.example.org"));
        OutboxSettings outbox = new OutboxSettings(new MailSettings(settings), new SmsSettings(settings), new AddressSettings(settings));
        assertTrue(assertThrows(BadSetting.class, outbox::check).getMessage().startsWith("SMTP_HOST is missing: "));
    }

    @Test
    void aRealSenderClosesTheOutboxEvenOnThisMachine() {
        Settings settings = given(Map.of("SMTP_HOST", "localhost", "EMAIL_SENDER", "parley@example.org"));
        assertEquals(new OutboxSettings(false, false),
                new OutboxSettings(new MailSettings(settings), new SmsSettings(settings), new AddressSettings(settings)));
    }

    @Test
    void settingsNeverPrintTheirSecrets() {
        Map<String, String> secrets = new HashMap<>(Map.of("SMTP_HOST", "mail", "SMTP_USER", "u", "SMTP_PASSWORD", "hunter2", "EMAIL_SENDER", "a@b.c"));
        secrets.putAll(Map.of("SMS_SID", "AC1", "SMS_AUTH_TOKEN", "hunter2", "SMS_FROM_NUMBER", "+4915112345678"));
        String printed = new MailSettings(given(secrets)) + " " + new SmsSettings(given(secrets));
        assertTrue(!printed.contains("hunter2"), printed);
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "20s, PT20S", "15m, PT15M", "12h, PT12H", "30d, PT720H"})
    void timesAreWrittenWithTheirUnit(String text, Duration expected) {
        assertEquals(expected, given(Map.of("T", text)).duration("T", Duration.ZERO, Duration.ofDays(365)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "m", "-1m", "1 m", "1y", "99999999999s"})
    void anInvalidTimeIsRefusedByName(String text) {
        refused("T must be a time such as 500ms, 20s, 15m, 12h or 30d, from 1m to 1d",
                () -> given(Map.of("T", text)).duration("T", Duration.ofMinutes(1), Duration.ofDays(1)));
    }
}
