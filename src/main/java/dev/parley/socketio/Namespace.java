package dev.parley.socketio;

import org.jspecify.annotations.Nullable;

/** A namespace that clients can connect to. Every bean of this type is offered. */
public interface Namespace {
    String DEFAULT = "/";

    /** Its name, such as {@code /} or {@code /admin}, without a comma. */
    String name();

    /** Somebody connects. {@code given} is the JSON object that they sent along, or an empty one. The first messages to the peer may be sent here. */
    Peer connected(Remote remote, String auth) throws Refused;

    /** The client is the only one who hears the reason. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final @Nullable String data;

        public Refused(String message) {
            this(message, null);
        }

        /** With JSON data for programs to read. */
        public Refused(String message, @Nullable String data) {
            super(message);
            this.data = data;
        }

        @Nullable String data() {
            return data;
        }
    }
}
