package dev.parley.harness;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.parley.account.Argon2;
import dev.parley.account.AccountErased;
import dev.parley.notify.Message;
import dev.parley.notify.Messenger;
import dev.parley.protocol.UserId;
import dev.parley.session.SessionCookies;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Deployed with the tests only: accepts requests for tests, and makes things happen that users cannot cause. */
@Path("/test")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TestResource {
    private static final String PASSWORD = new Argon2(19_456, 2, 1).hash("a walk by the sea");
    private static final Map<String, Long> SESSIONS_AT_ERASURE = new ConcurrentHashMap<>();

    @Inject
    Messenger messenger;

    @Inject
    MongoDatabase database;

    @Inject
    SessionCookies cookies;

    @Context
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    /** A request with rules. */
    public record Echo(@NotBlank @Size(max = 10) String word, int number) {}

    @POST
    @Path("/echo")
    @Operation(hidden = true)
    public Echo echo(@NotNull @Valid Echo echo) {
        return echo;
    }

    @GET
    @Path("/bug")
    @Operation(hidden = true)
    public Echo bug() {
        throw new IllegalStateException("the secret inside");
    }

    @GET
    @Path("/database")
    @Operation(hidden = true)
    public Map<String, Long> database() {
        return Map.of("documents", database.getCollection("test").countDocuments(new Document()));
    }

    /** Gives an account the password that all people of the tests have. */
    @POST
    @Path("/password/{id}")
    @Operation(hidden = true)
    public Map<String, Boolean> password(@PathParam("id") String id) {
        database.getCollection("accounts").updateOne(new Document("_id", id), new Document("$set", new Document("password", PASSWORD)));
        return Map.of("success", true);
    }

    /** Signs an account in without a password, whose hash would be most of the work. */
    @POST
    @Path("/session/{id}")
    @Operation(hidden = true)
    public Map<String, Boolean> session(@PathParam("id") String id) {
        cookies.open(new UserId(id), request, response);
        return Map.of("success", true);
    }

    /** Gives an account a password hash as an older, cheaper setting would have made it. */
    @POST
    @Path("/old-password/{id}")
    @Operation(hidden = true)
    public Map<String, Boolean> oldPassword(@PathParam("id") String id) {
        String hash = new Argon2(1_024, 1, 1).hash("a walk by the sea");
        database.getCollection("accounts").updateOne(new Document("_id", id), new Document("$set", new Document("password", hash)));
        return Map.of("success", true);
    }

    /** Makes an invitation expire. */
    @POST
    @Path("/expire/{code}")
    @Operation(hidden = true)
    public Map<String, Boolean> expire(@PathParam("code") String code) {
        Document past = new Document("expires", Date.from(Instant.now().minusMillis(1)));
        database.getCollection("invites").updateOne(new Document("_id", code), new Document("$set", past));
        return Map.of("success", true);
    }

    /** Resets a limit for everybody, as if its time were over. */
    @POST
    @Path("/limits/{name}/over")
    @Operation(hidden = true)
    public Map<String, Long> limitOver(@PathParam("name") String name) {
        return Map.of("deleted", database.getCollection("limits").deleteMany(Filters.regex("_id", "^" + name + ":")).getDeletedCount());
    }

    /** Records how many sessions an account still has when its data begins to be erased. */
    void erasing(@Observes AccountErased erased) {
        SESSIONS_AT_ERASURE.put(erased.id().value(), database.getCollection("sessions").countDocuments(new Document("account", erased.id())));
    }

    @GET
    @Path("/sessions-at-erasure/{id}")
    @Operation(hidden = true)
    public Map<String, Long> sessionsAtErasure(@PathParam("id") String id) {
        return Map.of("sessions", SESSIONS_AT_ERASURE.get(id));
    }

    /** Everything that is stored, as text. */
    @GET
    @Path("/everything")
    @Operation(hidden = true)
    public Map<String, List<String>> everything() {
        Map<String, List<String>> all = new TreeMap<>();
        for (String name : database.listCollectionNames()) {
            all.put(name, database.getCollection(name).find().map(Document::toJson).into(new ArrayList<>()));
        }
        return all;
    }

    @POST
    @Path("/mail")
    @Operation(hidden = true)
    public Map<String, Boolean> mail(Echo to) {
        messenger.send(new Message.Mail(to.word(), "de", "Grüße aus Parley", "Dein Code: 123456", "<p>Dein Code: <b>123456</b></p>",
                Optional.of("123456"), Optional.empty(), Optional.empty()));
        return Map.of("success", true);
    }

    @POST
    @Path("/sms")
    @Operation(hidden = true)
    public Map<String, Boolean> sms(Echo to) {
        messenger.send(new Message.Sms(to.word(), "Dein Code: 123456", Optional.of("123456"), Optional.empty()));
        return Map.of("success", true);
    }
}
