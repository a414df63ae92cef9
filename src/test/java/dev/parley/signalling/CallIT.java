package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.TestPeer;
import jakarta.json.JsonObject;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls over REST, in the form that clients of call servers know. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CallIT {

    @Test
    void aCallIsCountedAndShownWhileSomebodyIsInIt() {
        try (TestPeer ada = TestPeer.called("ada"); TestPeer grace = TestPeer.called("grace")) {
            String room = ada.person.makesRoom();
            Api api = grace.person.api();
            assertEquals(404, api.get("/api/call/room/" + room).status());
            ada.joins(room);
            grace.joins(room);
            grace.does("unmute", "roomId", room);
            JsonObject call = api.get("/api/call/room/" + room).json().getJsonObject("data");
            assertEquals(room, call.getString("meetingId"));
            assertEquals(2, call.getInt("participants"));
            assertEquals(ada.userId(), call.getJsonArray("users").getJsonObject(0).getString("userId"));
            assertTrue(call.getJsonArray("users").getJsonObject(0).getBoolean("isMuted"));
            JsonObject stats = api.get("/api/call/stats").json().getJsonObject("data");
            assertTrue(stats.getInt("activeCalls") >= 1);
            assertTrue(stats.getInt("totalUsersInCalls") >= 2);
            assertEquals(10, stats.getInt("maxParticipantsPerCall"));
            assertEquals(2, stats.getInt("minParticipantsPerCall"));
        }
    }

    @Test
    void aCallInAPrivateRoomDoesNotExistForStrangers() {
        try (TestPeer ada = TestPeer.called("ada"); TestPeer grace = TestPeer.called("grace")) {
            String room = ada.person.makesRoom("isPrivate", true);
            ada.joins(room);
            assertEquals(404, grace.person.api().get("/api/call/room/" + room).status());
            assertEquals(200, ada.person.api().get("/api/call/room/" + room).status());
        }
    }

    @Test
    void iceServersAreForPeopleWhoAreSignedIn() {
        try (TestPeer ada = TestPeer.called("ada")) {
            JsonObject data = ada.person.api().get("/api/call/ice-servers").json().getJsonObject("data");
            assertEquals("stun:stun.l.google.com:19302", data.getJsonArray("iceServers").getJsonObject(0).getString("urls"));
        }
        assertEquals(401, Api.shared().get("/api/call/ice-servers").status());
    }
}
