package dev.parley.profile;

import dev.parley.problem.Problem;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The small square that is kept of an uploaded picture. It is drawn anew, so that nothing else in the file survives. The cost of decoding is
 * read from the header and limited beforehand: only the middle is decoded, and only as many pixels as are needed.
 */
final class Thumbnail {
    static final int SIZE = 256;
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final int MOST_PIXELS = 16_000_000;
    /** A reader holds whole rows. A row of this width takes 128 KB at 8 bytes a pixel. */
    private static final int LONGEST_SIDE = 16_000;
    /** 5 MB at 8 bytes a pixel, which is the most that a pixel can take. */
    private static final int DECODED_SIDE = 3 * SIZE;
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");

    private Thumbnail() {}

    static byte[] of(byte[] upload) {
        if (upload.length > MOST_BYTES) {
            throw refused("Please choose a picture of at most 2 MB.");
        }
        // In memory, because the other kind of stream writes each upload to a file.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(upload))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw refused("Please choose a PNG, JPEG or GIF picture.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                String format = reader.getFormatName().toLowerCase(Locale.ROOT);
                if (!FORMATS.contains(format)) {
                    throw refused("Please choose a PNG, JPEG or GIF picture.");
                }
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) {
                    throw refused("Please choose a picture with fewer than 16 million pixels.");
                }
                JpegMarks marks = format.equals("jpeg") ? JpegMarks.of(upload) : JpegMarks.NONE;
                if (marks.costly(width * height)) {
                    throw refused("Please save this picture with fewer pixels, or as a JPEG that is not progressive.");
                }
                return drawn(reader.read(0, middle(width, height)), marks);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof Problem problem) {
                throw problem;
            }
            throw refused("This picture cannot be read.");
        }
    }

    private static ImageReadParam middle(int width, int height) {
        int side = Math.min(width, height);
        int step = Math.ceilDiv(side, DECODED_SIDE);
        ImageReadParam middle = new ImageReadParam();
        middle.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
        middle.setSourceSubsampling(step, step, 0, 0);
        return middle;
    }

    private static byte[] drawn(BufferedImage picture, JpegMarks marks) throws IOException {
        BufferedImage square = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = square.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        pen.translate(SIZE / 2.0, SIZE / 2.0);
        pen.rotate(marks.quarterTurns() * Math.PI / 2);
        pen.scale(marks.mirrored() ? -1 : 1, 1);
        pen.drawImage(picture, -SIZE / 2, -SIZE / 2, SIZE, SIZE, null);
        pen.dispose();
        return png(square);
    }

    static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }

    static Problem refused(String why) {
        return Problem.invalid(List.of(new Problem.FieldError("avatar", why)));
    }
}
