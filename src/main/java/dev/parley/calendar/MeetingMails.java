package dev.parley.calendar;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.calendar.CalendarFile.Entry;
import dev.parley.calendar.CalendarFile.Letter;
import dev.parley.limits.Pace;
import dev.parley.lobby.Lobby;
import dev.parley.lobby.MeetingChanged;
import dev.parley.notice.Wishes;
import dev.parley.notify.MailSettings;
import dev.parley.notify.Message;
import dev.parley.notify.Message.Appointment;
import dev.parley.notify.Messenger;
import dev.parley.notify.Texts;
import dev.parley.problem.Enduring;
import dev.parley.problem.Errands;
import dev.parley.protocol.UserId;
import dev.parley.room.Room;
import dev.parley.schedule.Schedule;
import dev.parley.settings.AddressSettings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Gatherers;

/**
 * Mails that put a meeting into people's own calendars, move it there and take it out again (iTIP by mail, RFC 5546 and 6047). They are sent one
 * after another, to people who said that they come.
 */
@ApplicationScoped
public class MeetingMails {
    private static final Logger LOG = Logger.getLogger(MeetingMails.class.getName());
    private static final Texts TEXTS = new Texts("dev.parley.calendar.meetings");
    private static final int WAITING = 10_000;
    private static final int AT_ONCE = 500;
    /** How often one mail is tried while the mail server is away. */
    private static final int TRIES = 3;

    /** Nobody's mailbox is filled by somebody who moves a meeting to and fro. */
    private final Pace pace = new Pace(20, Duration.ofHours(1));
    private final Errands errands = new Errands("Mails about meetings", WAITING, LOG);

    @Inject
    InstantSource clock;

    @Inject
    Lobby lobby;

    @Inject
    Accounts accounts;

    @Inject
    Wishes wishes;

    @Inject
    Messenger messenger;

    @Inject
    MailSettings settings;

    @Inject
    AddressSettings addresses;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    private enum Kind {
        INVITED, MOVED, CANCELLED, DECLINED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What the calendar is to do. */
        String method() {
            return this == INVITED || this == MOVED ? "REQUEST" : "CANCEL";
        }
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("writing mails about meetings", errands), 1_000, 500, TimeUnit.MILLISECONDS);
    }

    void changed(@Observes MeetingChanged event) {
        Kind kind = event.calledOff() ? Kind.CANCELLED : Kind.MOVED;
        event.people().stream().gather(Gatherers.windowFixed(AT_ONCE)).forEach(some -> errands.add(() -> {
            Lobby.Audience told = audience(event, some);
            told.people().forEach(reader -> errands.add(() -> send(reader, told.room(), event.schedule(), kind, 1)));
        }));
    }

    /** The room as it is by now, without people who may no longer see it. Of a room that is gone, everybody who came is told. */
    private Lobby.Audience audience(MeetingChanged event, List<UserId> people) {
        return event.gone() ? new Lobby.Audience(event.room(), List.copyOf(accounts.byIds(people).values()))
                : lobby.audience(event.room().id(), people).orElse(new Lobby.Audience(event.room(), List.of()));
    }

    /** Somebody has said whether they come. Only an answer that changes whether they do is of interest to their calendar. */
    void answered(Lobby.Planned meeting, Account reader, boolean came, boolean comes) {
        if (came != comes && meeting.schedule().next(clock.instant()).isPresent()) {
            errands.add(() -> send(reader, meeting.room(), meeting.schedule(), comes ? Kind.INVITED : Kind.DECLINED, 1));
        }
    }

    private void send(Account reader, Room room, Schedule schedule, Kind kind, int tries) {
        if (reader.email() == null || !wishes.of(reader.id()).appointments() || (tries == 1 && !pace.take(reader.id().value(), System.nanoTime()))) {
            return;
        }
        if (!messenger.sendInTurn(mail(reader, reader.email(), room, schedule, kind)) && tries < TRIES) {
            var _ = background.schedule(() -> errands.add(() -> send(reader, room, schedule, kind, tries + 1)), tries * 30L, TimeUnit.SECONDS);
        }
    }

    private Message.Mail mail(Account reader, String address, Room room, Schedule schedule, Kind kind) {
        String language = reader.language();
        Entry entry = Entry.of(room, schedule, addresses);
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(TEXTS.text(language, kind.word() + ".lead", room.name()));
        schedule.next(clock.instant()).ifPresent(next -> paragraphs.add(when(language, next.startsAt()) + (schedule.repeats() == null ? "" : "\n" + TEXTS.text(language, "repeats"))));
        paragraphs.add(TEXTS.text(language, "why"));
        Appointment appointment = new Appointment(kind.method(), CalendarFile.of(entry, new Letter(kind.method(), clock.instant(), organizer(), address)));
        return Message.Mail.of(address, language, TEXTS.text(language, kind.word() + ".subject", room.name()), paragraphs, entry.room().toString(), Optional.of(appointment));
    }

    private String organizer() {
        try {
            return settings.sender().isEmpty() ? "parley@" + addresses.base().getHost() : new InternetAddress(settings.sender().get()).getAddress();
        } catch (AddressException bad) {
            throw new IllegalStateException("This was checked at the start", bad);
        }
    }

    private static String when(String language, ZonedDateTime at) {
        Locale locale = language.equals("en") ? Locale.UK : Locale.of(language);
        return TEXTS.text(language, "when", DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale).format(at),
                DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(at), at.getZone().getId());
    }
}
