package dev.parley.words;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.json.JsonText;
import dev.parley.problem.Problem;
import dev.parley.protocol.Description;
import dev.parley.protocol.Opaque;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A {@link Description} as JSON: an object or null. */
public record SignalText(Opaque text) implements Description {
    private static final String CANDIDATE = "ice-candidate";

    @Override
    public @Nullable String kind() {
        Opaque type = member("type");
        if (type != null && type.json().startsWith("\"")) {
            return type.json().substring(1, type.json().length() - 1);
        }
        return member("candidate") == null ? null : CANDIDATE;
    }

    @Override
    public boolean sends() {
        return anyText(Sdp::sendsMedia);
    }

    @Override
    public boolean sendsPictures() {
        return anyText(Sdp::sendsPictures);
    }

    /** A key may appear twice, so each one is checked. */
    private boolean anyText(Predicate<String> sends) {
        try (JsonParser parser = JsonText.parser(text.json())) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME && "sdp".equals(parser.currentName())) {
                    JsonToken value = parser.nextToken();
                    // A browser also turns a list into text.
                    if (value == JsonToken.VALUE_STRING ? sends.test(parser.getText()) : value != JsonToken.VALUE_NULL) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException broken) {
            return true; // What cannot be read may contain anything.
        }
    }

    @Override
    public SignalText as(String kind) {
        if (text.equals(Opaque.NULL)) {
            throw new Problem("bad_payload", 400, "signal must be a session description.");
        }
        if (member("type") != null) {
            return this;
        }
        String rest = text.json().substring(1).strip();
        return new SignalText(new Opaque("{\"type\":\"" + kind + "\"" + (rest.equals("}") ? "" : ",") + rest));
    }

    @Override
    public Opaque candidate() {
        Opaque inner = member("candidate");
        return inner != null && inner.json().startsWith("{") ? inner : text;
    }

    /** The value of the first member of this name, exactly as written. */
    private @Nullable Opaque member(String name) {
        String json = text.json();
        try (JsonParser parser = JsonText.parser(json)) {
            parser.nextToken();
            for (String each = parser.nextFieldName(); each != null; each = parser.nextFieldName()) {
                parser.nextToken();
                Opaque value = new Opaque(JsonText.slice(parser, json));
                if (each.equals(name)) {
                    return value;
                }
            }
            return null;
        } catch (IOException broken) {
            throw new Problem("bad_payload", 400, "This is not a signal: " + name + " cannot be read.");
        }
    }
}
