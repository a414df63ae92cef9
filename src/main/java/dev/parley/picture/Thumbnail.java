package dev.parley.picture;

import dev.parley.problem.Problem;
import java.awt.Color;
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
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The small picture that is kept of an uploaded one: a PNG if it is square, and a JPEG if it is wide. It is drawn anew, so that nothing else in the
 * file survives. The cost of decoding is read from the header and limited beforehand: only the middle is decoded, and only as many pixels as are needed.
 */
public final class Thumbnail {
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final int MOST_PIXELS = 16_000_000;
    /** A reader holds whole rows. A row of this width takes 128 KB at 8 bytes a pixel. */
    private static final int LONGEST_SIDE = 16_000;
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");
    /** A wide picture that is larger than this is written again with less detail. */
    private static final int MANY_BYTES = 200_000;
    private static final float[] QUALITIES = {0.82f, 0.65f, 0.45f, 0.25f};

    private Thumbnail() {}

    public static byte[] of(byte[] upload, Shape shape) {
        if (upload.length > MOST_BYTES) {
            throw refused(shape, "Please choose a picture of at most 2 MB.");
        }
        // In memory, because the other kind of stream writes each upload to a file.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(upload))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw refused(shape, "Please choose a PNG, JPEG or GIF picture.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                String format = reader.getFormatName().toLowerCase(Locale.ROOT);
                if (!FORMATS.contains(format)) {
                    throw refused(shape, "Please choose a PNG, JPEG or GIF picture.");
                }
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) {
                    throw refused(shape, "Please choose a picture with fewer than 16 million pixels.");
                }
                JpegMarks marks = format.equals("jpeg") ? JpegMarks.of(upload) : JpegMarks.NONE;
                if (marks.costly(width * height)) {
                    throw refused(shape, "Please save this picture with fewer pixels, or as a JPEG that is not progressive.");
                }
                return drawn(reader.read(0, middle(width, height, shape, marks)), shape, marks);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof Problem problem) {
                throw problem;
            }
            throw refused(shape, "This picture cannot be read.");
        }
    }

    /** The largest part in the middle that has the shape once the picture is upright. */
    private static ImageReadParam middle(int width, int height, Shape shape, JpegMarks marks) {
        int across = marks.onItsSide() ? shape.height : shape.width;
        int down = marks.onItsSide() ? shape.width : shape.height;
        double scale = Math.min((double) width / across, (double) height / down);
        int partWidth = Math.clamp(Math.round(across * scale), 1, width);
        int partHeight = Math.clamp(Math.round(down * scale), 1, height);
        int step = Math.max(1, (int) Math.ceil(scale / shape.decoded));
        ImageReadParam middle = new ImageReadParam();
        middle.setSourceRegion(new Rectangle((width - partWidth) / 2, (height - partHeight) / 2, partWidth, partHeight));
        middle.setSourceSubsampling(step, step, 0, 0);
        return middle;
    }

    private static byte[] drawn(BufferedImage picture, Shape shape, JpegMarks marks) throws IOException {
        BufferedImage small = new BufferedImage(shape.width, shape.height, shape == Shape.WIDE ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        int across = marks.onItsSide() ? shape.height : shape.width;
        int down = marks.onItsSide() ? shape.width : shape.height;
        Graphics2D pen = small.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        if (shape == Shape.WIDE) {
            pen.setColor(Color.WHITE); // Behind a picture that can be seen through, because a JPEG cannot.
            pen.fillRect(0, 0, shape.width, shape.height);
        }
        pen.translate(shape.width / 2.0, shape.height / 2.0);
        pen.rotate(marks.quarterTurns() * Math.PI / 2);
        pen.scale(marks.mirrored() ? -1 : 1, 1);
        pen.drawImage(picture, -across / 2, -down / 2, across, down, null);
        pen.dispose();
        return shape == Shape.WIDE ? jpeg(small) : png(small);
    }

    public static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        byte[] written = {};
        for (float quality : QUALITIES) {
            written = jpeg(picture, quality);
            if (written.length <= MANY_BYTES) {
                break;
            }
        }
        return written;
    }

    private static byte[] jpeg(BufferedImage picture, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(to);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    static Problem refused(Shape shape, String why) {
        return Problem.invalid(List.of(new Problem.FieldError(shape.field, why)));
    }
}
