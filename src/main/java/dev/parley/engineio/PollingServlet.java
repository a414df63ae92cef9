package dev.parley.engineio;

import dev.parley.session.Visitor;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages over HTTP: what a client has to say comes in one request, what it is told goes into the answer of another. */
final class PollingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int CHUNK = 16 * 1024;

    private final transient Engine engine;

    PollingServlet(Engine engine) {
        this.engine = engine;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Query query = Query.of(request);
        Visitor visitor = engine.visitor(request.getUserPrincipal()).orElseThrow();
        if (query.sid() == null) {
            handshake(visitor, response);
            return;
        }
        Optional<Channel> channel = engine.find(query.sid(), visitor);
        if (channel.isEmpty()) {
            Refusal.UNKNOWN_SESSION.answer(response);
        } else if (request.getMethod().equals("GET")) {
            channel.get().hold(poll(request, channel.get()));
        } else if (request.getMethod().equals("POST")) {
            post(channel.get(), request, response);
        } else {
            Refusal.BAD_REQUEST.answer(response);
        }
    }

    private void handshake(Visitor visitor, HttpServletResponse response) throws IOException {
        Optional<Channel> channel = engine.open(visitor, null);
        if (channel.isEmpty()) {
            Refusal.TOO_MANY.answer(response);
        } else {
            say(engine.handshake(channel.get(), true).text(), response);
        }
    }

    private Poll poll(HttpServletRequest request, Channel channel) {
        // Pings answer it long before.
        long patience = 2 * engine.terms.pingInterval().plus(engine.terms.pingTimeout()).toMillis();
        return new Poll(request.startAsync(), patience, engine.aside, channel::abort);
    }

    private void post(Channel channel, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!channel.reception.posts()) {
            Refusal.BAD_REQUEST.answer(response);
            return;
        }
        try {
            String payload = read(request);
            if (payload == null) {
                channel.abort("payload too large");
                Refusal.TOO_LARGE.answer(response);
            } else if (!channel.isOpen()) {
                Refusal.UNKNOWN_SESSION.answer(response);
            } else if (!channel.reception.packets(Packets.split(payload))) {
                Refusal.BAD_REQUEST.answer(response);
            } else if (channel.isLingering()) {
                Poll answer = poll(request, channel);
                engine.after(Engine.GRACE, () -> {
                    channel.forget();
                    answer.answer("ok");
                });
            } else {
                say("ok", response);
            }
        } finally {
            channel.reception.posted();
        }
    }

    /** Nothing when it is too large, whether it announced its size or not, or takes longer than a sign of life may. */
    private @Nullable String read(HttpServletRequest request) throws IOException {
        int limit = engine.terms.maxPayload();
        if (request.getContentLengthLong() > limit) {
            return null;
        }
        long end = System.nanoTime() + engine.terms.pingInterval().plus(engine.terms.pingTimeout()).toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.max(32, request.getContentLength()));
        byte[] chunk = new byte[CHUNK];
        InputStream in = request.getInputStream();
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            body.write(chunk, 0, read);
            if (body.size() > limit || System.nanoTime() - end > 0) {
                return null;
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static void say(String text, HttpServletResponse response) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
