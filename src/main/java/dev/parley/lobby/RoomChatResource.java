package dev.parley.lobby;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.chat.Messages;
import dev.parley.chat.Reactions;
import dev.parley.live.Act;
import dev.parley.live.LiveRooms;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Cursor;
import dev.parley.room.Rooms;
import dev.parley.session.Caller;
import dev.parley.session.Tokens;
import dev.parley.store.Some;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The chat of a room. What is said in it goes over the socket. */
@Path("/rooms/{id}/messages")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", Tokens.GUEST})
@Tag(name = "Rooms")
public class RoomChatResource {
    @Inject
    Lobby lobby;

    @Inject
    Messages messages;

    @Inject
    Reactions reactions;

    @Inject
    Accounts accounts;

    @Inject
    Ledger ledger;

    @Inject
    LiveRooms liveRooms;

    @Inject
    Caller caller;

    public record ChatMessage(@Schema(examples = "pX2mK0cQe0S3T1yQm8o7Vg") String id, String userId,
            @Schema(nullable = true, examples = "ada", description = "Left out for guests") @Nullable String username,
            @Schema(nullable = true, examples = "Ada Lovelace") @Nullable String name, String avatar,
            @Schema(nullable = true, description = "True for somebody without an account. Otherwise left out") @Nullable Boolean guest, @Schema(examples = "Good morning") String text, Instant at,
            @Schema(nullable = true, examples = "mB9yTq4sQ6uYw0b1cDfE2A", description = "The message that this one answers. Left out if it answers none")
            @Nullable String replyTo, @Schema(description = "At most the first hundred") List<ChatReaction> reactions) {}

    public record ChatReaction(String userId, @Schema(examples = "👏") String emoji) {}

    public record ChatMessages(boolean success, String message, List<ChatMessage> messages,
            @Schema(description = "Those messages that are answered here, are not in this list and still exist") List<ChatMessage> quoted,
            @Schema(nullable = true, description = "Left out at the end of the list") @Nullable String nextCursor) {}

    @GET
        @Operation(operationId = "roomMessages", summary = "The chat of a room, newest first")
    public ChatMessages messages(@PathParam("id") RoomId id, @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @DefaultValue("") @Size(max = Cursor.LONGEST) String cursor) {
        lobby.lookInside(id, caller.id());
        Some<Messages.Stored> some = messages.of(id, Cursor.of(cursor), limit);
        Set<MessageId> listed = some.items().stream().map(Messages.Stored::id).collect(Collectors.toSet());
        List<Messages.Stored> quoted = messages.of(id, some.items().stream().map(Messages.Stored::replyTo)
                .filter(answered -> answered != null && !listed.contains(answered)).distinct().toList());
        Map<UserId, Account> authors = accounts.byIds(Stream.concat(some.items().stream(), quoted.stream()).map(Messages.Stored::userId).distinct().toList());
        Map<MessageId, List<Reactions.Reaction>> said = reactions.to(listed);
        return new ChatMessages(true, "Messages", written(some.items(), authors, said), written(quoted, authors, Map.of()), some.next());
    }

    @DELETE
    @Path("{messageId}")
    @Operation(operationId = "deleteMessage", summary = "Delete a message from the chat of a room, for everybody and for good",
            description = "For its author, the host and moderators. Replies to it stay.")
    public Done deleteMessage(@PathParam("id") RoomId id, @PathParam("messageId") MessageId messageId) {
        Lobby.Sight sight = lobby.lookInside(id, caller.id());
        UserId author = lobby.authorOf(id, messageId).orElseThrow(Lobby::noSuchMessage);
        ledger.requireRoom(true);
        ledger.settle(liveRooms.take(lobby.view(sight), new Act.DeleteChat(null, caller.id(), sight.role(), messageId, author)));
        return new Done("Message deleted");
    }

    /** Without the messages of people who are erasing their account right now. */
    private List<ChatMessage> written(List<Messages.Stored> some, Map<UserId, Account> authors, Map<MessageId, List<Reactions.Reaction>> said) {
        return some.stream().flatMap(one -> Optional.ofNullable(authors.get(one.userId())).map(author -> message(one, author, said.getOrDefault(one.id(), List.of()))).stream()).toList();
    }

    private ChatMessage message(Messages.Stored written, Account author, List<Reactions.Reaction> said) {
        return new ChatMessage(written.id().value(), author.id().value(), author.username(), author.name(), accounts.avatar(author), author.isGuest() ? true : null, written.text(), written.at(),
                written.replyTo() == null ? null : written.replyTo().value(), said.stream().map(one -> new ChatReaction(one.userId().value(), one.emoji())).toList());
    }
}
