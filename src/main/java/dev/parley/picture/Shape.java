package dev.parley.picture;

/** What is made of an uploaded picture. The middle of it is kept, as large as this. */
public enum Shape {
    /** A person. */
    SQUARE("avatar", 256, 256, 3),
    /** A room. It has the size that messengers show beside a link. */
    WIDE("cover", 1200, 630, 2);

    /** The field of the request in which it comes. */
    final String field;
    final int width;
    final int height;
    /** How many times wider and higher the part may be that is decoded. At 8 bytes a pixel, which is the most, that takes 5 MB and 24 MB. */
    final int decoded;

    Shape(String field, int width, int height, int decoded) {
        this.field = field;
        this.width = width;
        this.height = height;
        this.decoded = decoded;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }
}
