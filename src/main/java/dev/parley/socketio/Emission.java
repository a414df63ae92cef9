package dev.parley.socketio;

import dev.parley.wire.Wire;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event on its way to one or many clients of a namespace. It is written once, when it is first needed. */
public final class Emission implements Wire.Sendable {
    private final String namespace;
    private final String event;
    private final Supplier<List<String>> arguments;
    private final int size;
    private @Nullable String text;

    /** The arguments are JSON. The size is roughly the memory that they take until they are written. */
    public Emission(String namespace, String event, Supplier<List<String>> arguments, int size) {
        this.namespace = namespace;
        this.event = event;
        this.arguments = arguments;
        this.size = size;
    }

    /** Two threads may make it at the same moment; the result is the same. */
    @Override
    public String text() {
        String made = text;
        if (made == null) {
            made = Packet.event(namespace, null, event, arguments.get(), 0);
            text = made;
        }
        return made;
    }

    @Override
    public int size() {
        return size;
    }
}
