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
import java.util.Optional;
import org.bson.BsonValue;

/**
 * Deployed with the tests only: says with each answer what took time before it, in its order. What is left to the background is not in
 * it, because no answer waits for that.
 */
@Provider
@PreMatching
@Priority(1)
@Singleton
public class WorkFilter implements ContainerRequestFilter, ContainerResponseFilter, CommandListener {
    public static final String HEADER = "X-Test-Work";
    private static final ThreadLocal<List<String>> DONE = new ThreadLocal<>();

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
        add(event.getCommandName() + (collection.isString() ? " " + collection.asString().getValue() : ""));
    }

    void hashed(@Observes PasswordHashed hashed) {
        add("hash of " + hashed.effort());
    }

    void taken(@Observes MessageTaken taken) {
        add("message by " + taken.channel());
    }

    /** Nobody looks at what is done for no request. */
    private static void add(String work) {
        Optional.ofNullable(DONE.get()).ifPresent(done -> done.add(work));
    }
}
