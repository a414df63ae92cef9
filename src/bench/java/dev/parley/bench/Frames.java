package dev.parley.bench;

import java.nio.charset.StandardCharsets;

/** WebSocket frames as a client writes them. */
final class Frames {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    /** Not zero, because some servers save themselves the unmasking then. */
    private static final byte[] MASK = {0x5a, 0x13, (byte) 0xc7, 0x2e};

    private Frames() {}

    static byte[] text(String text) {
        return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] frame(int opcode, byte[] payload) {
        int extended = payload.length < 126 ? 0 : payload.length <= 0xffff ? 2 : 8;
        byte[] frame = new byte[2 + extended + MASK.length + payload.length];
        frame[0] = (byte) (0x80 | opcode);
        frame[1] = (byte) (0x80 | (extended == 0 ? payload.length : extended == 2 ? 126 : 127));
        for (int i = 0; i < extended; i++) {
            frame[2 + i] = (byte) ((long) payload.length >>> (8 * (extended - 1 - i)));
        }
        System.arraycopy(MASK, 0, frame, 2 + extended, MASK.length);
        int start = frame.length - payload.length;
        for (int i = 0; i < payload.length; i++) {
            frame[start + i] = (byte) (payload[i] ^ MASK[i & 3]);
        }
        return frame;
    }

    /** Where the payload of such a frame begins. */
    static int payload(byte[] frame) {
        int length = frame[1] & 0x7f;
        return (length < 126 ? 2 : length == 126 ? 4 : 10) + MASK.length;
    }

    /** Overwrites one byte of the payload. */
    static void put(byte[] frame, int payload, int index, int value) {
        frame[payload + index] = (byte) (value ^ MASK[index & 3]);
    }
}
