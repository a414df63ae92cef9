package dev.parley.socketio;

import org.jspecify.annotations.Nullable;

/** What clients can connect to. Every bean of this type is offered. */
public interface Namespace {
    String DEFAULT = "/";

    /** Such as {@code /} or {@code /admin}; without a comma. */
    String name();

    /** Somebody connects, with what they gave for it: a JSON object, empty when they gave nothing. What the peer is told first may be said here. */
    Peer connected(Remote remote, String auth) throws Refused;

    /** Nobody else is told why. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final @Nullable String data;

        public Refused(String message) {
            this(message, null);
        }

        /** With something for programs to read: JSON. */
        public Refused(String message, @Nullable String data) {
            super(message);
            this.data = data;
        }

        @Nullable String data() {
            return data;
        }
    }
}
