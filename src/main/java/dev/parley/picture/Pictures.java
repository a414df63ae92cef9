package dev.parley.picture;

import dev.parley.problem.Problem;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes uploads of every kind one at a time, because decoding needs memory and a hundred at once must not need a hundred times as much. */
@ApplicationScoped
public class Pictures {
    private static final int WAITING = 8;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Pattern DATA_URL = Pattern.compile("data:image/[a-z+.-]{1,20};base64,");

    private final Semaphore place = new Semaphore(1, true);
    private final Set<UserId> accounts = ConcurrentHashMap.newKeySet();

    public byte[] clean(UserId account, String dataUrl, Shape shape) {
        return clean(account, bytes(dataUrl, shape), shape);
    }

    /** Makes a picture of this shape of what somebody uploaded. */
    public byte[] clean(UserId account, byte[] upload, Shape shape) {
        if (!accounts.add(account)) {
            throw Problem.tooMany("Your last picture is still being read. Please try again in a moment.", WAIT);
        }
        try {
            if (place.getQueueLength() >= WAITING) {
                throw Problem.unavailable("busy", "Too many pictures are arriving at the moment. Please try again in a few seconds.", null);
            }
            place.acquireUninterruptibly();
            try {
                return Thumbnail.of(upload, shape);
            } finally {
                place.release();
            }
        } finally {
            accounts.remove(account);
        }
    }

    private static byte[] bytes(String dataUrl, Shape shape) {
        Matcher matcher = DATA_URL.matcher(dataUrl);
        if (!matcher.lookingAt()) {
            throw Thumbnail.refused(shape, "This is not a picture.");
        }
        try {
            return Base64.getMimeDecoder().decode(dataUrl.substring(matcher.end()));
        } catch (IllegalArgumentException notBase64) {
            throw Thumbnail.refused(shape, "This is not a picture.");
        }
    }
}
