package dev.parley.socketio;

import dev.parley.engineio.Channel;
import dev.parley.engineio.Speech;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Speaks Socket.IO on channels, in these namespaces. */
public final class SocketIo implements Speech {
    private final Map<String, Namespace> namespaces;
    private final int mostBytes;
    private final Duration connectTimeout;

    /** Takes the largest size of one event in bytes, and the time in which a client has to connect to a namespace. */
    public SocketIo(Iterable<Namespace> namespaces, int mostBytes, Duration connectTimeout) {
        this.namespaces = StreamSupport.stream(namespaces.spliterator(), false).collect(Collectors.toMap(Namespace::name, Function.identity()));
        this.mostBytes = mostBytes;
        this.connectTimeout = connectTimeout;
    }

    @Override
    public Listener opened(Channel channel) {
        return new Client(channel, namespaces, mostBytes, connectTimeout.toNanos());
    }
}
