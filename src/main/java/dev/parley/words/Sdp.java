package dev.parley.words;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds out whether the sender of a session description (RFC 8866) might send sound or pictures. Browsers differ in how they read unusual ones.
 * So a description only counts as silent in the form that all browsers write: each section itself says that it only receives, or that it is
 * refused.
 */
final class Sdp {
    private static final Pattern SECTION = Pattern.compile("^(?=m=)", Pattern.MULTILINE | Pattern.UNIX_LINES);
    /** Parsers differ: some end a line at a lone carriage return, stop at a NUL, or accept a loosely written start of a section. */
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "\r(?!\n)|[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]|^(?!m=)\\s*[mM]\\s*=", Pattern.MULTILINE | Pattern.UNIX_LINES);

    private static final Pattern ANYTHING = Pattern.compile("m=");
    private static final Pattern BUT_SOUND = Pattern.compile("m=(?!audio )");

    private Sdp() {}

    static boolean sendsMedia(String sdp) {
        return sends(sdp, ANYTHING);
    }

    /** Anything but sound. */
    static boolean sendsPictures(String sdp) {
        return sends(sdp, BUT_SOUND);
    }

    private static boolean sends(String sdp, Pattern which) {
        if (AMBIGUOUS.matcher(sdp).find()) {
            return true;
        }
        // A direction before the first section does not count, because not every browser applies it to the sections.
        return SECTION.splitAsStream(sdp).filter(part -> which.matcher(part).lookingAt()).anyMatch(Sdp::sectionSends);
    }

    private static boolean sectionSends(String section) {
        List<String> lines = section.lines().toList();
        List<String> loosely = lines.stream().map(line -> line.strip().toLowerCase(Locale.ROOT)).toList();
        String media = lines.getFirst();
        if (media.startsWith("m=application ")) {
            return false;
        }
        // Port 0 refuses a section, unless it shares the port of another.
        if (media.matches("m=[a-z]+ 0 .*") && loosely.stream().noneMatch(line -> line.startsWith("a=bundle-only"))) {
            return false;
        }
        boolean says = lines.contains("a=recvonly") || lines.contains("a=inactive");
        return !says || loosely.stream().anyMatch(line -> line.startsWith("a=send"));
    }
}
