package dev.parley.harness;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.parley.account.PasswordHashed;
import dev.parley.notify.MessageTaken;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonValue;

/**
 * Deployed with the tests only: reports with each answer the work that was done before it, in order. Background work is not included, because no
 * answer waits for it; it is only recorded for a room that a test watches.
 */
@Provider
@PreMatching
@Priority(1)
@Singleton
public class WorkFilter implements ContainerRequestFilter, ContainerResponseFilter, CommandListener {
    public static final String HEADER = "X-Test-Work";
    private static final ThreadLocal<List<String>> DONE = new ThreadLocal<>();
    private static final Map<String, List<String>> BEHIND = new ConcurrentHashMap<>();

    /** From now on, the queries of other threads about this room are recorded. */
    static void watch(String roomId) {
        BEHIND.put(roomId, new CopyOnWriteArrayList<>());
    }

    static List<String> behind(String roomId) {
        return Optional.ofNullable(BEHIND.remove(roomId)).orElse(List.of());
    }

    @Override
    public void filter(ContainerRequestContext request) {
        DONE.set(new ArrayList<>());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Optional.ofNullable(DONE.get()).ifPresent(done -> response.getHeaders().putSingle(HEADER, String.join(", ", done)));
        DONE.remove();
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        BsonValue collection = event.getCommand().get(event.getCommandName());
        String work = event.getCommandName() + (collection.isString() ? " " + collection.asString().getValue() : "");
        if (DONE.get() == null && !BEHIND.isEmpty()) {
            String whole = event.getCommand().toJson();
            BEHIND.forEach((roomId, works) -> {
                if (whole.contains(roomId)) {
                    works.add(work);
                }
            });
        }
        add(work);
    }

    void hashed(@Observes PasswordHashed hashed) {
        add("hash of " + hashed.effort());
    }

    void taken(@Observes MessageTaken taken) {
        add("message by " + taken.channel());
    }

    /** Work that belongs to no request is not recorded. */
    private static void add(String work) {
        Optional.ofNullable(DONE.get()).ifPresent(done -> done.add(work));
    }
}
