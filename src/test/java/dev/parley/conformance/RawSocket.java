package dev.parley.conformance;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket that hands out the messages that came, one after the other, as text or bytes. */
public final class RawSocket implements WebSocket.Listener, AutoCloseable {
    private static final Duration CEILING = Duration.ofMinutes(1);
    private static final Object END = new Object();

    private final BlockingQueue<Object> came = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private volatile boolean answersPings;
    private WebSocket socket;

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            if (answersPings && text.toString().equals("2")) {
                from.sendText("3", true);
            } else {
                came.add(text.toString());
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        bytes = ByteBuffer.allocate(bytes.limit() + part.remaining()).put(bytes).put(part).flip();
        if (last) {
            came.add(bytes.array());
            bytes = ByteBuffer.allocate(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end(1006);
    }

    private void end(int code) {
        closed.complete(code);
        came.add(END);
    }

    /** From now on; they are not handed out then. */
    public RawSocket answeringPings() {
        answersPings = true;
        return this;
    }

    public String next() {
        return (String) nextOfAny();
    }

    public byte[] nextBytes() {
        return (byte[]) nextOfAny();
    }

    private Object nextOfAny() {
        try {
            Object next = came.poll(CEILING.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came");
            }
            if (next == END) {
                came.add(END);
                throw new IllegalStateException("closed with " + closed.join() + " and nothing more came");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public RawSocket sends(String packet) {
        socket.sendText(packet, true).join();
        return this;
    }

    public RawSocket sends(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
        return this;
    }

    /** In as many frames. */
    public void sendsInParts(String part, int times) {
        for (int i = 1; i <= times; i++) {
            socket.sendText(part, i == times).join();
        }
    }

    public int closeCode() {
        return closed.orTimeout(CEILING.toSeconds(), TimeUnit.SECONDS).join();
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    public void closes() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
