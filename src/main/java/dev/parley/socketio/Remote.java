package dev.parley.socketio;

import dev.parley.engineio.Channel;
import dev.parley.engineio.Engine;
import dev.parley.session.Visitor;
import dev.parley.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The other side of one client's connection to one namespace. Nothing here blocks, and any thread may call it. */
public final class Remote {
    private static final int MOST_QUESTIONS = 100;

    private final String id = Engine.freshId();
    private final String namespace;
    private final Channel channel;
    private final Consumer<Remote> onDisconnect;
    private final Map<Long, Consumer<List<String>>> questions = new ConcurrentHashMap<>();
    private final AtomicLong lastQuestion = new AtomicLong();
    /** What is sent before the namespace has accepted the client. */
    private @Nullable List<Saying> early = new ArrayList<>(1);
    private boolean gone;

    /** A packet and the bytes behind it. */
    private record Saying(Wire.Sendable packet, List<byte[]> attachments) {}

    Remote(String namespace, Channel channel, Consumer<Remote> onDisconnect) {
        this.namespace = namespace;
        this.channel = channel;
        this.onDisconnect = onDisconnect;
    }

    /** The client's {@code socket.id}. */
    public String id() {
        return id;
    }

    public Visitor visitor() {
        return channel.visitor();
    }

    /** Arguments are JSON. */
    public void emit(String event, String... arguments) {
        emit(event, List.of(arguments), List.of());
    }

    public void emit(String event, List<String> arguments, List<byte[]> attachments) {
        put(Packet.event(namespace, null, event, arguments, attachments.size()), attachments);
        flush();
    }

    /** Emits an event and asks for an answer. If none comes, nothing happens. */
    public void ask(String event, List<String> arguments, Consumer<List<String>> onAnswer) {
        if (questions.size() >= MOST_QUESTIONS) {
            close("answers nothing");
            return;
        }
        long question = lastQuestion.getAndIncrement();
        questions.put(question, onAnswer);
        put(Packet.event(namespace, question, event, arguments, 0), List.of());
        flush();
    }

    /** Puts an event for many into the queue of this client. {@link #flush} sends it. */
    public void put(Emission emission) {
        put(emission, List.of());
    }

    public void flush() {
        channel.flush();
    }

    public void flushAside() {
        channel.flushAside();
    }

    /** Disconnects the client from this namespace, after everything that was queued. */
    public void disconnect() {
        put(Packet.write(Packet.Type.DISCONNECT, 0, namespace, null, ""), List.of());
        channel.flushAside();
        leave();
        onDisconnect.accept(this);
    }

    /** Closes the whole connection with all its namespaces, after everything that was queued. */
    public void close(String reason) {
        channel.close(reason);
    }

    String namespace() {
        return namespace;
    }

    /** The first packet that the client gets. */
    synchronized void confirm() {
        channel.put(new Packet.Encoded(Packet.write(Packet.Type.CONNECT, 0, namespace, null, "{\"sid\":\"" + id + "\"}")), List.of());
        if (early != null) {
            early.forEach(saying -> channel.put(saying.packet, saying.attachments));
            early = null;
        }
    }

    void answered(long question, List<String> arguments) {
        Consumer<List<String>> onAnswer = questions.remove(question);
        if (onAnswer != null) {
            onAnswer.accept(arguments);
        }
    }

    Event.@Nullable Ack ack(@Nullable Long id) {
        if (id == null) {
            return null;
        }
        AtomicBoolean answered = new AtomicBoolean();
        return new Event.Ack() {
            @Override
            public void put(List<String> arguments, List<byte[]> attachments) {
                if (answered.compareAndSet(false, true)) {
                    Remote.this.put(Packet.ack(namespace, id, arguments, attachments.size()), attachments);
                }
            }

            @Override
            public void answer(List<String> arguments, List<byte[]> attachments) {
                put(arguments, attachments);
                flush();
            }
        };
    }

    /** Sends nothing to it any more. */
    synchronized void leave() {
        gone = true;
        questions.clear();
    }

    synchronized boolean isGone() {
        return gone;
    }

    private void put(String packet, List<byte[]> attachments) {
        put(new Packet.Encoded(packet), attachments);
    }

    private synchronized void put(Wire.Sendable packet, List<byte[]> attachments) {
        if (gone) {
            return;
        }
        if (early != null) {
            early.add(new Saying(packet, attachments));
        } else {
            channel.put(packet, attachments);
        }
    }
}
