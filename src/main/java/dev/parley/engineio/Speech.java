package dev.parley.engineio;

/** What is spoken over channels. */
public interface Speech {

    /** A channel is open: what comes over it goes to the listener, one message after the other. */
    Listener opened(Channel channel);

    /** One side of a conversation. */
    interface Listener {
        void text(String message) throws Malformed;

        void binary(byte[] message) throws Malformed;

        /** Once, after which nothing comes any more; on any thread, and perhaps while a message is still being handled. */
        void closed(String reason);

        /** Now and then, at this {@link System#nanoTime}, for what has to happen although nobody says anything. */
        void tick(long now);
    }

    /** What came is not what is spoken here: the channel is closed. */
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
