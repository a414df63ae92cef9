package dev.parley.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event from a client.
 *
 * @param arguments what follows the name, each as JSON. An object such as {@code {"_placeholder":true,"num":0}} stands for bytes
 * @param attachments the bytes, by number
 * @param ack where the answer goes, if one is wanted
 */
public record Event(String name, List<String> arguments, List<byte[]> attachments, @Nullable Ack ack) {

    /** Sends an answer. Only the first one is sent. */
    public interface Ack {
        /** Puts the answer into the queue. {@link Remote#flush} sends it. */
        void put(List<String> arguments, List<byte[]> attachments);

        void answer(List<String> arguments, List<byte[]> attachments);

        default void answer(String... arguments) {
            answer(List.of(arguments), List.of());
        }
    }
}
