package dev.parley.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The time at which a message was meant to be sent, in its text: found without parsing, and put into a frame that was made before. */
final class Stamp {
    private static final byte SIGN = '@';
    private static final int DIGITS = 16;
    /** What stands in a message where the time goes. */
    static final String BLANK = "@" + "0".repeat(DIGITS);

    private final byte[] frame;
    private final int payload;
    private final int index;

    Stamp(String text) {
        frame = Frames.text(text);
        payload = Frames.payload(frame);
        index = text.substring(0, text.indexOf(SIGN)).getBytes(StandardCharsets.UTF_8).length + 1;
    }

    byte[] at(long nanos) {
        for (int i = 0; i < DIGITS; i++) {
            Frames.put(frame, payload, index + i, 'a' + (int) (nanos >>> (4 * (DIGITS - 1 - i)) & 15));
        }
        return frame;
    }

    /** The time in a message that was heard, or -1. */
    static long read(ByteBuffer from, int start, int end) {
        for (int i = start; i < end - DIGITS; i++) {
            if (from.get(i) == SIGN) {
                long nanos = 0;
                for (int digit = 1; digit <= DIGITS; digit++) {
                    nanos = nanos << 4 | (from.get(i + digit) - 'a');
                }
                return nanos;
            }
        }
        return -1;
    }
}
