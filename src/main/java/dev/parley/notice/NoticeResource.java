package dev.parley.notice;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.lobby.Lobby;
import dev.parley.notice.Notices.Notice;
import dev.parley.protocol.Person;
import dev.parley.protocol.UserId;
import dev.parley.room.Cursor;
import dev.parley.room.Room;
import dev.parley.session.Caller;
import dev.parley.store.Some;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the caller is told. */
@Path("/notifications")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Notifications")
public class NoticeResource {
    @Inject
    Notices notices;

    @Inject
    Discretion discretion;

    @Inject
    Accounts accounts;

    @Inject
    Lobby lobby;

    @Inject
    InstantSource clock;

    @Inject
    Caller caller;

    public record NamedRoom(String id, String name) {}

    public record Notification(String id, @Schema(enumeration = {"follower", "mention", "starting", "moved", "cancelled", "room_opened", "invited"}) String kind, Instant at, boolean read,
            @Schema(nullable = true) @Nullable NamedRoom room, @Schema(nullable = true, description = "The person who caused it") @Nullable Person user,
            @Schema(nullable = true, description = "The code of an invitation that can be accepted") @Nullable String invite) {}

    public record NotificationList(boolean success, String message, List<Notification> notifications, @Schema(description = "At most 100") int unread,
            @Schema(nullable = true, description = "Left out at the end of the list") @Nullable String nextCursor) {}

    @GET
    @Operation(operationId = "notifications", summary = "What you are told, newest first", description = "Without rooms that you may no longer see. A page may have fewer entries for that reason.")
    public NotificationList read(@QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit, @QueryParam("cursor") @DefaultValue("") @Size(max = Cursor.LONGEST) String cursor) {
        UserId me = caller.id();
        Some<Notice> some = notices.of(me, Cursor.of(cursor), limit);
        List<Notice> unread = notices.unread(me);
        Discretion.Seen seen = discretion.seen(me, Stream.concat(some.items().stream(), unread.stream()));
        Map<UserId, Account> people = accounts.byIds(some.items().stream().map(Notice::by).filter(Objects::nonNull).distinct().toList());
        List<String> gone = Stream.concat(some.items().stream(), unread.stream()).filter(one -> !seen.shows(one)).map(Notice::id).distinct().toList();
        if (!gone.isEmpty()) {
            notices.forget(gone);
        }
        return new NotificationList(true, "Notifications", some.items().stream().filter(seen::shows).map(one -> shown(one, seen, people)).toList(),
                (int) unread.stream().filter(seen::shows).count(), some.next());
    }

    @PUT
    @Path("read")
    @Operation(operationId = "readNotifications", summary = "Mark all that you were told until now as read")
    public Done markRead() {
        notices.read(caller.id(), clock.instant());
        return new Done("All read");
    }

    private Notification shown(Notice one, Discretion.Seen seen, Map<UserId, Account> people) {
        Room room = one.room() == null ? null : seen.rooms().get(one.room());
        Account by = one.by() == null ? null : people.get(one.by());
        return new Notification(one.id().substring(one.id().indexOf(' ') + 1), one.kind(), one.at(), one.read(), room == null ? null : new NamedRoom(room.id().value(), room.name()),
                by == null ? null : lobby.person(by), one.code() != null && seen.invitations().contains(one.code()) ? one.code() : null);
    }
}
