package dev.parley.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One client: opens its socket, joins its room, and from then on hands on what it hears without looking into it. */
final class Peer {
    /** What is heard by somebody who is in. */
    interface Ear {
        void hear(Peer peer, ByteBuffer text, int start, int end) throws IOException;
    }

    private enum State { OPENING, HANDSHAKE, NAMELESS, JOINING, IN }

    private final Loop loop;
    private final Dialect dialect;
    private final String token;
    private final @Nullable String room;
    private final SocketChannel channel;
    private final SelectionKey key;
    private State state = State.OPENING;
    private String id = "";
    private ByteBuffer waiting = ByteBuffer.allocate(0);
    private byte[] unread = new byte[0];

    Peer(Loop loop, int port, Dialect dialect, String token, @Nullable String room) throws IOException {
        this.loop = loop;
        this.dialect = dialect;
        this.token = token;
        this.room = room;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = loop.register(channel, this);
        boolean _ = channel.connect(new InetSocketAddress("127.0.0.1", port));
    }

    String id() {
        return id;
    }

    boolean isIn() {
        return state == State.IN;
    }

    void ready() throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            key.interestOps(SelectionKey.OP_READ);
            state = State.HANDSHAKE;
            write(("GET " + dialect.path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + token
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return;
        }
        if (key.isWritable()) {
            channel.write(waiting);
            if (!waiting.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ);
            }
        }
        if (key.isReadable()) {
            read(loop.buffer());
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear().put(unread);
        int before = buffer.position();
        int count = channel.read(buffer);
        if (count < 0) {
            throw new IOException("the server closed a socket that was " + state);
        }
        buffer.flip();
        if (state == State.HANDSHAKE) {
            handshake(buffer);
        }
        if (state != State.HANDSHAKE) {
            frames(buffer);
        }
        if (buffer.hasRemaining()) {
            unread = new byte[buffer.remaining()];
            buffer.get(unread);
        } else if (before > 0) {
            unread = new byte[0];
        }
    }

    private void handshake(ByteBuffer buffer) throws IOException {
        String head = StandardCharsets.US_ASCII.decode(buffer.duplicate()).toString();
        int end = head.indexOf("\r\n\r\n");
        if (end >= 0) {
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new IOException("no socket: " + head);
            }
            buffer.position(end + 4);
            state = State.NAMELESS;
        }
    }

    private void frames(ByteBuffer buffer) throws IOException {
        while (buffer.remaining() >= 2) {
            int at = buffer.position();
            int length = buffer.get(at + 1) & 0x7f;
            int head = length < 126 ? 2 : length == 126 ? 4 : 10;
            if (buffer.remaining() < head) {
                return;
            }
            if (head == 4) {
                length = buffer.getShort(at + 2) & 0xffff;
            } else if (head == 10) {
                length = (int) buffer.getLong(at + 2);
            }
            if (buffer.remaining() < head + length) {
                return;
            }
            buffer.position(at + head + length);
            frame(buffer.get(at) & 15, buffer, at + head, at + head + length);
        }
    }

    private void frame(int opcode, ByteBuffer buffer, int start, int end) throws IOException {
        switch (opcode) {
            case Frames.TEXT -> text(buffer, start, end);
            case Frames.PING -> {
                byte[] payload = new byte[end - start];
                buffer.get(start, payload);
                write(Frames.frame(Frames.PONG, payload));
            }
            case Frames.CLOSE -> throw new IOException("sent away: " + string(buffer, start + Math.min(2, end - start), end));
            default -> throw new IOException("a frame of kind " + opcode);
        }
    }

    private void text(ByteBuffer buffer, int start, int end) throws IOException {
        // Short ones may be a heartbeat of Engine.IO.
        if (state == State.IN && end - start > 1) {
            loop.ear().hear(this, buffer, start, end);
            return;
        }
        String heard = string(buffer, start, end);
        if (dialect.isRefusal(heard)) {
            throw new IOException("refused: " + heard);
        }
        String answer = dialect.answer(heard);
        if (answer != null) {
            write(Frames.text(answer));
        }
        String name = dialect.peerId(heard);
        if (state == State.NAMELESS && name != null) {
            id = name;
            state = room == null ? State.IN : State.JOINING;
            if (room != null) {
                write(Frames.text(dialect.ask("join", "{\"roomId\":\"" + room + "\"}")));
            }
        } else if (state == State.JOINING && dialect.isDone(heard)) {
            state = State.IN;
        }
    }

    static String string(ByteBuffer buffer, int start, int end) {
        return StandardCharsets.UTF_8.decode(buffer.duplicate().limit(end).position(start)).toString();
    }

    /** Takes the bytes at once, or copies what the socket has no room for. */
    void write(byte[] bytes) throws IOException {
        if (waiting.hasRemaining()) {
            waiting = ByteBuffer.allocate(waiting.remaining() + bytes.length).put(waiting).put(bytes).flip();
            return;
        }
        ByteBuffer out = loop.out().clear();
        if (bytes.length > out.capacity()) {
            out = ByteBuffer.wrap(bytes);
        } else {
            out.put(bytes).flip();
        }
        channel.write(out);
        if (out.hasRemaining()) {
            waiting = ByteBuffer.allocate(out.remaining()).put(out).flip();
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    void close() throws IOException {
        // Without lingering: a port in TIME_WAIT each would use them up.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }
}
