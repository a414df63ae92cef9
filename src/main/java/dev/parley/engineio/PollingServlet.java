package dev.parley.engineio;

import dev.parley.session.Visitor;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Messages over HTTP: one request carries what the client says, and the answer to another carries what it is told. */
final class PollingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

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
            channel.get().hold(held(request, channel.get()));
        } else if (request.getMethod().equals("POST")) {
            post(channel.get(), request);
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

    private void post(Channel channel, HttpServletRequest request) throws IOException {
        Held held = held(request, channel);
        Post post = new Post(engine, channel, held);
        if (!channel.reception.posts(post)) {
            held.refuse(Refusal.BAD_REQUEST);
        } else if (!channel.isOpen()) {
            held.refuse(Refusal.UNKNOWN_SESSION);
        } else if (request.getContentLengthLong() > engine.terms.maxPayload()) {
            post.tooLarge();
        } else {
            post.read(request.getInputStream());
        }
    }

    /** A ping answers a poll long before this time, and a posted body should have arrived by then. */
    private Held held(HttpServletRequest request, Channel channel) {
        long patience = 2 * engine.terms.pingInterval().plus(engine.terms.pingTimeout()).toMillis();
        return new Held(request.startAsync(), patience, engine.aside, channel::abort);
    }

    private static void say(String text, HttpServletResponse response) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
