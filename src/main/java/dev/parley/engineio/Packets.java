package dev.parley.engineio;

import dev.parley.engineio.Speech.Malformed;
import dev.parley.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** How packets are written: a type and what it says, and several of them in one HTTP body. */
final class Packets {
    static final char CLOSE = '1';
    static final char PONG = '3';
    static final char MESSAGE = '4';
    /** Not a type, but what stands before bytes where only text can go. */
    static final char BINARY = 'b';
    private static final String SEPARATOR = "\u001e";

    private Packets() {}

    /** A packet as it stands. */
    record Text(String text) implements Wire.Sendable {
        static final Text PING = new Text("2");
        static final Text PROBED = new Text("3probe");
        static final Text NOTHING = new Text("6");

        @Override
        public int size() {
            return text.length();
        }
    }

    /** A message of text, made when it is written; the text may be shared with other channels. */
    record Message(Wire.Sendable said) implements Wire.Sendable {
        @Override
        public String text() {
            return MESSAGE + said.text();
        }

        @Override
        public int size() {
            return said.size();
        }
    }

    /** A message of bytes. */
    static final class Bytes implements Wire.Binary {
        private final byte[] said;

        Bytes(byte[] said) {
            this.said = said;
        }

        @Override
        public ByteBuffer bytes() {
            return ByteBuffer.wrap(said);
        }

        @Override
        public String text() {
            return BINARY + Base64.getEncoder().encodeToString(said);
        }

        @Override
        public int size() {
            return said.length;
        }
    }

    static String payload(List<Wire.Sendable> packets) {
        return packets.stream().map(Wire.Sendable::text).collect(Collectors.joining(SEPARATOR));
    }

    static List<String> split(String payload) {
        List<String> packets = new ArrayList<>(2);
        int from = 0;
        for (int to = payload.indexOf(SEPARATOR); to >= 0; to = payload.indexOf(SEPARATOR, from)) {
            packets.add(payload.substring(from, to));
            from = to + 1;
        }
        packets.add(payload.substring(from));
        return packets;
    }

    /** Clients in Java write long base64 in several lines. */
    static byte[] decode(String base64) throws Malformed {
        try {
            return Base64.getDecoder().decode(base64.replace("\r", "").replace("\n", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new Malformed("not base64", notBase64);
        }
    }
}
