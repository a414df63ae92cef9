package dev.parley.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.problem.Problem;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailTest {
    private static final long MB = 1024 * 1024;

    /** Four quarters, clockwise from the top left: red, green, blue, white. */
    private static BufferedImage quarters(int side) {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        Color[] colours = {Color.RED, Color.GREEN, Color.WHITE, Color.BLUE};
        for (int i = 0; i < colours.length; i++) {
            pen.setColor(colours[i]);
            pen.fillRect(i % 2 * side / 2, i / 2 * side / 2, side / 2, side / 2);
        }
        pen.dispose();
        return picture;
    }

    private static byte[] jpeg(BufferedImage picture, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }

    /** As a camera would write it if it was held this way. */
    private static byte[] held(byte[] jpeg, int orientation) {
        byte[] exif = {(byte) 0xff, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1,
            0, (byte) orientation, 0, 0, 0, 0, 0, 0};
        return ByteBuffer.allocate(jpeg.length + exif.length).put(jpeg, 0, 2).put(exif).put(jpeg, 2, jpeg.length - 2).array();
    }

    private static char colour(BufferedImage picture, int x, int y) {
        int rgb = picture.getRGB(x, y) & 0xc0c0c0;
        return rgb == 0xc00000 ? 'r' : rgb == 0x00c000 ? 'g' : rgb == 0x0000c0 ? 'b' : rgb == 0xc0c0c0 ? 'w' : '?';
    }

    private static Problem refusal(byte[] upload) {
        return assertThrows(Problem.class, () -> Thumbnail.of(upload, Shape.SQUARE));
    }

    @ParameterizedTest
    @CsvSource({"1, rgbw", "2, grwb", "3, bwrg", "4, wbgr", "5, rwbg", "6, wrgb", "7, bgrw", "8, gbwr", "0, rgbw", "99, rgbw"})
    void aPhotographIsUprightHoweverTheCameraWasHeld(int orientation, String clockwise) throws IOException {
        BufferedImage seen = ImageIO.read(new ByteArrayInputStream(Thumbnail.of(held(jpeg(quarters(400), false), orientation), Shape.SQUARE)));
        assertEquals(clockwise, "" + colour(seen, 60, 60) + colour(seen, 196, 60) + colour(seen, 196, 196) + colour(seen, 60, 196));
    }

    @ParameterizedTest
    @CsvSource({"1, SQUARE, 16", "8, SQUARE, 16", "16, SQUARE, 16", "1, WIDE, 48", "8, WIDE, 48", "16, WIDE, 48"})
    void aLargePictureIsNotDecodedWhole(int bits, Shape shape, int most) throws IOException {
        byte[] upload = png(switch (bits) {
            case 1 -> new BufferedImage(4000, 4000, BufferedImage.TYPE_BYTE_BINARY);
            case 8 -> new BufferedImage(4000, 4000, BufferedImage.TYPE_4BYTE_ABGR);
            default -> {
                ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), true, false, Transparency.TRANSLUCENT,
                        DataBuffer.TYPE_USHORT);
                yield new BufferedImage(model, model.createCompatibleWritableRaster(4000, 4000), false, null);
            }
        });
        assertTrue(upload.length < 200_000, () -> upload.length + " bytes");
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Thumbnail.of(upload, shape);
        long before = threads.getCurrentThreadAllocatedBytes();
        Thumbnail.of(upload, shape);
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < most * MB, () -> taken / MB + " MB");
    }

    /** As wide as a cover: from the left a red, a green and a blue third. */
    private static BufferedImage thirds(int width, int height, boolean upright) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE};
        for (int i = 0; i < colours.length; i++) {
            pen.setColor(colours[i]);
            pen.fillRect(upright ? i * width / 3 : 0, upright ? 0 : i * height / 3, width, height);
        }
        pen.dispose();
        return picture;
    }

    private static BufferedImage wide(byte[] upload) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Thumbnail.of(upload, Shape.WIDE)));
    }

    @ParameterizedTest
    @CsvSource({"1200, 630", "4000, 2100", "900, 300", "300, 900", "40, 40", "4000, 4000", "1, 1"})
    void aCoverHasOneSizeWhateverIsUploaded(int width, int height) throws IOException {
        BufferedImage cover = wide(png(thirds(width, height, true)));
        assertEquals("1200 630", cover.getWidth() + " " + cover.getHeight());
    }

    @ParameterizedTest
    @CsvSource({"1, true, rgb", "3, true, bgr", "6, false, bgr", "8, false, rgb"})
    void aWidePhotographIsUprightHoweverTheCameraWasHeld(int orientation, boolean upright, String fromTheLeft) throws IOException {
        BufferedImage taken = upright ? thirds(1200, 630, true) : thirds(630, 1200, false);
        BufferedImage seen = wide(held(jpeg(taken, false), orientation));
        assertEquals(fromTheLeft, "" + colour(seen, 200, 315) + colour(seen, 600, 315) + colour(seen, 1000, 315));
    }

    @Test
    void aCoverThatCanBeSeenThroughIsWhiteBehind() throws IOException {
        assertEquals('w', colour(wide(png(new BufferedImage(50, 50, BufferedImage.TYPE_INT_ARGB))), 600, 315));
    }

    @Test
    void theMostDetailedCoverIsASmallFile() throws IOException {
        BufferedImage noise = new BufferedImage(1200, 630, BufferedImage.TYPE_BYTE_GRAY);
        java.util.Random chance = new java.util.Random(1);
        for (int y = 0; y < noise.getHeight(); y++) {
            for (int x = 0; x < noise.getWidth(); x++) {
                int level = chance.nextInt(256);
                noise.setRGB(x, y, new Color(level, level, level).getRGB());
            }
        }
        int bytes = Thumbnail.of(png(noise), Shape.WIDE).length;
        assertTrue(bytes < 400_000, () -> bytes + " bytes");
    }

    @Test
    void aRowThatWouldTakeMegabytesIsRefused() throws IOException {
        assertEquals("validation_failed", refusal(png(new BufferedImage(1_000_000, 1, BufferedImage.TYPE_BYTE_BINARY))).code());
    }

    @Test
    void aLargeProgressivePhotographIsRefusedBecauseItsReaderKeepsAllOfIt() throws IOException {
        BufferedImage large = new BufferedImage(2600, 2600, BufferedImage.TYPE_BYTE_GRAY);
        assertEquals("validation_failed", refusal(jpeg(large, true)).code());
        Thumbnail.of(jpeg(large, false), Shape.SQUARE);
        Thumbnail.of(jpeg(new BufferedImage(1300, 1300, BufferedImage.TYPE_BYTE_GRAY), true), Shape.SQUARE);
    }

    @Test
    void aPictureOfThousandsOfScansIsRefusedBeforeItIsRead() throws IOException {
        byte[] jpeg = jpeg(quarters(400), true);
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 1, 1, 0};
        ByteBuffer bomb = ByteBuffer.allocate(jpeg.length + 1000 * scan.length).put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 1000; i++) {
            bomb.put(scan);
        }
        assertTrue(JpegMarks.of(bomb.put(jpeg, jpeg.length - 2, 2).array()).costly(160_000));
    }

    @Test
    void aFileThatOnlyPretendsToBeAPictureIsRefused() throws IOException {
        ByteArrayOutputStream bmp = new ByteArrayOutputStream();
        ImageIO.write(quarters(20), "bmp", bmp);
        assertEquals("validation_failed", refusal(bmp.toByteArray()).code());
        byte[] jpeg = held(jpeg(quarters(20), false), 6);
        for (int i = 0; i < jpeg.length; i++) {
            byte[] cut = java.util.Arrays.copyOf(jpeg, i);
            JpegMarks.of(cut);
        }
    }
}
