package dev.parley.ops;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.parley.account.PasswordHashed;
import dev.parley.notify.MessageTaken;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Counts the work that takes time, for the metrics that operators look at. */
@Singleton
public class Effort implements CommandListener {
    private final Counter hashes;
    private final Counter commands;
    private final Counter messages;

    @Inject
    Effort(MetricRegistry metrics) {
        hashes = metrics.counter("parley_password_hashes_total");
        commands = metrics.counter("parley_database_commands_total");
        messages = metrics.counter("parley_messages_total");
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        commands.inc();
    }

    void hashed(@Observes PasswordHashed hashed) {
        hashes.inc();
    }

    void taken(@Observes MessageTaken taken) {
        messages.inc();
    }
}
