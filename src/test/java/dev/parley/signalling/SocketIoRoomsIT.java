package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.conformance.RawClient;
import dev.parley.conformance.RawSocket;
import dev.parley.harness.Api;
import dev.parley.harness.NodeTests;
import dev.parley.harness.Person;
import dev.parley.harness.TestPeer;
import java.io.IOException;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rooms and calls over Socket.IO, also with the real client. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public class SocketIoRoomsIT {

    @Test
    void theRealClientMeetsOthersInRooms() throws IOException, InterruptedException {
        NodeTests.pass("rooms.test.mjs", NodeTests.people(List.of(Api.shared())));
    }

    @Test
    void theWordsOfCallsAreUnderstoodInBothFramings() throws IOException, InterruptedException {
        NodeTests.pass("calls.test.mjs", NodeTests.people(List.of(Api.shared())));
    }

    public static RawSocket connected(Person person) {
        RawSocket socket = new RawClient(person.server().base(), "/socket.io/", "Authorization", "Bearer " + person.token()).socket(RawClient.WEBSOCKET)
                .answeringPings();
        socket.next();
        socket.sends("40");
        hears(socket, "call:ice-servers");
        return socket;
    }

    public static String hears(RawSocket socket, String event) {
        String packet = socket.next();
        while (!packet.contains("[\"" + event + "\"")) {
            packet = socket.next();
        }
        return packet;
    }

    @Test
    void somebodyWhoSignsOutIsSentAwayAndTheSeatIsFree() {
        Person grace = Person.called("grace");
        try (TestPeer ada = TestPeer.called("ada"); RawSocket socket = connected(grace)) {
            String room = ada.person.makesRoom();
            ada.joins(room);
            socket.sends("42[\"join\",{\"roomId\":\"" + room + "\"}]");
            ada.hears("add-peer");
            assertEquals(200, grace.api().post("/api/auth/logout", "").status());
            assertEquals("42[\"go-away\",{\"reason\":\"signed_out\"}]", hears(socket, "go-away"));
            assertEquals("41", socket.next());
            ada.hears("remove-peer");
        }
    }
}
