package dev.parley.lobby;

import dev.parley.account.AccountErased;
import dev.parley.account.Accounts;
import dev.parley.chat.Messages;
import dev.parley.live.Act;
import dev.parley.live.LiveRooms;
import dev.parley.member.Guests;
import dev.parley.member.Invites;
import dev.parley.member.Standings;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Covers;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import dev.parley.schedule.Attendances;
import dev.parley.schedule.Schedules;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;

/** Deletes everything about rooms that were deleted and people who erased their account. */
@ApplicationScoped
public class Farewell {
    @Inject
    Rooms rooms;

    @Inject
    Covers covers;

    @Inject
    Standings standings;

    @Inject
    Invites invites;

    @Inject
    Guests guests;

    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    Messages messages;

    @Inject
    Schedules schedules;

    @Inject
    Attendances attendances;

    @Inject
    Ledger ledger;

    @Inject
    LiveRooms liveRooms;

    @Inject
    Event<MeetingChanged> changes;

    @Inject
    InstantSource clock;

    /** The room is deleted first, so that nobody is admitted to it and nothing more is written about it. */
    void end(Room room, UserId by) {
        RoomId roomId = room.id();
        rooms.delete(roomId);
        schedules.of(roomId).filter(planned -> planned.next(clock.instant()).isPresent()).map(planned -> planned.calledOff(clock.instant()))
                .ifPresent(off -> changes.fire(new MeetingChanged(room, off, by, attendances.coming(roomId), true)));
        liveRooms.takeIfLive(roomId, new Act.Close("deleted")).ifPresent(ledger::settle);
        ledger.forget(fact -> fact.roomId().equals(roomId));
        standings.forgetRoom(roomId);
        invites.forgetRoom(roomId);
        guests.forgetRoom(roomId);
        sessions.endVisits(roomId);
        accounts.deleteGuestsOf(roomId);
        messages.forgetRoom(roomId);
        schedules.forgetRoom(roomId);
        attendances.forgetRoom(roomId);
        covers.forgetRoom(roomId);
    }

    void erase(@Observes AccountErased erased) {
        UserId userId = erased.id();
        rooms.madeBy(userId).forEach(room -> end(room, userId));
        liveRooms.takeInEvery(new Act.Dismiss(userId, "account_erased"));
        ledger.settle();
        // Those that they were given just now.
        rooms.madeBy(userId).forEach(room -> end(room, userId));
        standings.forgetPerson(userId);
        invites.forgetPerson(userId);
        guests.forget(userId);
        messages.forgetPerson(userId);
        attendances.forgetPerson(userId);
    }
}
