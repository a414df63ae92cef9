package dev.parley.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A request whose body is read as it comes; once it is whole, the request goes on as if it had come at once. */
final class SlowBody extends HttpServletRequestWrapper implements ReadListener, AsyncListener {
    private static final Logger LOG = Logger.getLogger(SlowBody.class.getName());
    private static final long PATIENCE_MILLIS = 15_000;
    private static final int CHUNK = 8 * 1024;

    private final int largest;
    private final IntPredicate mayTake;
    private final Runnable onEnd;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream(0);
    private final ServletInputStream from;
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable AsyncContext context;
    private byte @Nullable [] whole;

    SlowBody(HttpServletRequest request, int largest, IntPredicate mayTake, Runnable onEnd) throws IOException {
        super(request);
        this.largest = largest;
        this.mayTake = mayTake;
        this.onEnd = onEnd;
        this.from = request.getInputStream();
    }

    void readFor(AsyncContext waiting) {
        context = waiting;
        waiting.setTimeout(PATIENCE_MILLIS);
        waiting.addListener(this);
        from.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (!over.get() && from.isReady()) {
            int read = from.read(chunk);
            if (read < 0) {
                return;
            }
            parts.write(chunk, 0, read);
            if (!mayTake.test(read)) {
                end(503, "out_of_memory", "Too much is under way. Please try again in a moment.");
            } else if (parts.size() > largest) {
                end(413, "too_large", "The request is too large.");
            }
        }
    }

    @Override
    public void onAllDataRead() {
        AsyncContext waiting = context;
        if (waiting != null && over.compareAndSet(false, true)) {
            whole = parts.toByteArray();
            release();
            // From here on it has the time that any request has.
            waiting.setTimeout(0);
            waiting.dispatch();
        }
    }

    @Override
    public void onError(Throwable thrown) {
        LOG.log(Level.FINE, thrown, () -> "A body did not come");
        end(400, "bad_request", "The request could not be understood.");
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end(408, "body_too_slow", "The body of the request did not come in time.");
    }

    @Override
    public void onError(AsyncEvent event) {
        end(400, "bad_request", "The request could not be understood.");
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // It was dispatched, or the above said why not.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Whoever goes on with it may do so.
    }

    private void end(int status, String code, String message) {
        AsyncContext waiting = context;
        if (waiting == null || !over.compareAndSet(false, true)) {
            return;
        }
        release();
        try {
            refuse((HttpServletResponse) waiting.getResponse(), status, code, message);
        } catch (IOException | IllegalStateException gone) {
            LOG.log(Level.FINE, gone, () -> "Whoever sent a body slowly was gone before it was refused");
        } finally {
            waiting.complete();
        }
    }

    private void release() {
        var _ = mayTake.test(-parts.size());
        parts.reset();
        onEnd.run();
    }

    /** Nothing more is read of it. */
    static void refuse(HttpServletResponse response, int status, String code, String message) throws IOException {
        response.setStatus(status);
        response.setHeader("Connection", "close");
        response.setHeader("Retry-After", "5");
        response.setContentType("application/problem+json");
        response.getOutputStream().write(("{\"type\":\"about:blank\",\"title\":\"Request Refused\",\"status\":" + status + ",\"detail\":\"" + message
                + "\",\"success\":false,\"message\":\"" + message + "\",\"code\":\"" + code + "\",\"requestId\":\""
                + String.valueOf(response.getHeader("X-Request-Id")) + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        byte[] body = whole;
        if (body == null) {
            return from;
        }
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return bytes.read(into, offset, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new IllegalStateException("it is all there");
            }
        };
    }
}
