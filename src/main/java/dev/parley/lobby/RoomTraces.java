package dev.parley.lobby;

import dev.parley.chat.Messages;
import dev.parley.chat.Reactions;
import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Count;
import dev.parley.member.Invites;
import dev.parley.member.Standing;
import dev.parley.member.Standings;
import dev.parley.profile.PeopleResource.HostedRoom;
import dev.parley.profile.Traces;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Room;
import dev.parley.room.Rooms;
import dev.parley.schedule.Attendances;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rooms store about somebody. */
@ApplicationScoped
public class RoomTraces implements Traces {
    /** A profile lists no more than these. */
    private static final int HOSTED = 50;

    @Inject
    Rooms rooms;

    @Inject
    Lobby lobby;

    @Inject
    Standings standings;

    @Inject
    Messages messages;

    @Inject
    Reactions reactions;

    @Inject
    Invites invites;

    @Inject
    Attendances attendances;

    @Inject
    LiveRooms liveRooms;

    public record OwnMembership(String roomId, @Nullable String role, boolean member, boolean banned, @Nullable Instant since) {}

    public record OwnMessage(String roomId, String text, Instant at) {}

    public record OwnReaction(String roomId, String messageId, String emoji, Instant at) {}

    public record OwnInvite(String roomId, @Nullable String role, int uses, Instant createdAt) {}

    public record OwnAttendance(String roomId, String answer, Instant at) {}

    @Override
    public List<HostedRoom> hostedBy(UserId host, UserId viewer) {
        List<Room> live = rooms.liveOf(host, HOSTED);
        Set<RoomId> open = host.equals(viewer) || live.stream().noneMatch(Room::isPrivate) ? Set.of()
                : standings.of(live.stream().map(Room::id).toList(), viewer).stream().filter(Standing::belongs).map(Standing::roomId).collect(Collectors.toSet());
        return live.stream()
                .filter(room -> !room.isPrivate() || room.isHost(viewer) || open.contains(room.id()))
                .map(room -> new HostedRoom(room.id().value(), room.name(), liveRooms.count(new Count(room.id(), room.people(), null)).people()))
                .filter(room -> room.currentParticipants() > 0)
                .toList();
    }

    @Override
    public Map<String, Object> storedAbout(UserId account) {
        return Map.of(
                "rooms", lobby.views(rooms.madeBy(account), account),
                "memberships", standings.of(account).stream().map(standing -> new OwnMembership(standing.roomId().value(),
                        standing.role() == null ? null : standing.role().word(), standing.member(), standing.banned(), standing.since())).toList(),
                "invites", invites.by(account).stream().map(invite -> new OwnInvite(invite.roomId().value(),
                        invite.role() == null ? null : invite.role().word(), invite.uses(), invite.createdAt())).toList(),
                "attendances", attendances.by(account).stream().map(one -> new OwnAttendance(one.roomId().value(), one.answer(), one.at())).toList(),
                "reactions", reactions.by(account).stream().map(one -> new OwnReaction(one.roomId().value(), one.messageId().value(), one.emoji(), one.at())).toList(),
                "messages", messages.by(account).stream().map(message -> new OwnMessage(message.roomId().value(), message.text(), message.at())).toList());
    }
}
