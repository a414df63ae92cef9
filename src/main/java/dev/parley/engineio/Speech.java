package dev.parley.engineio;

/** A protocol that is spoken over channels. */
public interface Speech {

    /** A channel was opened. Its messages go to the returned listener, one after the other. */
    Listener opened(Channel channel);

    /** One side of a conversation. */
    interface Listener {
        void text(String message) throws Malformed;

        void binary(byte[] message) throws Malformed;

        /** Called once, and nothing comes after it. It may be called on any thread, perhaps while a message is still being handled. */
        void closed(String reason);

        /** Called regularly with the {@link System#nanoTime}, for what has to happen even when nobody says anything. */
        void tick(long now);
    }

    /** What came in does not follow the protocol. The channel is closed. */
    final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        public Malformed(String what) {
            super(what);
        }

        public Malformed(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
