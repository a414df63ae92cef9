package dev.parley.code;

import dev.parley.limits.Limits;
import dev.parley.limits.Limits.Limit;
import dev.parley.notify.Message;
import dev.parley.notify.Messenger;
import dev.parley.notify.Messenger.Way;
import dev.parley.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The way of codes to people, no more often than may be and no dearer: text messages cost money, and fraudsters earn it by having
 * them sent to numbers of their own.
 */
@ApplicationScoped
public class Dispatch {
    private static final Logger LOG = Logger.getLogger(Dispatch.class.getName());
    private static final Duration DAY = Duration.ofDays(1);
    private static final int PREFIX = 7;
    private static final Limit FROM = new Limit("codes-from", 60, Duration.ofHours(1));
    private static final Limit PAIR = new Limit("codes-pair", 5, Duration.ofMinutes(15));
    private static final Limit TO = new Limit("codes-to", 20, Duration.ofHours(1));
    private static final Limit SMS_PAIR = new Limit("sms-pair", 10, DAY);
    private static final Limit SMS_TO = new Limit("sms-to", 20, DAY);
    private static final Limit SMS_FROM = new Limit("sms-from", 30, DAY);
    private static final Limit SMS_PREFIX = new Limit("sms-prefix", 50, Duration.ofHours(1));

    @Inject
    InstantSource clock;

    @Inject
    Limits limits;

    @Inject
    Messenger messenger;

    @Inject
    CodeSettings settings;

    private final AtomicReference<LocalDate> brokenOn = new AtomicReference<>(LocalDate.EPOCH);

    /**
     * Refuses what may not be sent there now. Ask this before it is known whether there is anybody to send to, so that both look alike.
     *
     * @param network who is asking; strangers who ask a lot use up what is theirs, and more slowly what strangers have together
     * @param known whether it is somebody whom the address is known to belong to
     */
    public void permit(Address to, String network, boolean known) {
        limits.count(FROM, network);
        limits.count(PAIR, to.value() + " " + network);
        if (!known) {
            limits.count(TO, to.value());
        }
        messenger.requireWorking(channel(to));
        if (!to.isMail()) {
            mayCost(to.value(), network, known);
        }
    }

    /** The total last: what is refused for another reason must not use it up. */
    private void mayCost(String number, String from, boolean known) {
        if (!settings.smsCountries().isEmpty() && settings.smsCountries().stream().noneMatch(number::startsWith)) {
            throw Problem.invalid(List.of(new Problem.FieldError("phone", "This server sends no text messages to that country.")));
        }
        limits.count(SMS_PAIR, number + " " + from);
        if (!known) {
            limits.count(SMS_TO, number);
        }
        limits.count(SMS_FROM, from);
        limits.count(SMS_PREFIX, number.substring(0, Math.min(PREFIX, number.length())));
        overBudget().ifPresent(wait -> {
            throw Problem.usedUp("sms_exhausted", "This server sends no more text messages today. Please use your e-mail address.", wait);
        });
    }

    /** Counts one more of today's text messages. The first that is refused is told to those who run this server. */
    private Optional<Duration> overBudget() {
        Optional<Duration> over = limits.waitAfterOneMore(new Limit("sms-day", settings.smsPerDay(), DAY), "all");
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (over.isPresent() && !today.equals(brokenOn.getAndSet(today))) {
            LOG.log(Level.WARNING, () -> "No more text messages are sent today: the " + settings.smsPerDay() + " of SMS_PER_DAY are used up");
        }
        return over;
    }

    public void send(Message message) {
        messenger.send(message);
    }

    /** What there is to write, if anything, is found out in the background: the time of the answer must not tell. */
    public void send(Address to, Supplier<Optional<Message>> message) {
        messenger.send(channel(to), message);
    }

    /** Whether {@link #tell} would have a way; refuses when there is one that does not work now. */
    public boolean canTell(Address to) {
        boolean way = messenger.isConfigured(channel(to));
        if (way) {
            messenger.requireWorking(channel(to));
        }
        return way;
    }

    /** Says what happened. Nothing was asked for, so the day's budget is the only cap; when it is used up, nothing is said. */
    public void tell(Address to, Message message) {
        if (to.isMail() || overBudget().isEmpty()) {
            messenger.send(message);
        }
    }

    private static Way channel(Address to) {
        return to.isMail() ? Way.MAIL : Way.SMS;
    }
}
