package dev.parley.sfu;

import dev.parley.wire.Wire;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A connection over which a media server is controlled. */
interface Link {

    /** Never waits. Whatever cannot be sent ends the connection. */
    void send(String text);

    void close();

    /** Who is told what comes over the connection, one text after the other. */
    interface Ears {
        void heard(String text);

        /** It has ended, whoever ended it. */
        void closed();
    }

    /** Makes connections. */
    interface Dialler {
        Dialler NONE = (address, _) -> {
            throw new IOException("nobody to call: " + address);
        };

        /** Waits until the other side has answered, which may take for ever. */
        Link dial(URI address, Ears ears) throws IOException;
    }

    /** When to try again to make a connection. Some tries never end, so a few may be under way at once. */
    final class Tries {
        private static final long SHORTEST = Duration.ofMillis(200).toNanos();
        private static final int MOST_DOUBLINGS = 5;
        /** After so long a try does not hold up the next one. A server that is back is found before rooms are told that it is gone. */
        private static final long TAKES = Duration.ofMillis(500).toNanos();
        private static final int MOST = 3;

        private long next;
        private long began;
        private int underWay;
        private int inVain;

        Tries(long now) {
            next = now;
        }

        /** Whether to begin one now. The next one is due after 0.1 s at first, and after up to 3 s later. */
        boolean begins(long now) {
            if (now - next < 0 || underWay >= MOST || (underWay > 0 && now - began < TAKES)) {
                return false;
            }
            underWay++;
            began = now;
            inVain = Math.min(inVain + 1, MOST_DOUBLINGS);
            next = now + ThreadLocalRandom.current().nextLong(SHORTEST / 2, SHORTEST << (inVain - 1));
            return true;
        }

        void ended() {
            underWay--;
        }

        void succeeded() {
            inVain = 0;
        }

        void soon(long when) {
            next = when;
        }

        /** The process is gone, and with it all that it had. */
        static boolean isNobodyThere(Throwable failed) {
            return failed instanceof ConnectException || (failed.getCause() != null && isNobodyThere(failed.getCause()));
        }
    }

    /** A WebSocket to Janus, with one writer and a bounded queue. */
    final class Socket extends Endpoint implements Link {
        private static final Logger LOG = Logger.getLogger(Socket.class.getName());
        /** An offer to a listener has half a kilobyte for each speaker. */
        private static final int LARGEST = 1024 * 1024;
        private static final int MOST_WAITING = 8 * 1024 * 1024;

        private final Ears ears;
        private volatile @Nullable Wire wire;

        /** A text with what is secret in it, so that it never shows itself. */
        private record Said(String text) implements Wire.Sendable {
            @Override
            public int size() {
                return text.length();
            }

            @Override
            public String toString() {
                return "a message to a media server";
            }
        }

        private Socket(Ears ears) {
            this.ears = ears;
        }

        /** Looks the container up at once, on a thread that belongs to the application. */
        static Dialler dialler() {
            WebSocketContainer container = ContainerProvider.getWebSocketContainer();
            return (address, ears) -> {
                Socket socket = new Socket(ears);
                ClientEndpointConfig config = ClientEndpointConfig.Builder.create().preferredSubprotocols(List.of("janus-protocol")).build();
                try {
                    container.connectToServer(socket, config, address);
                } catch (DeploymentException refused) {
                    throw new IOException(refused);
                }
                return socket;
            };
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.setMaxTextMessageBufferSize(LARGEST);
            session.setMaxIdleTimeout(0);
            wire = new Wire(session, MOST_WAITING);
            // Not a lambda: the container reads the type of the message from the class.
            session.addMessageHandler(new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String text) {
                    ears.heard(text);
                }
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            Wire ended = wire;
            if (ended != null) {
                ended.closed();
            }
            ears.closed();
        }

        @Override
        public void onError(Session session, Throwable thrown) {
            LOG.log(Level.FINE, thrown, () -> "The connection to a media server is broken");
            close();
        }

        @Override
        public void send(String text) {
            Wire open = wire;
            if (open != null) {
                open.put(new Said(text));
                open.flushAside();
            }
        }

        @Override
        public void close() {
            Wire open = wire;
            if (open != null) {
                open.abort(CloseCodes.GOING_AWAY, "");
            }
        }
    }
}
