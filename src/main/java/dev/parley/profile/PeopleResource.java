package dev.parley.profile;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.problem.Problem;
import dev.parley.protocol.UserId;
import dev.parley.session.Caller;
import dev.parley.store.Some;
import dev.parley.web.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Other people: finding and following them. */
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "People")
public class PeopleResource {
    @Inject
    Accounts accounts;

    @Inject
    Follows follows;

    @Inject
    @Any
    Instance<Traces> elsewhere;

    @Inject
    Caller caller;

    public record Person(String username, @Schema(nullable = true) @Nullable String name, String avatar,
            @Schema(nullable = true) @Nullable String bio, boolean isFollowing) {}

    public record People(boolean success, String message, List<Person> users,
            @Schema(nullable = true, description = "Left out at the end of the list") @Nullable String nextCursor) {}

    public record Profile(String id, String username, @Schema(nullable = true) @Nullable String name, String avatar,
            @Schema(nullable = true) @Nullable String bio, int followers, int following, boolean isFollowing, boolean isSelf, List<HostedRoom> rooms) {}

    /** A room that somebody hosts right now. */
    public record HostedRoom(String id, String name, int currentParticipants) {}

    public record ProfileView(boolean success, String message, Profile user) {}

    @GET
    @Operation(operationId = "searchUsers", summary = "People whose name or username begins with the query. Everybody, if there is no query")
    public People search(@QueryParam("query") @DefaultValue("") @Size(max = 60) String query,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit, @QueryParam("cursor") @DefaultValue("") @Size(max = 60) String cursor) {
        Some<Account> some = Some.of(accounts.beginningWith(query.strip(), cursor, limit + 1), limit, Account::handle);
        return people("People found", some.items(), some.next());
    }

    @GET
    @Path("{username}")
    @Operation(operationId = "userProfile", summary = "Somebody's public profile")
    public ProfileView profile(@PathParam("username") String username) {
        Account them = named(username);
        boolean self = them.id().equals(caller.id());
        return new ProfileView(true, "Profile", new Profile(them.id().value(), them.handle(), them.name(), accounts.avatar(them), them.bio(), them.followers(),
                them.following(), !self && follows.isFollowing(caller.id(), them.id()), self,
                elsewhere.stream().flatMap(traces -> traces.hostedBy(them.id(), caller.id()).stream()).toList()));
    }

    @PUT
    @Path("{username}/follow")
    @Operation(operationId = "follow", summary = "Follow somebody")
    public Done follow(@PathParam("username") String username) {
        Account them = named(username);
        if (them.id().equals(caller.id())) {
            throw new Problem("forbidden", 403, "You cannot follow yourself.");
        }
        follows.follow(caller.id(), them.id());
        return new Done("You follow " + them.handle());
    }

    @DELETE
    @Path("{username}/follow")
    @Operation(operationId = "unfollow", summary = "Stop following somebody")
    public Done unfollow(@PathParam("username") String username) {
        Account them = named(username);
        follows.unfollow(caller.id(), them.id());
        return new Done("You no longer follow " + them.handle());
    }

    @GET
    @Path("{username}/followers")
    @Operation(operationId = "followers", summary = "Who follows somebody")
    public People followers(@PathParam("username") String username, @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @DefaultValue("") @Size(max = 60) String cursor) {
        return people("Followers", follows.followers(named(username).id(), cursor, limit));
    }

    @GET
    @Path("{username}/following")
    @Operation(operationId = "following", summary = "People that somebody follows")
    public People following(@PathParam("username") String username, @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @DefaultValue("") @Size(max = 60) String cursor) {
        return people("Following", follows.following(named(username).id(), cursor, limit));
    }

    private Account named(String username) {
        return accounts.byUsername(username).orElseThrow(() -> new Problem("not_found", 404, "Nobody has this name."));
    }

    private People people(String message, Some<UserId> some) {
        return people(message, accounts.inOrder(some.items()), some.next());
    }

    private People people(String message, List<Account> some, @Nullable String next) {
        Set<UserId> followed = follows.followedAmong(caller.id(), some.stream().map(Account::id).toList());
        return new People(true, message, some.stream().map(them -> new Person(them.handle(), them.name(), accounts.avatar(them), them.bio(),
                followed.contains(them.id()))).toList(), next);
    }
}
