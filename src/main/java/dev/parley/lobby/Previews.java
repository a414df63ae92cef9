package dev.parley.lobby;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.live.LiveRooms;
import dev.parley.member.GuestSettings;
import dev.parley.member.Invites;
import dev.parley.member.Invites.Invite;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ScheduleView;
import dev.parley.protocol.ThemeView;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an invitation shows of its room to people who have the code. */
@ApplicationScoped
public class Previews {
    private static final int SHOWN = 6;
    /** Nobody's id. */
    private static final UserId STRANGER = new UserId("");

    @Inject
    Lobby lobby;

    @Inject
    Invites invites;

    @Inject
    GuestSettings guests;

    @Inject
    LiveRooms liveRooms;

    @Inject
    Accounts accounts;

    @Inject
    InstantSource clock;

    /** The people are the first few who are in the room. */
    public record Preview(String roomName, Person creator, @Schema(nullable = true) @Nullable Person invitedBy, List<Person> people, int currentParticipants,
            @Schema(nullable = true) @Nullable String role, @Schema(description = "Whether one may come in without an account") boolean guests,
            @Schema(nullable = true, description = "Left out if nothing is planned") @Nullable ScheduleView schedule,
            @Schema(nullable = true, description = "Left out if the room has neither a colour nor a picture") @Nullable ThemeView theme) {}

    /** As it looks to people who are not signed in. */
    public Preview of(String code) {
        return of(code, STRANGER);
    }

    Preview of(String code, UserId who) {
        Invite invite = invites.find(code).orElseThrow(Invites::notFound);
        Lobby.Sight sight = lobby.find(invite.roomId(), who).orElseThrow(Invites::notFound);
        if (sight.standing().banned()) {
            throw Lobby.banned();
        }
        boolean member = sight.room().isHost(who) || sight.standing().belongs();
        if (!member && !invite.isOpen()) {
            throw Invites.notFound();
        }
        RoomView room = lobby.view(sight);
        Role role = invite.role();
        Account by = accounts.byIds(List.of(invite.by())).get(invite.by());
        List<Person> people = liveRooms.look(invite.roomId()).map(LiveRooms.Seen::participants).orElse(List.of()).stream().limit(SHOWN)
                .map(one -> new Person(one.id(), one.username(), one.name(), one.avatar(), one.guest())).toList();
        return new Preview(room.name(), room.creator(), by == null ? null : lobby.person(by), people, room.currentParticipants(), role == null ? null : role.word(),
                invite.guests() && guests.welcome(), sight.schedule() == null ? null : sight.schedule().view(clock.instant(), room.currentParticipants() > 0), room.theme());
    }
}
