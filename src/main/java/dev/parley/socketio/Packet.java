package dev.parley.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.parley.engineio.Speech.Malformed;
import dev.parley.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet as it is read: what it is, for whom, and the rest, which is JSON. Bytes that belong to it follow on their own.
 *
 * @param id asks for an answer, or says what this is the answer to
 */
record Packet(Type type, int attachments, String namespace, @Nullable Long id, String json) {
    private static final int MOST_ATTACHMENTS = 64;
    private static final int LONGEST_NUMBER = 15;
    private static final int LONGEST_NAMESPACE = 256;

    /** By the digit that they are written as. */
    enum Type {
        CONNECT('0'), DISCONNECT('1'), EVENT('2'), ACK('3'), CONNECT_ERROR('4'), BINARY_EVENT('5'), BINARY_ACK('6');

        private final char digit;

        Type(char digit) {
            this.digit = digit;
        }

        static Type of(String text) throws Malformed {
            for (Type type : values()) {
                if (!text.isEmpty() && text.charAt(0) == type.digit) {
                    return type;
                }
            }
            throw new Malformed("no such type");
        }

        boolean isBinary() {
            return this == BINARY_EVENT || this == BINARY_ACK;
        }
    }

    /** One that is about to be sent. */
    record Encoded(String text) implements Wire.Sendable {
        @Override
        public int size() {
            return text.length();
        }
    }

    static Packet read(String text) throws Malformed {
        Type type = Type.of(text);
        int at = 1;
        int attachments = 0;
        if (type.isBinary()) {
            int dash = digits(text, at);
            if (dash == at || dash == text.length() || text.charAt(dash) != '-' || dash - at > 2) {
                throw new Malformed("how many attachments?");
            }
            attachments = Integer.parseInt(text, at, dash, 10);
            if (attachments > MOST_ATTACHMENTS) {
                throw new Malformed("too many attachments");
            }
            at = dash + 1;
        }
        String namespace = Namespace.DEFAULT;
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            if (end - at > LONGEST_NAMESPACE) {
                throw new Malformed("long namespace");
            }
            namespace = text.substring(at, end);
            at = comma < 0 ? end : comma + 1;
        }
        Long id = null;
        int end = digits(text, at);
        if (end - at > LONGEST_NUMBER) {
            throw new Malformed("large id");
        }
        if (end > at) {
            id = Long.parseLong(text, at, end, 10);
        }
        return new Packet(type, attachments, namespace, id, text.substring(end));
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    static String write(Type type, int attachments, String namespace, @Nullable Long id, String json) {
        return head(type, attachments, namespace, id, json.length()).append(json).toString();
    }

    private static StringBuilder head(Type type, int attachments, String namespace, @Nullable Long id, int more) {
        StringBuilder text = new StringBuilder(more + namespace.length() + 24).append(type.digit);
        if (type.isBinary()) {
            text.append(attachments).append('-');
        }
        if (!namespace.equals(Namespace.DEFAULT)) {
            text.append(namespace).append(',');
        }
        return id == null ? text : text.append(id.longValue());
    }

    static String event(String namespace, @Nullable Long id, String event, List<String> arguments, int attachments) {
        String name = quoted(event);
        int length = arguments.stream().mapToInt(argument -> argument.length() + 1).sum() + name.length() + 2;
        StringBuilder text = head(attachments == 0 ? Type.EVENT : Type.BINARY_EVENT, attachments, namespace, id, length).append('[').append(name);
        arguments.forEach(argument -> text.append(',').append(argument));
        return text.append(']').toString();
    }

    static String ack(String namespace, long id, List<String> arguments, int attachments) {
        return write(attachments == 0 ? Type.ACK : Type.BINARY_ACK, attachments, namespace, id, "[" + String.join(",", arguments) + "]");
    }

    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
