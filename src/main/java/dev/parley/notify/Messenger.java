package dev.parley.notify;

import dev.parley.problem.Problem;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes messages and sends them without making the caller wait. If the time of an answer depended on the mail server, strangers could tell which
 * addresses are known here.
 */
@ApplicationScoped
public class Messenger {
    private static final Logger LOG = Logger.getLogger(Messenger.class.getName());
    private static final int WAITING = 500;
    private static final int AT_ONCE = 4;
    /** A short pause before the work begins: otherwise it would compete with the answer on a busy machine, and slow it down. */
    private static final Duration AFTER_THE_ANSWER = Duration.ofMillis(50);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(10);

    /** The ways out. */
    public enum Way { MAIL, SMS }

    private final Semaphore places = new Semaphore(WAITING);
    private final Semaphore senders = new Semaphore(AT_ONCE, true);
    private final Map<Way, Instant> failedAt = new ConcurrentHashMap<>();

    @Inject
    InstantSource clock;

    @Inject
    Mailer mailer;

    @Inject
    TextMessages textMessages;

    @Inject
    MailSettings mailSettings;

    @Inject
    SmsSettings smsSettings;

    @Inject
    Outbox outbox;

    @Inject
    Event<MessageTaken> taken;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    /** Whether the operator has set up this way out. */
    public boolean isConfigured(Way channel) {
        return outbox.isOpen() || (channel == Way.MAIL ? mailSettings.configured() : smsSettings.configured());
    }

    /** Refuses if nothing could be sent now. Call it even when there is nobody to send to, so that both cases look the same. */
    public void requireWorking(Way channel) {
        if (!isConfigured(channel)) {
            throw channel == Way.MAIL
                    ? Problem.unavailable("mail_not_configured", "This server cannot send e-mail.", null)
                    : Problem.unavailable("sms_not_configured", "This server cannot send text messages. Please use your e-mail address.", null);
        }
        Instant failed = failedAt.get(channel);
        if ((failed != null && failed.plus(REST_AFTER_FAILURE).isAfter(clock.instant())) || places.availablePermits() == 0) {
            throw unavailable(channel);
        }
    }

    public void send(Message message) {
        Way channel = message instanceof Message.Mail ? Way.MAIL : Way.SMS;
        requireWorking(channel);
        taken.fire(new MessageTaken(channel));
        if (outbox.isOpen()) {
            outbox.keep(message);
            return;
        }
        inBackground(channel, Duration.ZERO, () -> deliver(channel, message));
    }

    /**
     * Finds out in the background whether there is anything to write, and what. This may depend on whether an address is known, so the caller's
     * answer must not wait for it.
     */
    public void send(Way channel, Supplier<Optional<Message>> message) {
        requireWorking(channel);
        taken.fire(new MessageTaken(channel));
        inBackground(channel, AFTER_THE_ANSWER, () -> found(message).ifPresent(found -> {
            if (outbox.isOpen()) {
                outbox.keep(found);
            } else {
                deliver(channel, found);
            }
        }));
    }

    /**
     * Sends a mail that nobody waits for, and waits itself until it is on its way. Returns false if it has to be tried again later. Only one caller at a
     * time has a place among the senders, so that codes go on being sent.
     */
    public synchronized boolean sendInTurn(Message.Mail mail) {
        if (outbox.isOpen()) {
            outbox.keep(mail);
            return true;
        }
        return !mailSettings.configured() || deliver(Way.MAIL, mail);
    }

    private void inBackground(Way channel, Duration delay, Runnable work) {
        if (!places.tryAcquire()) {
            throw unavailable(channel);
        }
        var _ = background.schedule(() -> {
            try {
                work.run();
            } finally {
                places.release();
            }
        }, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Optional<Message> found(Supplier<Optional<Message>> message) {
        try {
            return message.get();
        } catch (RuntimeException failed) {
            // A person who waits for the message will ask again. The text of the exception is left out, because it can contain the address.
            LOG.log(Level.WARNING, () -> "A message was not written: " + failed.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Problem unavailable(Way channel) {
        return channel == Way.MAIL
                ? Problem.unavailable("mail_unavailable", "E-mail cannot be sent right now. Please try again in a moment.", null)
                : Problem.unavailable("sms_unavailable", "Text messages cannot be sent right now. Please try again in a moment.", null);
    }

    /** Returns false if it was not sent, but may be. */
    private boolean deliver(Way channel, Message message) {
        senders.acquireUninterruptibly();
        try {
            switch (message) {
                case Message.Mail mail -> mailer.send(mail);
                case Message.Sms sms -> textMessages.send(sms);
            }
            failedAt.remove(channel);
            return true;
        } catch (Undeliverable never) {
            LOG.log(Level.INFO, () -> channel + " message not delivered: " + never.getMessage());
            return true;
        } catch (MessagingException | RuntimeException failed) {
            failedAt.put(channel, clock.instant());
            // Without stack trace and causes, because they can contain the address.
            LOG.log(Level.WARNING, () -> channel + " message not sent: " + failed.getClass().getSimpleName());
            return false;
        } finally {
            senders.release();
        }
    }
}
