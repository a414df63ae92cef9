package dev.parley.engineio;

import dev.parley.wire.Backlog;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a client posts, read as it comes in, so that no thread waits for a slow client. */
final class Post implements ReadListener {
    private static final Logger LOG = Logger.getLogger(Post.class.getName());
    private static final int CHUNK = 8 * 1024;

    private final Engine engine;
    private final Channel channel;
    private final Held held;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable ServletInputStream in;
    private boolean refused;
    private int counted;
    private volatile boolean whole;

    Post(Engine engine, Channel channel, Held held) {
        this.engine = engine;
        this.channel = channel;
        this.held = held;
    }

    void read(ServletInputStream from) {
        in = from;
        from.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream from = in;
        byte[] chunk = new byte[CHUNK];
        while (from != null && !refused && from.isReady()) {
            int read = from.read(chunk);
            if (read < 0) {
                return;
            }
            body.write(chunk, 0, read);
            count(read);
            if (body.size() > engine.terms.maxPayload() || Backlog.isTooMuch(counted)) {
                tooLarge();
            }
        }
    }

    void tooLarge() {
        refused = true;
        body.reset();
        fail(Refusal.TOO_LARGE, "payload too large");
    }

    @Override
    public void onAllDataRead() {
        if (refused) {
            return;
        }
        whole = true;
        if (!channel.isOpen()) {
            finish(Refusal.UNKNOWN_SESSION);
        } else if (!channel.reception.packets(Packets.split(body.toString(StandardCharsets.UTF_8)))) {
            finish(Refusal.BAD_REQUEST);
        } else if (channel.isLingering()) {
            engine.after(Engine.GRACE, () -> {
                channel.forget();
                finish(null);
            });
        } else {
            finish(null);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        LOG.log(Level.FINE, thrown, () -> "What was posted did not come");
        fail(Refusal.BAD_REQUEST, "transport error");
    }

    /** The channel is closed. A body that has arrived completely gets its own answer. */
    void giveUp() {
        if (!whole) {
            release();
            held.refuse(Refusal.BAD_REQUEST);
        }
    }

    private synchronized void count(int read) {
        Backlog.grows(read);
        counted += read;
    }

    private synchronized void release() {
        Backlog.shrinks(counted);
        counted = 0;
    }

    /** Closes the channel before it answers, because the next request may come as soon as this one is answered. */
    private void fail(Refusal refusal, String reason) {
        release();
        channel.reception.posted(this);
        channel.abort(reason);
        held.refuse(refusal);
    }

    /** Tells the reception before it answers, for the same reason. */
    private void finish(@Nullable Refusal refusal) {
        release();
        channel.reception.posted(this);
        if (refusal == null) {
            held.answer("ok");
        } else {
            held.refuse(refusal);
        }
    }
}
