package dev.parley.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One request that is held until there is something to answer. It occupies no thread. */
final class Held implements AsyncListener {
    private static final Logger LOG = Logger.getLogger(Held.class.getName());

    private final AsyncContext context;
    private final Executor aside;
    private final Consumer<String> onLost;
    private final AtomicBoolean answered = new AtomicBoolean();

    /** The executor writes the answers, because the other side may read slowly and nobody else may wait for that. */
    Held(AsyncContext context, long patienceMillis, Executor aside, Consumer<String> onLost) {
        this.context = context;
        this.aside = aside;
        this.onLost = onLost;
        context.setTimeout(patienceMillis);
        context.addListener(this);
    }

    void answer(String payload) {
        finish(response -> {
            byte[] body = payload.getBytes(StandardCharsets.UTF_8);
            response.setContentType("text/plain");
            response.setCharacterEncoding("UTF-8");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        });
    }

    void refuse(Refusal refusal) {
        finish(response -> refuse(refusal, response));
    }

    /** Nothing more is read, because the rest of the body may never come. */
    private void refuse(Refusal refusal, HttpServletResponse response) throws IOException {
        if (context.getRequest().getProtocol().startsWith("HTTP/1")) {
            response.setHeader("Connection", "close");
        }
        refusal.answer(response);
    }

    private interface Answer {
        void to(HttpServletResponse response) throws IOException;
    }

    private void finish(Answer answer) {
        if (answered.compareAndSet(false, true)) {
            aside.execute(() -> write(answer));
        }
    }

    private void write(Answer answer) {
        try {
            HttpServletResponse response = (HttpServletResponse) context.getResponse();
            answer.to(response);
            response.flushBuffer();
        } catch (IOException | IllegalStateException gone) {
            LOG.log(Level.FINE, gone, () -> "A request was gone before it was answered");
            onLost.accept("transport error");
        } finally {
            complete();
        }
    }

    /** Completes the request in any case: one that is never completed keeps its connection open and keeps the server from stopping. */
    private void complete() {
        try {
            context.complete();
        } catch (IllegalStateException already) {
            LOG.log(Level.FINE, already, () -> "A request was already completed");
        }
    }

    /** An answer that is still being written is cut off. */
    @Override
    public void onTimeout(AsyncEvent event) {
        boolean unanswered = answered.compareAndSet(false, true);
        onLost.accept("transport error");
        if (unanswered) {
            write(response -> refuse(Refusal.BAD_REQUEST, response));
        } else {
            complete();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        LOG.log(Level.FINE, event.getThrowable(), () -> "A request failed");
        answered.set(true);
        onLost.accept("transport error");
        complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // It was answered, or one of the methods above has already said why not.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nothing starts it twice.
    }
}
