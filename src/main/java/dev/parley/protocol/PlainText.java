package dev.parley.protocol;

/** Text that people write for each other. */
public final class PlainText {
    /** The most characters of a name. */
    public static final int NAME = 60;

    private PlainText() {}

    /**
     * Whether the text has no invisible surprises: no control characters, none that change the direction of the text around them, and no half
     * characters.
     */
    public static boolean is(String text) {
        return text.codePoints().noneMatch(PlainText::isUnseen);
    }

    /** Whether somebody can be called so. */
    public static boolean isName(String stripped) {
        return !stripped.isEmpty() && length(stripped) <= NAME && is(stripped);
    }

    /** In characters as Unicode counts them, so that a smiley is one. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The same text without such characters. Line breaks stay. */
    public static String of(String text) {
        return text.codePoints().filter(point -> isBreak(point) || !isUnseen(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** The same check for text of several lines. */
    public static boolean isInLines(String text) {
        return text.codePoints().noneMatch(point -> !isBreak(point) && isUnseen(point));
    }

    /** The same text for a page of HTML, within an element or an attribute in double quotes. */
    public static String inHtml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static boolean isBreak(int point) {
        return point == '\n' || point == '\r' || point == '\t';
    }

    private static boolean isUnseen(int point) {
        boolean turns = (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
        boolean breaks = point == 0x2028 || point == 0x2029;
        return turns || breaks || Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
    }
}
