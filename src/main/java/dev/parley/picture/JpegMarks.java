package dev.parley.picture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What the markers of a JPEG file say and Java's reader does not tell.
 *
 * @param orientation how the camera was held, 1 to 8 as EXIF counts; anything else is upright
 * @param scans how many times the reader goes over the whole picture
 */
record JpegMarks(int orientation, int scans) {
    static final JpegMarks NONE = new JpegMarks(1, 1);
    private static final int UPRIGHT = 1;
    private static final int MOST_SCANS = 32;
    /** With more than one scan the reader keeps the whole picture in memory, at up to 8 bytes a pixel, however little of it is needed. */
    private static final int MOST_PIXELS_KEPT = 6_000_000;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    static JpegMarks of(byte[] file) {
        int orientation = UPRIGHT;
        int scans = 0;
        int at = 2;
        while (at + 3 < file.length) {
            int marker = file[at + 1] & 0xff;
            boolean hasSegment = file[at] == (byte) 0xff && marker >= 0xc0 && marker != 0xff && (marker < 0xd0 || marker > 0xd9);
            if (!hasSegment) {
                at++;
                continue;
            }
            int length = ((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff);
            if (marker == 0xda) {
                scans++;
            } else if (marker == 0xe1 && orientation == UPRIGHT) {
                orientation = orientation(ByteBuffer.wrap(file, at + 4, Math.clamp(length - 2, 0, file.length - at - 4)).slice());
            }
            at += 2 + Math.max(2, length);
        }
        return new JpegMarks(orientation, scans);
    }

    boolean costly(int pixels) {
        return scans > MOST_SCANS || (scans > 1 && pixels > MOST_PIXELS_KEPT);
    }

    /** How far to turn it clockwise, after mirroring, until it is upright. */
    int quarterTurns() {
        return switch (orientation) {
            case 3, 4 -> 2;
            case 6, 7 -> 1;
            case 5, 8 -> 3;
            default -> 0;
        };
    }

    /** Whether width and height change places when it is turned upright. */
    boolean onItsSide() {
        return quarterTurns() % 2 == 1;
    }

    boolean mirrored() {
        return orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
    }

    private static int orientation(ByteBuffer segment) {
        try {
            byte[] name = new byte[EXIF.length];
            segment.get(name);
            if (!java.util.Arrays.equals(name, EXIF)) {
                return UPRIGHT;
            }
            ByteBuffer tiff = segment.slice();
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            for (int i = 0; i < (tiff.getShort(directory) & 0xffff); i++) {
                int entry = directory + 2 + 12 * i;
                if (tiff.getShort(entry) == 0x0112) {
                    return tiff.getShort(entry + 8);
                }
            }
            return UPRIGHT;
        } catch (BufferUnderflowException | IndexOutOfBoundsException broken) {
            // Some cameras write this wrongly. Then the picture is shown as it is.
            return UPRIGHT;
        }
    }
}
