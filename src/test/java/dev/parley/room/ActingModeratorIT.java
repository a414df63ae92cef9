package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.TestPeer;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stranger waits in a public room until its host has left, and tries to make lasting changes while acting as moderator. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ActingModeratorIT {
    private final Person ada = Person.called("ada");
    private final Person mallory = Person.called("mallory");
    private final Person eve = Person.called("eve");
    private final String room = Rooms.open(ada, "Open");
    private final String path = "/api/rooms/" + room;

    private final List<TestPeer> peers = new ArrayList<>();

    @AfterEach
    void close() {
        peers.forEach(TestPeer::close);
    }

    private TestPeer enters(Person who) {
        TestPeer peer = TestPeer.of(who);
        peers.add(peer);
        peer.joins(room);
        return peer;
    }

    /** Mallory acts as moderator, and Eve is there too. */
    private TestPeer taken() {
        TestPeer host = enters(ada);
        TestPeer stranger = enters(mallory);
        enters(eve);
        host.does("leave", "roomId", room);
        stranger.hears("role", role -> role.getString("userId").equals(mallory.id()) && role.getString("role").equals("moderator"));
        return stranger;
    }

    @Test
    void anActingModeratorMayDoNothingLastingOverRest() {
        String invitation = Rooms.invite(ada, room, "{\"role\":\"moderator\"}");
        taken();
        for (Api.Answer refused : List.of(mallory.api().get(path + "/invites"), mallory.api().post(path + "/invites", "{}"),
                mallory.api().delete(path + "/invites/" + invitation), mallory.api().patch(path, "{\"name\":\"Mine\"}"),
                mallory.api().delete(path + "/members/" + eve.id()), mallory.api().get(path + "/bans"), mallory.api().put(path + "/bans/" + eve.id(), ""),
                mallory.api().delete(path + "/bans/" + eve.id()), mallory.api().put(path + "/roles/" + eve.id(), "{\"role\":\"moderator\"}"))) {
            assertEquals("forbidden", refused.code(), refused.response().request().method() + " " + refused.response().uri());
        }
        assertEquals(200, mallory.api().post(path + "/participants/" + eve.id() + "/mute", "").status(), "order is kept over REST too");
    }

    @Test
    void anActingModeratorMayDoNothingLastingOverTheSocket() {
        TestPeer stranger = taken();
        stranger.isRefused("forbidden", "remove", "userId", eve.id(), "ban", true);
        stranger.isRefused("forbidden", "set-role", "userId", eve.id(), "role", "moderator");
        stranger.does("lock", "locked", true);
        stranger.does("set-role", "userId", eve.id(), "role", "listener");
        assertTrue(shown(eve).getBoolean("locked"));
        stranger.does("remove", "userId", eve.id(), "ban", false);
        stranger.does("leave", "roomId", room);
        assertFalse(shown(eve).getBoolean("locked"), "the lock went with the room");
        enters(eve);
        assertEquals("speaker", shown(eve).getString("role"), "and so did the role");
    }

    @Test
    void onlyTheHostSeesAndRevokesInvitationsThatMakeModerators() {
        Person moderator = Person.called("moderator");
        Rooms.moderator(ada, room, moderator);
        String mighty = Rooms.invite(ada, room, "{\"role\":\"moderator\"}");
        Rooms.invite(ada, room, "{\"role\":\"speaker\"}");
        Rooms.invite(moderator, room, "{}");
        assertFalse(moderator.api().get(path + "/invites").body().contains(mighty));
        assertEquals(2, moderator.api().get(path + "/invites").json().getJsonArray("invites").size());
        assertEquals("invite_not_found", moderator.api().delete(path + "/invites/" + mighty).code());
        assertTrue(ada.api().get(path + "/invites").body().contains(mighty));
        assertEquals(200, ada.api().delete(path + "/invites/" + mighty).status());
    }

    @Test
    void anActingModeratorDeletesOnlyTheirOwnMessages() {
        TestPeer stranger = taken();
        peers.getLast().does("chat", "text", "Eve's");
        String message = stranger.hears("chat").getString("id");
        stranger.isRefused("forbidden", "chat-delete", "id", message);
        assertEquals("forbidden", mallory.api().delete(path + "/messages/" + message).code());
        stranger.does("chat", "text", "Mallory's");
        stranger.does("chat-delete", "id", stranger.hears("chat").getString("id"));
        assertTrue(ada.api().get(path + "/messages").body().contains(message));
    }

    private JsonObject shown(Person viewer) {
        return viewer.api().get(path).json().getJsonObject("room");
    }
}
