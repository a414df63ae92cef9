package dev.parley.conformance;

import static dev.parley.conformance.RawClient.WEBSOCKET;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.OwnServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Socket.IO 5 specifies, with one test for each behaviour. */
@OwnServer
class SocketIoIT {
    private static final String TWO_PLACES = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";
    private static final byte[] ONE = {1, 2, 3};
    private static final byte[] OTHER = {4, 5, 6};

    private final RawClient client = new RawClient(ConformanceServer.shared(), "/socket.io/");
    private final RawSocket socket = client.socket(WEBSOCKET);
    private final String handshake = socket.next();

    @AfterEach
    void closeAll() {
        socket.close();
    }

    /** Connects to the default namespace. */
    private RawSocket connected() {
        assertTrue(handshake.startsWith("0{"));
        assertTrue(socket.sends("40").next().startsWith("40{\"sid\":\""));
        assertEquals("42[\"auth\",{}]", socket.next());
        return socket;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "40                          | 40         | 42[\"auth\",{}]",
        "40{\"token\":\"123\"}       | 40         | 42[\"auth\",{\"token\":\"123\"}]",
        "40/,{\"token\":\"123\"}     | 40         | 42[\"auth\",{\"token\":\"123\"}]",
        "40/custom                   | 40/custom, | 42/custom,[\"auth\",{}]",
        "40/custom,                  | 40/custom, | 42/custom,[\"auth\",{}]",
        "40/custom,{\"token\":\"a\"} | 40/custom, | 42/custom,[\"auth\",{\"token\":\"a\"}]"})
    void aClientConnectsToANamespace(String connect, String confirmed, String auth) {
        String answer = socket.sends(connect).next();
        assertTrue(answer.matches("\\Q" + confirmed + "\\E\\{\"sid\":\"[A-Za-z0-9_-]{20,}\"}"), answer);
        assertEquals(auth, socket.next());
    }

    @Test
    void anUnknownNamespaceIsRefused() {
        assertEquals("44/random,{\"message\":\"Invalid namespace\"}", socket.sends("40/random").next());
        connected();
    }

    @Test
    void aNamespaceMayRefuse() {
        assertEquals("44{\"message\":\"Not authorized\",\"data\":{\"refuse\":1}}", socket.sends("40{\"refuse\":1}").next());
        connected();
    }

    @Test
    void eachNamespaceHasAnIdOfItsOwn() {
        String first = socket.sends("40").next().substring(2);
        socket.next();
        assertNotEquals(first, socket.sends("40/custom,").next().substring(10));
    }

    @Test
    void aClientThatNeverConnectsToANamespaceIsClosed() {
        long before = System.nanoTime();
        try (RawSocket silent = new RawClient(ConformanceServer.shared(), "/hasty/socket.io/").socket(WEBSOCKET).answeringPings()) {
            assertEquals(1000, silent.closeCode());
        }
        assertTrue(System.nanoTime() - before >= ConformanceApplication.HASTY.upgradeTimeout().toNanos());
    }

    @Test
    void leavingANamespaceKeepsTheConnection() {
        connected();
        socket.sends("41");
        connected();
        assertTrue(socket.sends("40/custom,").next().startsWith("40/custom,"));
        socket.next();
        socket.sends("41/custom").sends("42[\"message\",\"message to main namespace\"]");
        assertEquals("42[\"message-back\",\"message to main namespace\"]", socket.next());
    }

    @Test
    void theServerMayEndANamespace() {
        connected();
        assertEquals("41", socket.sends("42[\"disconnect-me\"]").next());
        connected();
    }

    @Test
    void theServerMayEndTheConnection() {
        connected();
        assertEquals(1000, socket.sends("42[\"close-me\"]").closeCode());
    }

    @Test
    void anEventComesBack() {
        assertEquals("42[\"message-back\",1,\"2\",{\"3\":[true]}]", connected().sends("42[\"message\",1,\"2\",{\"3\":[true]}]").next());
        assertEquals("42[\"message-back\"]", socket.sends("42[\"message\"]").next());
        assertEquals("42[\"message-back\",\"Grüße \\u20ac\",[ ],null]", socket.sends("42[ \"message\" , \"Grüße \\u20ac\", [ ] ,null ]").next());
    }

    @Test
    void bytesComeBack() {
        connected().sends("452-[\"message\"," + TWO_PLACES + "]").sends(ONE).sends(OTHER);
        assertEquals("452-[\"message-back\"," + TWO_PLACES + "]", socket.next());
        assertArrayEquals(ONE, socket.nextBytes());
        assertArrayEquals(OTHER, socket.nextBytes());
    }

    @Test
    void bytesComeBackInAnotherNamespace() {
        socket.sends("40/custom,").next();
        socket.next();
        socket.sends("451-/custom,[\"message\",{\"deep\":[{\"_placeholder\":true,\"num\":0}]}]").sends(ONE);
        assertEquals("451-/custom,[\"message-back\",{\"deep\":[{\"_placeholder\":true,\"num\":0}]}]", socket.next());
        assertArrayEquals(ONE, socket.nextBytes());
    }

    @Test
    void anEventIsAnswered() {
        assertEquals("43456[1,\"2\",{\"3\":[false]}]", connected().sends("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]").next());
        assertEquals("430[]", socket.sends("420[\"message-with-ack\"]").next());
    }

    @Test
    void anEventIsAnsweredWithBytes() {
        connected().sends("452-789[\"message-with-ack\"," + TWO_PLACES + "]").sends(ONE).sends(OTHER);
        assertEquals("462-789[" + TWO_PLACES + "]", socket.next());
        assertArrayEquals(ONE, socket.nextBytes());
        assertArrayEquals(OTHER, socket.nextBytes());
    }

    @Test
    void theServerAsksToo() {
        assertEquals("420[\"question\",1]", connected().sends("42[\"ask-me\",1]").next());
        assertEquals("421[\"question\",2]", socket.sends("42[\"ask-me\",2]").next());
        assertEquals("42[\"answered\",\"two\"]", socket.sends("431[\"two\"]").next());
        assertEquals("42[\"answered\",\"one\"]", socket.sends("430[\"one\"]").next());
        socket.sends("430[\"again\"]").sends("43999[]").sends("42[\"message\"]");
        assertEquals("42[\"message-back\"]", socket.next());
    }

    @Test
    void bytesTravelOverPollsToo() {
        String sid = client.opens();
        assertEquals("200 ok", client.posts(sid, "40\u001e451-[\"message\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID").line());
        String told = client.polls(sid).body();
        assertTrue(told.endsWith("42[\"auth\",{}]\u001e451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID"), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4abc", "4", "47", "42[\"message\"]", "42/custom,[\"message\"]", "41", "430[]", "40[]", "40\"x\"", "40{", "40{}{}", "450"})
    void nonsenseInsteadOfConnectingClosesTheConnection(String packet) {
        assertEquals(1001, socket.sends(packet).closeCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4abc", "42{}", "42[]", "42", "42[{}]", "42[null]", "42[\"connect\"]", "42[\"disconnect\"]", "42[\"message\"", "42[\"message\"]]",
        "42[\"message\",]", "42[\"message\",tru]", "42abc[\"message-with-ack\",1]", "42-1[\"message-with-ack\"]", "429999999999999999[\"message\"]",
        "42/unknown,[\"message\"]", "41{}", "431{}", "44{}", "45[\"message\"]", "451[\"message\"]", "45x-[\"message\"]", "45999-[\"message\"]", "45-[\"message\"]"})
    void nonsenseClosesTheConnection(String packet) {
        assertEquals(1001, connected().sends(packet).closeCode());
    }

    @Test
    void bytesThatBelongToNoEventCloseTheConnection() {
        assertEquals(1001, connected().sends(ONE).closeCode());
    }

    @Test
    void textInsteadOfExpectedBytesClosesTheConnection() {
        assertEquals(1001, connected().sends("451-[\"message\",{\"_placeholder\":true,\"num\":0}]").sends("42[\"message\"]").closeCode());
    }

    @Test
    void aPlaceholderWithoutBytesClosesTheConnection() {
        assertEquals(1001, connected().sends("451-[\"message\",{\"_placeholder\":true,\"num\":1}]").sends(ONE).closeCode());
    }

    @Test
    void depthHasItsLimit() {
        String deep = "[".repeat(30) + "]".repeat(30);
        assertEquals("42[\"message-back\"," + deep + "]", connected().sends("42[\"message\"," + deep + "]").next());
        assertEquals(1001, socket.sends("42[\"message\"," + "[".repeat(100) + "]".repeat(100) + "]").closeCode());
    }
}
