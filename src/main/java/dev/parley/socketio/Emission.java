package dev.parley.socketio;

import dev.parley.wire.Wire;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event on its way to one or to many of a namespace: written once, by whoever needs it first. */
public final class Emission implements Wire.Sendable {
    private final String namespace;
    private final String event;
    private final Supplier<List<String>> arguments;
    private final int size;
    private @Nullable String text;

    /** The arguments are JSON; the size is about what they keep in memory until then. */
    public Emission(String namespace, String event, Supplier<List<String>> arguments, int size) {
        this.namespace = namespace;
        this.event = event;
        this.arguments = arguments;
        this.size = size;
    }

    /** Two who need it at the same moment make the same. */
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
