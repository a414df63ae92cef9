package dev.parley.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client said.
 *
 * @param arguments behind the name, each as the JSON that came; an object such as {@code {"_placeholder":true,"num":0}} in it stands for bytes
 * @param attachments the bytes, by number
 * @param ack where the answer goes, if one is wanted
 */
public record Event(String name, List<String> arguments, List<byte[]> attachments, @Nullable Ack ack) {

    /** The way of an answer; only the first one goes out. */
    public interface Ack {
        /** Puts it into the queue; {@link Remote#flush} sends it. */
        void put(List<String> arguments, List<byte[]> attachments);

        void answer(List<String> arguments, List<byte[]> attachments);

        default void answer(String... arguments) {
            answer(List.of(arguments), List.of());
        }
    }
}
