package dev.parley.notify;

import dev.parley.settings.Notice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Logger;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Messages that were not sent because neither a mail server nor an SMS account is set up. Only the newest two hundred are kept, in memory. */
@Singleton
public class Outbox {
    private static final int KEPT = 200;
    private static final Logger LOG = Logger.getLogger(Outbox.class.getName());

    private final Deque<Kept> messages = new ArrayDeque<>();
    private final OutboxSettings settings;
    private final InstantSource clock;

    /** One message as it would have been sent. */
    @Schema(name = "OutboxMessage")
    public record Kept(
            @Schema(enumeration = {"mail", "sms"}) String channel,
            String to,
            @Schema(nullable = true) @Nullable String subject,
            String text,
            @Schema(nullable = true) @Nullable String code,
            @Schema(nullable = true) @Nullable String link,
            Instant at) {}

    @Inject
    public Outbox(OutboxSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    void announce(@Observes @Initialized(ApplicationScoped.class) Object start) {
        if (settings.open()) {
            LOG.log(Notice.NOTICE, "Neither a mail server nor an SMS account is set: messages to people are shown on the page /outbox instead");
        }
    }

    boolean isOpen() {
        return settings.open();
    }

    synchronized void keep(Message message) {
        messages.addFirst(switch (message) {
            case Message.Mail mail -> new Kept("mail", mail.to(), mail.subject(), mail.text(), mail.code().orElse(null),
                    mail.link().orElse(null), clock.instant());
            case Message.Sms sms -> new Kept("sms", sms.to(), null, sms.text(), sms.code().orElse(null), sms.link().orElse(null),
                    clock.instant());
        });
        while (messages.size() > KEPT) {
            messages.removeLast();
        }
    }

    synchronized List<Kept> newestFirst() {
        return List.copyOf(messages);
    }
}
