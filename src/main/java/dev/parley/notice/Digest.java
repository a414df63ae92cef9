package dev.parley.notice;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.notice.Notices.Kind;
import dev.parley.notice.Notices.Notice;
import dev.parley.notice.Wishes.Wish;
import dev.parley.notify.Message;
import dev.parley.notify.Messenger;
import dev.parley.problem.Enduring;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Room;
import dev.parley.settings.AddressSettings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The daily mail to people who want one, about what they have not read. Without anything new there is none. */
@ApplicationScoped
public class Digest {
    private static final Duration A_DAY = Duration.ofDays(1);
    /** When a mail server that was away is tried again. */
    private static final Duration LATER = Duration.ofMinutes(10);
    private static final int MOST_LINES = 20;

    @Inject
    InstantSource clock;

    @Inject
    Wishes wishes;

    @Inject
    Notices notices;

    @Inject
    Discretion discretion;

    @Inject
    Accounts accounts;

    @Inject
    Messenger messenger;

    @Inject
    AddressSettings addresses;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("writing daily mails", this::write), 15, 15, TimeUnit.SECONDS);
    }

    void write() {
        Instant now = clock.instant();
        for (Wish due : wishes.due(now)) {
            if (wishes.claim(due, now) && !mail(due, now).map(messenger::sendInTurn).orElse(true)) {
                wishes.postpone(due.userId(), now.plus(LATER));
            }
        }
    }

    private Optional<Message.Mail> mail(Wish wish, Instant now) {
        Account reader = accounts.byIds(List.of(wish.userId())).get(wish.userId());
        if (reader == null || reader.email() == null) {
            return Optional.empty();
        }
        List<Notice> unread = notices.unread(reader.id()).stream().filter(one -> one.at().isAfter(now.minus(A_DAY)) && Kind.of(one.kind()).filter(wish::mails).isPresent()).toList();
        Discretion.Seen seen = discretion.seen(reader.id(), unread.stream());
        Map<UserId, Account> people = accounts.byIds(unread.stream().map(Notice::by).filter(Objects::nonNull).distinct().toList());
        List<String> lines = unread.stream().filter(seen::shows).map(one -> line(reader.language(), one, seen.rooms(), people)).toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(text(reader, "digest.lead"));
        paragraphs.add(String.join("\n", Stream.concat(lines.stream().limit(MOST_LINES), lines.size() > MOST_LINES ? Stream.of(text(reader, "digest.more")) : Stream.empty()).toList()));
        paragraphs.add(text(reader, "digest.tail"));
        return Optional.of(Message.Mail.of(reader.email(), reader.language(), text(reader, "digest.subject"), paragraphs, addresses.base() + "/notifications", Optional.empty()));
    }

    private static String line(String language, Notice one, Map<RoomId, Room> rooms, Map<UserId, Account> people) {
        Room room = one.room() == null ? null : rooms.get(one.room());
        return Waker.sentence(language, Kind.of(one.kind()).orElseThrow(), room == null ? "" : room.name(), one.by() == null ? null : people.get(one.by()));
    }

    private static String text(Account reader, String key) {
        return Waker.TEXTS.text(reader.language(), key);
    }
}
