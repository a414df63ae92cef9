package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import jakarta.json.JsonObject;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LeavingIT {

    @Test
    void anErasedAccountLeavesNothingInAnyRoom() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        Person mallory = Person.called("mallory");
        String own = Rooms.open(ada, "Ada's");
        Rooms.member(ada, own, eve);
        String other = Rooms.hidden(eve, "Eve's");
        assertEquals(200, Rooms.accepts(ada, Rooms.invite(eve, other, "{\"maxUses\":3}")).status());
        Rooms.moderator(eve, other, ada);
        String code = Rooms.invite(ada, other, "{}");
        Rooms.banned(ada, other, mallory);
        assertTrue(Api.shared().get("/api/test/everything").body().contains(ada.id()));

        assertEquals(200, ada.confirmed().api().delete("/api/user").status());
        String left = Api.shared().get("/api/test/everything").body();
        for (String trace : List.of(ada.id(), own, code)) {
            assertFalse(left.contains(trace), trace);
        }
        assertEquals(404, eve.api().get("/api/rooms/" + own).status());
        assertEquals(List.of(), Rooms.ids(eve.api().get("/api/rooms/" + other + "/members"), "members"));
        JsonObject ban = eve.api().get("/api/rooms/" + other + "/bans").json().getJsonArray("bans").getJsonObject(0);
        assertEquals(mallory.id(), ban.getJsonObject("user").getString("id"));
        assertFalse(ban.containsKey("by"));
    }

    @Test
    void sessionsEndBeforeAnythingOfTheAccountIsErased() {
        Person ada = Person.called("ada");
        assertEquals(200, ada.confirmed().api().delete("/api/user").status());
        assertEquals(0, Api.shared().get("/api/test/sessions-at-erasure/" + ada.id()).json().getInt("sessions"));
        assertEquals(401, ada.api().get("/api/rooms").status());
    }

    @Test
    void theExportContainsRoomsMembershipsAndInvitations() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String own = Rooms.open(ada, "Ada's");
        Rooms.invite(ada, own, "{}");
        String other = Rooms.hidden(eve, "Eve's");
        Rooms.moderator(eve, other, ada);
        JsonObject export = ada.api().get("/api/user/export").json();
        assertEquals(own, export.getJsonArray("rooms").getJsonObject(0).getString("id"));
        assertEquals(own, export.getJsonArray("invites").getJsonObject(0).getString("roomId"));
        JsonObject membership = export.getJsonArray("memberships").getJsonObject(0);
        assertEquals(other, membership.getString("roomId"));
        assertEquals("moderator", membership.getString("role"));
        assertEquals(0, export.getJsonArray("messages").size());
    }
}
