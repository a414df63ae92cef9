package dev.parley.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.protocol.Opaque;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads of a session description (RFC 8866) only whether its sender means to send sound or pictures. */
final class Sdp {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> DIRECTIONS = Set.of("a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive");

    private Sdp() {}

    /** Of a description as browsers write it, `{"type", "sdp"}`. A key may stand there twice, so every one is looked at. */
    static boolean sendsMedia(Opaque description) {
        try (JsonParser parser = JSON.createParser(description.json())) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && "sdp".equals(parser.currentName()) && sendsMedia(parser.getText())) {
                    return true;
                }
            }
            return false;
        } catch (IOException broken) {
            return true; // What cannot be read is not vouched for.
        }
    }

    static boolean sendsMedia(String sdp) {
        boolean sessionSends = true;
        Section section = null;
        for (String line : lines(sdp)) {
            if (line.startsWith("m=")) {
                if (section != null && section.sends()) {
                    return true;
                }
                boolean data = line.startsWith("m=application");
                boolean refused = line.split("\\s+", 3).length > 1 && line.split("\\s+", 3)[1].equals("0");
                section = new Section(data, refused, sessionSends);
            } else if (DIRECTIONS.contains(line)) {
                boolean sends = line.startsWith("a=send");
                sessionSends = section == null ? sends : sessionSends;
                section = section == null ? null : new Section(section.data, section.refused, sends);
            } else if (line.equals("a=bundle-only") && section != null) {
                section = new Section(section.data, false, section.direction);
            }
        }
        return section != null && section.sends();
    }

    private static List<String> lines(String sdp) {
        return sdp.lines().map(line -> line.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /** Port 0 refuses a section, unless it shares the port of another; without a direction, a section sends. */
    private record Section(boolean data, boolean refused, boolean direction) {
        boolean sends() {
            return !data && !refused && direction;
        }
    }
}
