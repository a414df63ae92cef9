package dev.parley.profile;

import dev.parley.problem.Problem;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Makes a safe picture of whatever was uploaded: looked at before it is decoded, cut square, drawn anew. Nothing else of the file survives. */
final class Pictures {
    static final int SIZE = 256;
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final int MOST_PIXELS = 16_000_000;
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");
    private static final Pattern DATA_URL = Pattern.compile("data:image/[a-z+.-]{1,20};base64,([A-Za-z0-9+/=\\s]+)");

    private Pictures() {}

    static byte[] fromDataUrl(String url) {
        Matcher matcher = DATA_URL.matcher(url);
        if (!matcher.matches()) {
            throw refused("This is not a picture.");
        }
        try {
            return clean(Base64.getMimeDecoder().decode(matcher.group(1)));
        } catch (IllegalArgumentException notBase64) {
            throw refused("This is not a picture.");
        }
    }

    /** A square PNG of the middle. */
    static byte[] clean(byte[] upload) {
        if (upload.length > MOST_BYTES) {
            throw refused("Please choose a picture of at most 2 MB.");
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(upload))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw refused("Please choose a PNG, JPEG or GIF picture.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if (!FORMATS.contains(reader.getFormatName().toLowerCase(java.util.Locale.ROOT))) {
                    throw refused("Please choose a PNG, JPEG or GIF picture.");
                }
                // A small file can announce billions of pixels: the header says so before any memory is taken.
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw refused("Please choose a picture with fewer than 16 million pixels.");
                }
                return png(reader.read(0));
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

    private static byte[] png(BufferedImage picture) throws IOException {
        int side = Math.min(picture.getWidth(), picture.getHeight());
        int left = (picture.getWidth() - side) / 2;
        int top = (picture.getHeight() - side) / 2;
        BufferedImage square = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = square.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        pen.drawImage(picture, 0, 0, SIZE, SIZE, left, top, left + side, top + side, null);
        pen.dispose();
        return bytes(square);
    }

    static byte[] bytes(BufferedImage picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }

    private static Problem refused(String why) {
        return Problem.invalid(List.of(new Problem.FieldError("avatar", why)));
    }
}
