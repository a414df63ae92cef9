package dev.parley.live;

import static dev.parley.live.People.ADA;
import static dev.parley.live.People.GRACE;
import static dev.parley.live.People.arrival;
import static dev.parley.live.People.as;
import static dev.parley.live.People.host;
import static dev.parley.live.People.id;
import static dev.parley.live.People.open;
import static dev.parley.live.Salon.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.ServerMessage.PersonChanged;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People without an account, at the table. */
class LiveRoomGuestTest {
    private static final Person EVE = new Person("id-of-Eve", null, "Eve", "/api/avatars/Eve", true);
    private static final Person EVE_WITH_AN_ACCOUNT = new Person("id-of-Eve", "eve", "Eve", "/api/avatars/Eve");

    private final Salon salon = new Salon(open(), host());

    private void eveEnters(Role role) {
        salon.enters("eve", as(role, EVE));
    }

    @Test
    void nobodyStandsInForTheModeratorsWhereOnlyGuestsAreLeft() {
        eveEnters(Role.SPEAKER);
        salon.says(ADA, new Leave(null));
        assertEquals(Role.SPEAKER, salon.role(EVE));
    }

    @Test
    void somebodyWithAnAccountStandsInAlthoughAGuestHasBeenThereLonger() {
        eveEnters(Role.SPEAKER);
        salon.enters(arrival(GRACE));
        salon.says(ADA, new Leave(null));
        assertEquals(List.of(Role.SPEAKER, Role.MODERATOR), List.of(salon.role(EVE), salon.role(GRACE)));
    }

    @Test
    void theHostCannotMakeAGuestAModerator() {
        eveEnters(Role.SPEAKER);
        salon.refuses("forbidden", () -> salon.says(ADA, new SetRole(id(EVE), Role.MODERATOR)));
    }

    @Test
    void aGuestWhoWasMadeAModeratorWhileAwaySpeaks() {
        eveEnters(Role.MODERATOR);
        assertEquals(Role.SPEAKER, salon.role(EVE));
    }

    @Test
    void aGuestWithAnAccountIsToldToEverybodyAndMayStandInFromThenOn() {
        eveEnters(Role.SPEAKER);
        Turn turn = salon.takes(new Act.Rename(EVE_WITH_AN_ACCOUNT));
        PersonChanged changed = new PersonChanged(id(EVE), EVE_WITH_AN_ACCOUNT);
        assertEquals(List.of(to(ADA, changed), to("eve", changed)), turn.deliveries());
        salon.says(ADA, new Leave(null));
        assertEquals(Role.MODERATOR, salon.role(EVE_WITH_AN_ACCOUNT));
    }

    @Test
    void nothingIsSaidOfAGuestWithAnAccountWhoIsNotThere() {
        assertTrue(salon.takes(new Act.Rename(EVE_WITH_AN_ACCOUNT)).deliveries().isEmpty());
    }
}
