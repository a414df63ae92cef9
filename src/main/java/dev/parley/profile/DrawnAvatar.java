package dev.parley.profile;

import dev.parley.picture.Shape;
import dev.parley.picture.Thumbnail;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;

/** A picture for people who set none: a table and seats seen from above, always the same for the same person. */
final class DrawnAvatar {
    private static final Color[] GROUNDS = {new Color(0xd5e3df), new Color(0xdbe1ea), new Color(0xe6e0d6), new Color(0xdfe5d3), new Color(0xe7dce2)};
    private static final Color[] INKS = {new Color(0x0f5c50), new Color(0x35506b), new Color(0x6b4a35), new Color(0x4f6b35), new Color(0x6b3552)};

    private DrawnAvatar() {}

    static byte[] of(String id) {
        Random chance = new Random(id.hashCode());
        int colour = chance.nextInt(GROUNDS.length);
        int seats = 5 + chance.nextInt(4);
        int own = chance.nextInt(seats);
        int gap = 40 + chance.nextInt(80);
        int turn = chance.nextInt(360);
        int size = Shape.SQUARE.width();
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(GROUNDS[colour]);
        pen.fillRect(0, 0, size, size);
        pen.setColor(INKS[colour]);
        pen.setStroke(new BasicStroke(size / 9f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(new Arc2D.Double(size * 0.34, size * 0.34, size * 0.32, size * 0.32, turn, 360 - gap, Arc2D.OPEN));
        for (int seat = 0; seat < seats; seat++) {
            double angle = Math.toRadians(turn) + 2 * Math.PI * seat / seats;
            double radius = seat == own ? size * 0.075 : size * 0.05;
            double x = size / 2.0 + Math.cos(angle) * size * 0.36;
            double y = size / 2.0 - Math.sin(angle) * size * 0.36;
            pen.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        }
        pen.dispose();
        try {
            return Thumbnail.png(picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
