package dev.parley.notify;

import dev.parley.cluster.ClusterSettings;
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
import java.util.Optional;
import java.util.logging.Logger;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were not sent because neither a mail server nor an SMS account is set up. Only the newest two hundred are kept, in memory or, with
 * several nodes, in the database that they share.
 */
@Singleton
public class Outbox {
    static final int KEPT = 200;
    private static final Logger LOG = Logger.getLogger(Outbox.class.getName());

    private final Deque<Kept> messages = new ArrayDeque<>();
    private final OutboxSettings settings;
    private final InstantSource clock;
    private final Optional<SharedOutbox> shared;

    /** One message as it would have been sent. */
    @Schema(name = "OutboxMessage")
    public record Kept(
            @Schema(enumeration = {"mail", "sms"}) String channel,
            String to,
            @Schema(nullable = true) @Nullable String subject,
            String text,
            @Schema(nullable = true) @Nullable String code,
            @Schema(nullable = true) @Nullable String link,
            @Schema(nullable = true, description = "The file for calendars that comes with an invitation to a meeting") @Nullable String calendar,
            Instant at) {}

    @Inject
    public Outbox(OutboxSettings settings, InstantSource clock, ClusterSettings cluster, SharedOutbox shared) {
        this.settings = settings;
        this.clock = clock;
        this.shared = cluster.several() ? Optional.of(shared) : Optional.empty();
    }

    void announce(@Observes @Initialized(ApplicationScoped.class) Object start) {
        if (settings.open()) {
            LOG.log(Notice.NOTICE, "Neither a mail server nor an SMS account is set: messages to people are shown on the page /outbox instead");
        }
    }

    boolean isOpen() {
        return settings.open();
    }

    void keep(Message message) {
        Kept kept = switch (message) {
            case Message.Mail mail -> new Kept("mail", mail.to(), mail.subject(), mail.text(), mail.code().orElse(null),
                    mail.link().orElse(null), mail.appointment().map(Message.Appointment::file).orElse(null), clock.instant());
            case Message.Sms sms -> new Kept("sms", sms.to(), null, sms.text(), sms.code().orElse(null), sms.link().orElse(null), null,
                    clock.instant());
        };
        shared.ifPresentOrElse(all -> all.keep(kept), () -> remember(kept));
    }

    private synchronized void remember(Kept kept) {
        messages.addFirst(kept);
        while (messages.size() > KEPT) {
            messages.removeLast();
        }
    }

    List<Kept> newestFirst() {
        return shared.map(SharedOutbox::newestFirst).orElseGet(this::remembered);
    }

    private synchronized List<Kept> remembered() {
        return List.copyOf(messages);
    }
}
