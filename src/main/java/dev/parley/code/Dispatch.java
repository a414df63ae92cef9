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
 * Sends codes to people, within limits on how often and at what cost. Text messages cost money, and fraudsters make money by having them sent to
 * their own numbers.
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
     * Refuses if nothing may be sent there now. Call it before you know whether the address has an account, so that both cases look the same.
     *
     * @param network where the request came from: strangers who ask a lot use up their own allowance first, and the shared one for strangers
     * more slowly
     * @param known whether the asker is known to own the address
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

    /** The total is counted last: a request that is refused for another reason must not use it up. */
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

    /** Counts one more of today's text messages. When the first one is refused, the log says so. */
    private Optional<Duration> overBudget() {
        Optional<Duration> over = limits.waitAfterOneMore(new Limit("sms-day", settings.smsPerDay(), DAY), "all");
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (over.isPresent() && !today.equals(brokenOn.getAndSet(today))) {
            LOG.log(Level.WARNING, () -> "No more text messages are sent today: the limit of " + settings.smsPerDay() + " (SMS_PER_DAY) is used up");
        }
        return over;
    }

    public void send(Message message) {
        messenger.send(message);
    }

    /** Whether there is anything to write is found out in the background, so that the time of the answer gives nothing away. */
    public void send(Address to, Supplier<Optional<Message>> message) {
        messenger.send(channel(to), message);
    }

    /** Whether {@link #tell} could send something. Refuses if it could, but not at the moment. */
    public boolean canTell(Address to) {
        boolean way = messenger.isConfigured(channel(to));
        if (way) {
            messenger.requireWorking(channel(to));
        }
        return way;
    }

    /** Tells somebody what happened. They did not ask for it, so only the limit for the day counts. When that is used up, nothing is sent. */
    public void tell(Address to, Message message) {
        if (to.isMail() || overBudget().isEmpty()) {
            messenger.send(message);
        }
    }

    private static Way channel(Address to) {
        return to.isMail() ? Way.MAIL : Way.SMS;
    }
}
