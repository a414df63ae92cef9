package dev.parley.guest;

import dev.parley.account.Accounts.GuestSettled;
import dev.parley.live.Act;
import dev.parley.live.LiveRooms;
import dev.parley.lobby.Lobby;
import dev.parley.member.Guests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** A guest who gets an account keeps the seat. The others in the room are told. */
@ApplicationScoped
public class Settling {
    @Inject
    Guests guests;

    @Inject
    Lobby lobby;

    @Inject
    LiveRooms liveRooms;

    void settled(@Observes GuestSettled settled) {
        guests.forget(settled.account().id());
        var _ = liveRooms.takeIfLive(settled.roomId(), new Act.Rename(lobby.person(settled.account())));
    }
}
