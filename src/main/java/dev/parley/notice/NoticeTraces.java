package dev.parley.notice;

import dev.parley.notice.Wishes.Wish;
import dev.parley.profile.Traces;
import dev.parley.protocol.UserId;
import dev.parley.push.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is stored about somebody because they are told things. */
@ApplicationScoped
public class NoticeTraces implements Traces {
    @Inject
    Notices notices;

    @Inject
    Wishes wishes;

    @Inject
    Subscriptions subscriptions;

    public record OwnNotice(String kind, @Nullable String roomId, @Nullable String userId, Instant at, boolean read) {}

    public record OwnWish(List<String> notTold, List<String> notWoken, List<String> mailed, boolean meetingMails, @Nullable String quietFrom, @Nullable String quietTo, String timeZone) {}

    /** A browser that is woken. Its keys are not of use to anybody else. */
    public record OwnDevice(String endpoint, Instant at) {}

    @Override
    public Map<String, Object> storedAbout(UserId account) {
        Wish wish = wishes.of(account);
        return Map.of(
                "notifications", notices.all(account).stream().map(one -> new OwnNotice(one.kind(), one.room() == null ? null : one.room().value(),
                        one.by() == null ? null : one.by().value(), one.at(), one.read())).toList(),
                "notificationWishes", new OwnWish(wish.silent(), wish.unpushed(), wish.mailed(), wish.appointments(), wish.quietFrom(), wish.quietTo(), wish.timeZone()),
                "wokenDevices", subscriptions.of(List.of(account)).stream().map(one -> new OwnDevice(one.endpoint(), one.at())).toList());
    }
}
