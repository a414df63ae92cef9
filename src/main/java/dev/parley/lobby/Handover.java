package dev.parley.lobby;

import dev.parley.account.Account;
import dev.parley.entity.Related;
import dev.parley.live.Act;
import dev.parley.live.Fact;
import dev.parley.member.Invites;
import dev.parley.member.Standing;
import dev.parley.member.Standings;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Stores that a room was handed over, unless something was decided in the meantime that forbids it. */
@ApplicationScoped
public class Handover {
    @Inject
    Rooms rooms;

    @Inject
    Standings standings;

    @Inject
    Invites invites;

    /**
     * May be called again if the database did not answer. The old host's role is stored before the new host, so that a room which has the new
     * host already needs nothing more for the old one, who may have lost that role since.
     */
    void store(Fact.HostChanged change) {
        RoomId roomId = change.roomId();
        UserId to = change.to();
        Related found = rooms.with(roomId, List.of(new Related.With(Standing.class, List.of(Standing.id(roomId, to)), null),
                new Related.With(Account.class, List.of(to), null))).orElseThrow(Lobby::notFound);
        Room room = found.as(Room.class);
        if (!room.isHost(to)) {
            if (!room.isHost(change.from())) {
                throw Lobby.notHost();
            }
            if (found.all(Account.class).isEmpty()) {
                throw Lobby.nobody();
            }
            Act.ChangeHost.requireFit(found.all(Standing.class).stream().anyMatch(Standing::banned),
                    change.here() || found.all(Standing.class).stream().anyMatch(Standing::belongs));
            standings.giveRole(roomId, change.from(), Role.MODERATOR, change.at());
            if (!rooms.changeHost(roomId, change.from(), to)) {
                throw Lobby.notHost();
            }
        }
        invites.handOver(roomId, change.from(), to);
        standings.forget(roomId, to);
    }
}
